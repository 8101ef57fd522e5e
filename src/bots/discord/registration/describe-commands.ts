import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  type APIApplicationCommandSubcommandGroupOption as Group,
  type APIApplicationCommandSubcommandOption as Subcommand,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Command } from '../../../commands/define-command.ts';
import { MoraError } from '../../../core/errors.ts';
import type { Translator } from '../../locales/translate.ts';
import { commandSize, maxCommandSize } from './command-size.ts';
import { describeOptions } from './describe-options.ts';
import { describe, descriptionLength, isValidName, nameAll } from './localise.ts';
import { describeMessageCommands, everywhere } from './message-commands.ts';

/** The one slash command that all others stand under. A brand: it has the same name in each language. */
export const rootName = 'mora';

/** Subcommands and groups of a command: https://discord.com/developers/docs/interactions/application-commands#application-command-object */
const maxSubcommands = 25;

const rootDescription = 'Make videos from words, pictures and other videos';

/** What the commands of a group are about. */
const groupDescriptions: Readonly<Record<string, string>> = {
  gallery: 'The videos that people here have shared',
  settings: 'Where, by whom and with which models videos may be made here',
};

/** Descriptions get shorter, step by step, until a command with many kinds of the operator's own fits. */
const descriptionLengths = [descriptionLength, 70, 45, 25];

/**
 * All commands as Discord takes them: `/mora` with a subcommand for each of one word and a group for those of two, and
 * the menu of a message. Throws `configuration` where the operator's own kinds are too many for Discord.
 */
export function describeCommands(
  commands: readonly Command[],
  translators: readonly Translator[],
): RESTPostAPIApplicationCommandsJSONBody[] {
  for (const length of descriptionLengths) {
    const root = describeRoot(commands, translators, length);
    if (commandSize(root) <= maxCommandSize) return [root, ...describeMessageCommands(translators)];
  }
  throw new MoraError(
    'configuration',
    `Discord takes commands of ${maxCommandSize.toLocaleString('en')} characters in all, and these are more. Take some kinds out of mora.config.yaml, then start again.`,
  );
}

function describeRoot(
  commands: readonly Command[],
  translators: readonly Translator[],
  length: number,
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const families = Map.groupBy(commands, ({ name }) => name.split(' ')[0] ?? name);
  const heads = nameAll([...families.keys()].map(checkedName), translators);
  if (heads.length > maxSubcommands) {
    const over = heads.length - maxSubcommands;
    throw new MoraError(
      'configuration',
      `Discord takes ${maxSubcommands} commands under /${rootName}, and these are ${over} more. Take some kinds out of mora.config.yaml, then start again.`,
    );
  }
  return {
    type: ApplicationCommandType.ChatInput,
    name: rootName,
    ...describe(rootDescription, translators, length),
    options: heads.map((head): Subcommand | Group => {
      const family = families.get(head.name) ?? [];
      const [single] = family;
      if (single?.name === head.name) return { ...head, ...subcommand(single, translators, length) };
      const names = nameAll(
        family.map(({ name }) => checkedName(name.slice(head.name.length + 1))),
        translators,
      );
      return {
        ...head,
        type: OptionType.SubcommandGroup,
        ...describe(groupDescriptions[head.name] ?? head.name, translators, length),
        options: family.map((command, index) => ({
          ...(names[index] ?? { name: command.name }),
          ...subcommand(command, translators, length),
        })),
      };
    }),
    ...everywhere(),
  };
}

function subcommand(
  command: Command,
  translators: readonly Translator[],
  length: number,
): Omit<Subcommand, 'name' | 'name_localizations'> {
  return {
    type: OptionType.Subcommand,
    ...describe(command.description, translators, length),
    options: describeOptions(command, translators, length),
  };
}

/** Throws `configuration` for what Discord takes for no name. */
function checkedName(name: string): string {
  if (isValidName(name)) return name;
  throw new MoraError('configuration', `Discord takes no command that is named “${name}”. Give it another name.`);
}
