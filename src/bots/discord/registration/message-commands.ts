import {
  ApplicationCommandType,
  ApplicationIntegrationType as Installed,
  InteractionContextType as Context,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { Translator } from '../../locales/translate.ts';
import { menuName } from './localise.ts';

/** What can be done with a message from its menu, by the names that come back in an interaction. */
export const messageCommandNames = ['Animate', 'Extend', 'Edit…', 'Connect', 'Info'] as const;

/** Where commands can be used: in servers, with the bot, and in all other conversations; by servers and by people. */
export function everywhere(): { contexts: Context[]; integration_types: Installed[] } {
  return {
    contexts: [Context.Guild, Context.BotDM, Context.PrivateChannel],
    integration_types: [Installed.GuildInstall, Installed.UserInstall],
  };
}

/** The commands in the menu of a message. */
export function describeMessageCommands(
  translators: readonly Translator[],
): RESTPostAPIContextMenuApplicationCommandsJSONBody[] {
  return messageCommandNames.map((name) => ({
    type: ApplicationCommandType.Message,
    name,
    ...menuName(name, translators),
    ...everywhere(),
  }));
}
