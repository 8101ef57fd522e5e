import {
  ApplicationCommandType,
  ApplicationIntegrationType as Installed,
  InteractionContextType as Context,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import { menuNames } from '../../message-menu.ts';
import type { Translator } from '../../locales/translate.ts';
import { menuName } from './localise.ts';

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
  return menuNames.map((name) => ({
    type: ApplicationCommandType.Message,
    name,
    ...menuName(name, translators),
    ...everywhere(),
  }));
}
