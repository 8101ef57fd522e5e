import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkOptions } from '../commands/check-options.ts';
import type { Command } from '../commands/define-command.ts';
import { optionSpecs } from '../commands/option-specs.ts';
import { MoraError } from '../core/errors.ts';

/** What `mora render` was asked to do, checked. */
export interface RenderArguments {
  readonly command: Command;
  readonly options: Readonly<Record<string, string>>;
  /** Absolute. */
  readonly outPath: string;
  readonly imagePath?: string;
  readonly json: boolean;
}

/** `render` makes videos: these are the commands that do. */
const rendering: ReadonlySet<string> = new Set(['t2v', 'i2v', 'extend', 'edit', 'connect', 'simulate']);

/** Reads the arguments after `mora render`. Throws `bad-input` with the usage. */
export function parseRenderArguments(args: readonly string[], commands: readonly Command[]): RenderArguments {
  const [name, ...rest] = args;
  const command = commands.find((known) => known.name === name && rendering.has(known.name));
  if (command === undefined) {
    const kinds = [...rendering].join(', ');
    throw new MoraError('bad-input', `Say what to render: one of ${kinds}. ${usage}`);
  }
  const names = optionSpecs(command).map((option) => option.name);
  const values = readValues(rest, [...names, 'out', 'image']);
  const { out, image, json, ...options } = values;
  if (typeof out !== 'string' || out === '') throw new MoraError('bad-input', `Say where the video goes. ${usage}`);
  if (command.picture === 'required' && typeof image !== 'string') {
    throw new MoraError('bad-input', `Say which picture with --image. ${usage}`);
  }
  const given = Object.entries(options).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  // Checked here already, so that a slip costs no start of the stores.
  checkOptions(command.options, Object.fromEntries(given), command.name);
  return {
    command,
    options: Object.fromEntries(given),
    outPath: path.resolve(out),
    ...(typeof image === 'string' ? { imagePath: path.resolve(image) } : {}),
    json: json === true,
  };
}

function readValues(args: readonly string[], names: readonly string[]): Record<string, string | boolean | undefined> {
  const strings = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]));
  try {
    return parseArgs({ args: joinNegative(args), options: { ...strings, json: { type: 'boolean' } }, strict: true })
      .values;
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

const usage =
  'Usage: npm run mora -- render t2v --prompt "…" --out x.mp4 [--image f] [--duration s] [--ratio 16:9] [--seed n] [--json]';
