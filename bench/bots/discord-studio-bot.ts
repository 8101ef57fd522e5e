import { createDiscord } from '../../src/bots/discord/discord.ts';
import { commands } from '../../src/commands/index.ts';
import { discordSettingsSchema, readBotSettings } from './bot-messages.ts';
import { runStudioBot } from './studio.ts';

/** Our bot on Discord. */
const { token, apiUrl } = readBotSettings(process.env, discordSettingsSchema);
await runStudioBot(({ database, ...parts }) =>
  Promise.resolve(
    createDiscord({
      ...parts,
      token,
      apiUrl,
      commands,
      collection: database.collection,
      media: { fitToBytes: () => Promise.reject(new Error('nothing is too large here')) },
      links: { pageUrl: () => undefined },
    }),
  ),
);
