import { Routes } from 'discord.js';
import { z } from 'zod';
import type { Command } from '../../../commands/define-command.ts';
import { MoraError } from '../../../core/errors.ts';
import { locales } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import { openBriefRest, toDiscordError, tokenHint, type DiscordSettings } from '../inspect/brief-rest.ts';
import { snowflakeSchema } from '../wire.ts';
import { describeCommands } from './describe-commands.ts';
import { registerCommands, type Registered } from './register.ts';

/** A few commands wait for a busy minute, but not for a new day: only so many may be created in one. */
const patience = { timeoutMs: 15_000, retries: 2, longestWaitMs: 60_000 };

/**
 * Registers the commands of a studio with Discord, in all its languages. Throws `configuration` where the token is
 * missing, wrong or of another application, or where Discord does not take the commands; `unavailable` where it cannot
 * be reached.
 */
export async function registerStudio(
  settings: DiscordSettings,
  commands: readonly Command[],
  signal?: AbortSignal,
): Promise<Registered> {
  const { discordToken, discordAppId } = settings;
  if (discordToken === undefined) {
    throw new MoraError('configuration', `Set DISCORD_TOKEN to the token of a bot. ${tokenHint}`);
  }
  const desired = describeCommands(commands, locales.map(translatorFor));
  const rest = openBriefRest(discordToken, settings, patience);
  try {
    const answer = await rest.get(Routes.currentApplication(), signal === undefined ? {} : { signal });
    const { id } = z.object({ id: snowflakeSchema }).parse(answer);
    if (discordAppId !== undefined && discordAppId !== id) {
      throw new MoraError(
        'configuration',
        `DISCORD_TOKEN is of application ${id}, and DISCORD_APP_ID names another one. Mend either, then try again.`,
      );
    }
    return await registerCommands({ rest, applicationId: id, desired, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    signal?.throwIfAborted();
    throw toDiscordError(error);
  }
}
