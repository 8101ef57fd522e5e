import { MoraError } from '../core/errors.ts';
import { cleanText } from '../core/text.ts';
import type { Command } from './define-command.ts';
import { optionSpecs, type OptionSpec } from './option-specs.ts';
import { usageOf } from './usage.ts';

/** A typed command, taken apart: its options are still unchecked. */
export interface ParsedCommand {
  readonly command: Command;
  readonly options: Readonly<Record<string, string>>;
}

/**
 * Reads `/mora t2v a paper boat --duration 8 --ratio 9:16`, forgivingly: with or without `/mora`, options anywhere, `=`
 * or a blank after their name, straight or curly quotes, and the long dash that phones make of two hyphens. Words
 * without an option name belong to the command's positional option, as they were typed. Throws `bad-input`.
 */
export function parseCommandLine(line: string, commands: readonly Command[]): ParsedCommand {
  const text = cleanText(line).replace(/^\/mora(?=\s|$)/iu, '');
  const [, name = 'help', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/u.exec(text) ?? [];
  // A command of a group has a name of two words: /mora gallery top.
  const [, second = '', after = ''] = /^(\S+)\s*([\s\S]*)$/u.exec(rest) ?? [];
  const find = (wanted: string): Command | undefined => commands.find((known) => known.name === wanted.toLowerCase());
  const single = find(name);
  if (single !== undefined) return { command: single, options: readOptions(rest, single) };
  const grouped = find(`${name} ${second}`);
  if (grouped !== undefined) return { command: grouped, options: readOptions(after, grouped) };
  const group = commands.filter((known) => known.name.startsWith(`${name.toLowerCase()} `));
  const names = (group.length > 0 ? group : commands).map((known) => known.name).join(', ');
  const typed = group.length > 0 ? `${name} ${second}`.trim() : name;
  throw new MoraError('bad-input', `There is no command “${typed.slice(0, 40)}”. There are: ${names}.`);
}

/** An option's name with its dashes, at the start of a word. */
const optionStart = /(?<=^|\s)(?:--|—|–)([a-z][a-z-]*)(?:=|(?=\s)|$)/giu;

function readOptions(text: string, command: Command): Record<string, string> {
  const specs = optionSpecs(command);
  const options: Record<string, string> = {};
  const words: string[] = [];
  const starts = [...text.matchAll(optionStart)];
  words.push(text.slice(0, starts[0]?.index ?? text.length));
  for (const [index, start] of starts.entries()) {
    const { spec, off } = demandSpec(start[1] ?? '', specs, command);
    const value = text.slice(start.index + start[0].length, starts[index + 1]?.index ?? text.length);
    const { taken, left } = off ? { taken: 'false', left: value } : takeValue(value, spec);
    if (taken === '') throw new MoraError('bad-input', `Give --${spec.name} a value. ${usageHint(command)}`);
    if (spec.name in options) throw new MoraError('bad-input', `Give --${spec.name} only once.`);
    options[spec.name] = taken;
    words.push(left);
  }
  const free = words
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
  if (free === '') return options;
  if (command.positional === undefined) {
    throw new MoraError('bad-input', `/mora ${command.name} takes no words. ${usageHint(command)}`);
  }
  if (command.positional in options) {
    throw new MoraError('bad-input', `The ${command.positional} is given twice: with its name and without.`);
  }
  return { ...options, [command.positional]: unquote(free) };
}

/** The option of a name; `--no-loop` is the option `loop`, turned off. */
function demandSpec(
  name: string,
  specs: readonly OptionSpec[],
  command: Command,
): { readonly spec: OptionSpec; readonly off: boolean } {
  const wanted = name.toLowerCase();
  const spec = specs.find((known) => known.name === wanted);
  if (spec !== undefined) return { spec, off: false };
  const flag = specs.find((known) => known.type === 'flag' && `no-${known.name}` === wanted);
  if (flag !== undefined) return { spec: flag, off: true };
  throw new MoraError('bad-input', `/mora ${command.name} has no option --${name.slice(0, 40)}.\n${usageOf(command)}`);
}

const closing: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '„': '“', '‘': '’', '«': '»' };

/** How people say yes and no to a flag, where they do. */
const flagWords: Readonly<Record<string, string>> = {
  true: 'true',
  yes: 'true',
  on: 'true',
  false: 'false',
  no: 'false',
  off: 'false',
};

/** An option's value: what is quoted; else all that follows for an option that takes words, one word for the others and for names. */
function takeValue(text: string, spec: OptionSpec): { taken: string; left: string } {
  const value = text.trimStart();
  if (spec.type === 'flag') {
    const [word = ''] = /^\S*/u.exec(value) ?? [];
    const said = flagWords[word.toLowerCase()];
    return said === undefined ? { taken: 'true', left: text } : { taken: said, left: value.slice(word.length) };
  }
  const close = closing[value[0] ?? ''];
  const end = close === undefined ? -1 : value.indexOf(close, 1);
  if (end > 0) return { taken: value.slice(1, end), left: value.slice(end + 1) };
  if (spec.type === 'text' && spec.choices === undefined && spec.completes === undefined)
    return { taken: value.trim(), left: '' };
  const [taken = ''] = /^\S*/u.exec(value) ?? [];
  return { taken, left: value.slice(taken.length) };
}

/** Takes off quotes that stand around the whole; quotes inside belong to the words. */
function unquote(text: string): string {
  const close = closing[text[0] ?? ''];
  const whole = close !== undefined && text.length > 1 && text.indexOf(close, 1) === text.length - 1;
  return whole ? text.slice(1, -1).trim() : text;
}

function usageHint(command: Command): string {
  return `See /mora help ${command.name}.`;
}
