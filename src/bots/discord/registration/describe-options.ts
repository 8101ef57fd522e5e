import {
  ApplicationCommandOptionType as OptionType,
  ChannelType,
  type APIApplicationCommandBasicOption,
  type LocalizationMap,
} from 'discord.js';
import type { Command } from '../../../commands/define-command.ts';
import { optionSpecs, type OptionSpec } from '../../../commands/option-specs.ts';
import type { Translator } from '../../locales/translate.ts';
import { limits } from '../limits.ts';
import { describe, nameAll } from './localise.ts';
import { pictureOption, videoOptionNames } from './option-names.ts';

/** An option before it has its names in other languages. */
interface Draft {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly build: (base: Base) => APIApplicationCommandBasicOption;
}

/** What all kinds of options have. */
interface Base {
  name: string;
  name_localizations: LocalizationMap;
  description: string;
  description_localizations: LocalizationMap;
  required: boolean;
}

/** What completion offers where a clip is asked for. */
const clipDescription = 'One of your videos';

/** The options of a command in the order in which Discord shows them: required ones, the words, files, and the rest. */
export function describeOptions(
  command: Command,
  translators: readonly Translator[],
  length?: number,
): APIApplicationCommandBasicOption[] {
  const own = optionSpecs(command);
  const words = own.filter(({ name }) => name === command.positional).map(ownOption);
  const rest = own.filter(({ name }) => name !== command.positional).map(ownOption);
  const drafts = [...words, ...pictureOptions(command), ...videoOptions(command), ...rest];
  const ordered = [...drafts.filter(({ required }) => required), ...drafts.filter(({ required }) => !required)];
  const names = nameAll(
    ordered.map(({ name }) => name),
    translators,
  );
  return ordered.map(({ name, description, required, build }, index) =>
    build({
      ...(names[index] ?? { name, name_localizations: {} }),
      ...describe(description, translators, length),
      required,
    }),
  );
}

function pictureOptions({ picture }: Command): Draft[] {
  if (picture === 'unused') return [];
  return [attachment(pictureOption, 'A picture to start from', 'image', picture === 'required')];
}

function videoOptions(command: Command): Draft[] {
  return videoOptionNames(command).flatMap(({ attachment: file, clip }) => [
    attachment(file, 'A video file', 'video', false),
    { name: clip, description: clipDescription, required: false, build: completed },
  ]);
}

/** The kind is only what Discord's file dialog offers: the bytes are checked when they are here. */
function attachment(name: string, description: string, kind: 'image' | 'video', required: boolean): Draft {
  const build: Draft['build'] = (base) => ({ ...base, type: OptionType.Attachment, file_types: [kind] });
  return { name, description, required, build };
}

function completed(base: Base): APIApplicationCommandBasicOption {
  return { ...base, type: OptionType.String, autocomplete: true };
}

function ownOption(spec: OptionSpec): Draft {
  const { name, description, required } = spec;
  return { name, description, required, build: (base) => builtOf(spec, base) };
}

function builtOf(spec: OptionSpec, base: Base): APIApplicationCommandBasicOption {
  switch (spec.type) {
    case 'flag':
      return { ...base, type: OptionType.Boolean };
    case 'channel':
      return {
        ...base,
        type: OptionType.Channel,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      };
    case 'role':
      return { ...base, type: OptionType.Role };
    case 'number':
      return {
        ...base,
        type: OptionType.Number,
        ...(spec.min === undefined ? {} : { min_value: spec.min }),
        ...(spec.max === undefined ? {} : { max_value: spec.max }),
        ...(spec.suggestions === undefined ? {} : { autocomplete: true }),
      };
    case 'text':
      return textOption(spec, base);
  }
}

/** Choices where they fit Discord's list; else they are completed, as are suggestions and own clips. */
function textOption(spec: OptionSpec, base: Base): APIApplicationCommandBasicOption {
  const { choices, suggestions, completes } = spec;
  if (choices !== undefined && choices.length <= limits.choices) {
    const listed = choices.map((value) => ({ name: value, value }));
    return { ...base, type: OptionType.String, choices: listed };
  }
  if ((choices ?? suggestions ?? completes) !== undefined) return completed(base);
  return { ...base, type: OptionType.String };
}
