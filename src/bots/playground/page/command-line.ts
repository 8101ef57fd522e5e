import type { CommandSpec } from '../wire.ts';

type Option = CommandSpec['options'][number];

/** Something that could be typed next: it replaces the text between `from` and `to`. */
export interface Suggestion {
  readonly label: string;
  readonly detail: string;
  readonly insert: string;
  readonly from: number;
  readonly to: number;
}

/** What a line means while it is typed. Help only: the studio alone decides what is accepted. */
export interface LineReading {
  readonly suggestions: readonly Suggestion[];
  readonly command?: CommandSpec;
  /** Options of the command that are not in the line yet. */
  readonly unused: readonly Option[];
  /** One sentence for each value that will not be accepted. */
  readonly problems: readonly string[];
}

const nothing: LineReading = { suggestions: [], unused: [], problems: [] };
const dashes = '(?:--|—|–)';

/** Reads the line up to where the person is typing. */
export function readLine(text: string, caret: number, commands: readonly CommandSpec[]): LineReading {
  if (!text.startsWith('/')) return nothing;
  const lead = /^\/(?:mora\s+)?/iu.exec(text)?.[0].length ?? 1;
  const name = /^\S*/u.exec(text.slice(lead))?.[0] ?? '';
  const nameEnd = lead + name.length;
  const command = commands.find((known) => known.name === name.toLowerCase());
  if (command === undefined) return { ...nothing, suggestions: suggestCommands(name, nameEnd, commands) };

  const used = usedOptions(text.slice(nameEnd));
  const unused = command.options.filter(
    (option) => option.name !== command.positional && ![...used].some((typed) => isNamed(option, typed)),
  );
  const before = text.slice(0, caret);
  return {
    command,
    unused,
    suggestions: [...suggestChoices(before, command), ...suggestOptions(before, unused)],
    problems: problemsOf(text, caret, command),
  };
}

function suggestCommands(name: string, to: number, commands: readonly CommandSpec[]): Suggestion[] {
  const typed = name.toLowerCase();
  const all = 'mora'.startsWith(typed);
  return commands
    .filter((command) => all || command.name.startsWith(typed))
    .map((command) => ({
      label: `/mora ${command.name}`,
      detail: command.description,
      insert: `/mora ${command.name} `,
      from: 0,
      to,
    }));
}

function suggestOptions(before: string, unused: readonly Option[]): Suggestion[] {
  const found = new RegExp(`(?<=\\s)${dashes}([a-z-]*)$`, 'iu').exec(before);
  if (found === null) return [];
  const typed = (found[1] ?? '').toLowerCase();
  return unused
    .filter((option) => option.name.startsWith(typed))
    .map((option) => ({
      label: `--${option.name}`,
      detail: option.description,
      insert: `--${option.name} `,
      from: found.index,
      to: before.length,
    }));
}

function suggestChoices(before: string, command: CommandSpec): Suggestion[] {
  const found = new RegExp(`(?<=\\s)${dashes}([a-z-]+)(?:=|\\s+)(\\S*)$`, 'iu').exec(before);
  const typed = found?.[2] ?? '';
  const choices = command.options.find((option) => option.name === found?.[1]?.toLowerCase())?.choices ?? [];
  return choices
    .filter((choice) => choice.startsWith(typed) && choice !== typed)
    .map((choice) => ({
      label: choice,
      detail: '',
      insert: `${choice} `,
      from: before.length - typed.length,
      to: before.length,
    }));
}

function usedOptions(text: string): Set<string> {
  const found = text.matchAll(new RegExp(`(?<=\\s)${dashes}([a-z-]+)`, 'giu'));
  return new Set([...found].map((match) => (match[1] ?? '').toLowerCase()));
}

function problemsOf(text: string, caret: number, command: CommandSpec): string[] {
  const found = text.matchAll(
    new RegExp(`(?<=\\s)${dashes}([a-z-]+)(?:=|\\s+|$)(?:(["“]?)([^\\s-]\\S*|-\\d\\S*))?`, 'giu'),
  );
  return [...found].flatMap((match) => {
    const name = (match[1] ?? '').toLowerCase();
    const option = command.options.find((known) => isNamed(known, name));
    const typing = caret === match.index + match[0].length;
    const naming = typing && match[0].endsWith(match[1] ?? '');
    if (option === undefined) return naming ? [] : [`/mora ${command.name} has no option --${name}.`];
    const problem = match[3] === undefined ? undefined : problemOf(option, match[3].replace(/["”]$/u, ''), typing);
    return problem === undefined ? [] : [problem];
  });
}

/** A flag can also be turned off by its name. */
function isNamed({ name, type }: Option, typed: string): boolean {
  return name === typed || (type === 'flag' && typed === `no-${name}`);
}

function problemOf({ name, type, min, max, choices }: Option, value: string, typing: boolean): string | undefined {
  if (choices !== undefined) {
    const possible = choices.some((choice) => (typing ? choice.startsWith(value) : choice === value));
    return possible ? undefined : `--${name}: choose one of ${choices.join(', ')}.`;
  }
  if (type !== 'number') return undefined;
  const number = Number(value);
  if (Number.isNaN(number)) return `--${name} takes a number.`;
  const low = min !== undefined && number < min;
  const high = max !== undefined && number > max;
  return low || high ? `--${name} goes from ${min} to ${max}.` : undefined;
}

/** What an option takes, in a few characters. */
export function optionHint({ type, choices, min, max, name }: Option): string {
  if (choices !== undefined) return choices.join(' · ');
  if (type === 'flag') return '';
  if (name === 'max-mb') return 'MB';
  if (type === 'text') return 'words';
  return name === 'duration' || name === 'seconds' ? `${min}–${max} s` : 'number';
}
