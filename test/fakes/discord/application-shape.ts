import { userShape } from './shapes.ts';
import type { World } from './world.ts';

/** https://discord.com/developers/docs/resources/application#application-object-application-flags */
const MESSAGE_CONTENT_FLAG = 1 << 19;

/** What the application may do: only the flag of the message content intent. */
export function applicationFlags(world: World): number {
  return world.messageContent ? MESSAGE_CONTENT_FLAG : 0;
}

/** The application as `/applications/@me` gives it. */
export function applicationShape(world: World) {
  return {
    id: world.applicationId,
    name: world.bot.name,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: applicationFlags(world),
    bot: userShape(world.bot),
    owner: null,
    team: null,
    summary: '',
    approximate_guild_count: [...world.guilds.values()].filter(({ hasBot }) => hasBot).length,
    approximate_user_install_count: 0,
    integration_types_config: { 0: {}, 1: {} },
  };
}
