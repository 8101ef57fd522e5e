import { clipSource } from '../../../commands/own-clips.ts';
import type { Command } from '../../../commands/define-command.ts';
import { MoraError } from '../../../core/errors.ts';
import type { ImageSource, VideoSource } from '../../../core/studio/incoming.ts';
import { pictureOption, videoOptionNames } from '../registration/option-names.ts';
import type { DiscordAttachment, DiscordOption } from '../wire.ts';
import type { OpenAttachment } from './attachments.ts';

/** A slash command, taken apart: its options are still unchecked. */
export interface ReadCommand {
  readonly command: Command;
  readonly options: Readonly<Record<string, string>>;
  readonly images: readonly ImageSource[];
  readonly videos: readonly VideoSource[];
}

/** A command with the options that were given to it. */
interface NamedCommand {
  readonly command: Command;
  readonly options: readonly DiscordOption[];
}

/** The command that the nested options name, and its own options; undefined for one that is no more. */
export function findCommand(nested: readonly DiscordOption[], commands: readonly Command[]): NamedCommand | undefined {
  const [first] = nested;
  const [second] = first?.options ?? [];
  const grouped = `${first?.name} ${second?.name}`;
  const command = commands.find(({ name }) => name === first?.name || name === grouped);
  if (command === undefined || first === undefined) return undefined;
  return { command, options: (command.name === first.name ? first.options : second?.options) ?? [] };
}

/** The same. Throws `bad-input` for one that is no more. */
export function demandCommand(nested: readonly DiscordOption[], commands: readonly Command[]): NamedCommand {
  const found = findCommand(nested, commands);
  if (found !== undefined) return found;
  throw new MoraError('bad-input', 'This command is from another version. Type / to see those that there are now.');
}

/** Reads the options of `/mora …` as Discord sends them. Throws `bad-input`. */
export function readCommand(
  nested: readonly DiscordOption[],
  attachments: Readonly<Record<string, DiscordAttachment>>,
  commands: readonly Command[],
  open: OpenAttachment,
): ReadCommand {
  const { command, options } = demandCommand(nested, commands);
  const given = new Map(
    options.flatMap(({ name, value }) => (value === undefined ? [] : [[name, String(value)] as const])),
  );
  const takeFile = (name: string): readonly [] | readonly [ReturnType<OpenAttachment>] => {
    const attachment = attachments[given.get(name) ?? ''];
    given.delete(name);
    return attachment === undefined ? [] : [open(attachment)];
  };
  const takeClip = (name: string): readonly VideoSource[] => {
    const id = given.get(name);
    given.delete(name);
    return id === undefined ? [] : [clipSource(id)];
  };
  const images = command.picture === 'unused' ? [] : takeFile(pictureOption);
  const videos = videoOptionNames(command).flatMap(({ attachment, clip }) => [
    ...takeFile(attachment),
    ...takeClip(clip),
  ]);
  return { command, options: Object.fromEntries(given), images, videos };
}
