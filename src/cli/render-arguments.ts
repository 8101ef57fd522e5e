import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkOptions } from '../commands/check-options.ts';
import type { Command } from '../commands/define-command.ts';
import { optionSpecs, type OptionSpec } from '../commands/option-specs.ts';
import { MoraError } from '../core/errors.ts';

/** What a command that makes videos was asked for at a terminal, checked. Paths are absolute. */
export interface VideoArguments {
  readonly command: Command;
  readonly options: Readonly<Record<string, string>>;
  readonly imagePath?: string;
  /** In the order in which they play. */
  readonly videoPaths: readonly string[];
}

/** What `mora render` was asked to do, checked. */
export interface RenderArguments extends VideoArguments {
  readonly outPath: string;
  readonly json: boolean;
}

/** Reads the arguments after `mora render`. Throws `bad-input` with the usage. */
export function parseRenderArguments(args: readonly string[], commands: readonly Command[]): RenderArguments {
  const { command, values } = readVideoArguments(args, commands, renderUsage, ['out'], ['json']);
  const { out } = values;
  if (typeof out !== 'string' || out === '')
    throw new MoraError('bad-input', `Say where the video goes. ${renderUsage}`);
  const given = checkVideoArguments(command, values, renderUsage);
  if (command.picture === 'required' && given.imagePath === undefined) {
    throw new MoraError('bad-input', `Say which picture with --image. ${renderUsage}`);
  }
  if (given.videoPaths.length < command.videos) {
    const what = command.videos === 1 ? 'which video with --video' : 'which videos with --video and --second';
    throw new MoraError('bad-input', `Say ${what}. ${renderUsage}`);
  }
  return { ...given, outPath: path.resolve(out), json: values['json'] === true };
}

/** Values as they were typed, by the options' names. */
export type TypedValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** The options that the terminal adds to those of a command. */
const inputNames = ['image', 'second'] as const;

/** Finds the command and reads its options, and those that the caller adds. Throws `bad-input` with the usage. */
export function readVideoArguments(
  args: readonly string[],
  commands: readonly Command[],
  usage: string,
  texts: readonly string[],
  flags: readonly string[],
): { readonly command: Command; readonly values: TypedValues } {
  const [name, ...rest] = args;
  const makers = commands.filter((command) => 'seed' in command.options.shape);
  const command = makers.find((known) => known.name === name);
  if (command === undefined) {
    const kinds = makers.map((known) => known.name).join(', ');
    throw new MoraError('bad-input', `Say what to make: one of ${kinds}. ${usage}`);
  }
  return { command, values: readValues(rest, optionSpecs(command), texts, flags, usage) };
}

/** Checks the options of a command here already, so that a slip costs no start of the stores. Throws `bad-input`. */
export function checkVideoArguments(command: Command, values: TypedValues, usage: string): VideoArguments {
  const { image, second, video } = values;
  const videos = [...(Array.isArray(video) ? video : []), second].filter((file) => typeof file === 'string');
  if (typeof image === 'string' && command.picture === 'unused') {
    throw new MoraError('bad-input', `${command.name} takes no picture. ${usage}`);
  }
  if (videos.length > 0 && command.videos === 0) {
    throw new MoraError('bad-input', `${command.name} takes no video. ${usage}`);
  }
  const names = new Set(optionSpecs(command).map((option) => option.name));
  const options = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, string][] =>
      names.has(name) && value !== undefined ? [[name, String(value)]] : [],
    ),
  );
  checkOptions(command.options, options, command.name);
  return {
    command,
    options,
    ...(typeof image === 'string' ? { imagePath: path.resolve(image) } : {}),
    videoPaths: videos.map((file) => path.resolve(file)),
  };
}

function readValues(
  args: readonly string[],
  specs: readonly OptionSpec[],
  texts: readonly string[],
  flags: readonly string[],
  usage: string,
): TypedValues {
  const entries = [
    ...[...texts, ...inputNames].map((name) => [name, { type: 'string' }] as const),
    ...flags.map((name) => [name, { type: 'boolean' }] as const),
    ...specs.map(({ name, type }) => [name, { type: type === 'flag' ? 'boolean' : 'string' }] as const),
    ['video', { type: 'string', multiple: true }] as const,
  ];
  try {
    return parseArgs({ args: joinNegative(args), options: Object.fromEntries(entries), strict: true }).values;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : '';
    throw new MoraError('bad-input', `${reason}. ${usage}`, { cause: error });
  }
}

/** `--duration -1` means minus one, which the parser would take for an option; its own check says it better. */
function joinNegative(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const argument of args) {
    const before = joined.at(-1);
    if (/^-\d/u.test(argument) && before !== undefined && /^--[a-z-]+$/u.test(before))
      joined.splice(-1, 1, `${before}=${argument}`);
    else joined.push(argument);
  }
  return joined;
}

const renderUsage =
  'Usage: npm run mora -- render t2v|i2v|extend|edit|connect|simulate --prompt "…" --out x.mp4 [--image f] [--video f] [--second f] [--duration s] [--seconds s] [--backward] [--ratio 16:9] [--seed n] [--smooth 60] [--loop] [--caption "…"] [--max-mb n] [--json]';
