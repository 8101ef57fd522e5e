import type { CommandSpec, ModelSuggestion } from '../wire.ts';

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

/** What is there to be filled in beside what a command says of itself. */
export interface LineSources {
  /** The person's own finished videos, the newest first. */
  readonly clips: () => readonly { readonly id: string; readonly label: string }[];
  /** Names of the channels. */
  readonly channels: readonly string[];
  /** The models that can be chosen. */
  readonly models: () => readonly ModelSuggestion[];
}

const noSources: LineSources = { clips: () => [], channels: [], models: () => [] };

const nothing: LineReading = { suggestions: [], unused: [], problems: [] };
const dashes = '(?:--|—|–)';

/** Reads the line up to where the person is typing. */
export function readLine(
  text: string,
  caret: number,
  commands: readonly CommandSpec[],
  sources: LineSources = noSources,
): LineReading {
  if (!text.startsWith('/')) return nothing;
  const lead = /^\/(?:mora\s+)?/iu.exec(text)?.[0].length ?? 1;
  const rest = text.slice(lead).toLowerCase();
  // A command of a group has a name of two words; a longer name wins.
  const command = commands
    .filter(({ name }) => isFirstOf(name, rest))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
  const nameEnd = lead + (command?.name ?? /^\S*(?: \S*)?/u.exec(rest)?.[0] ?? '').length;
  if (command === undefined) {
    return { ...nothing, suggestions: suggestCommands(text.slice(lead, nameEnd), nameEnd, commands) };
  }

  const used = usedOptions(text.slice(nameEnd));
  const unused = command.options.filter(
    (option) => option.name !== command.positional && ![...used].some((typed) => isNamed(option, typed)),
  );
  const before = text.slice(0, caret);
  return {
    command,
    unused,
    suggestions: [
      ...suggestChoices(before, command, sources),
      ...suggestWords(before, nameEnd, command, sources),
      ...suggestOptions(before, unused),
    ],
    problems: problemsOf(text, caret, command),
  };
}

/** Whether a line begins with a command's name, as whole words. */
function isFirstOf(name: string, line: string): boolean {
  return line.startsWith(name) && !/^\S/u.test(line.slice(name.length));
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

function suggestChoices(before: string, command: CommandSpec, sources: LineSources): Suggestion[] {
  const found = new RegExp(`(?<=\\s)${dashes}([a-z-]+)(?:=|\\s+)(\\S*)$`, 'iu').exec(before);
  const option = command.options.find(({ name }) => name === found?.[1]?.toLowerCase());
  if (option === undefined) return [];
  const typed = found?.[2] ?? '';
  return [
    ...suggestModels(option, command, typed, before.length, sources),
    ...suggestValues(option, typed, before.length, sources),
  ];
}

/** Values for the words that a command takes without the name of an option. */
function suggestWords(before: string, nameEnd: number, command: CommandSpec, sources: LineSources): Suggestion[] {
  const option = command.options.find(({ name }) => name === command.positional);
  const typed = before.slice(nameEnd);
  if (option === undefined || !typed.startsWith(' ') || new RegExp(`\\s${dashes}`, 'u').test(typed)) return [];
  const value = typed.trimStart();
  return [
    ...suggestModels(option, command, value, before.length, sources),
    ...suggestValues(option, value, before.length, sources),
  ];
}

/** Most values in the list at a time. */
const mostValues = 8;

/** Models by either of their names, with what they cost. */
function suggestModels(
  { completes }: Option,
  { name: commandName }: CommandSpec,
  typed: string,
  to: number,
  { models }: LineSources,
): Suggestion[] {
  if (completes !== 'models') return [];
  const wanted = typed.toLowerCase();
  return models()
    .filter(({ name, label, commands }) => {
      const isNamedSo = name.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted);
      return isNamedSo && name !== typed && commands.includes(commandName);
    })
    .slice(0, mostValues)
    .map(({ name, label, price }) => {
      const detail = price === undefined ? name : `${name} · ${price}`;
      return { label, detail, insert: `${name} `, from: to - typed.length, to };
    });
}

function suggestValues(option: Option, typed: string, to: number, { clips, channels }: LineSources): Suggestion[] {
  const wanted = typed.toLowerCase();
  const suggestion = (value: string, label: string): Suggestion => ({
    label,
    detail: '',
    insert: `${value} `,
    from: to - typed.length,
    to,
  });
  const all = [
    ...(option.choices ?? []).map((value) => ({ value, label: value })),
    ...(option.suggestions ?? []).map((value) => ({ value, label: value })),
    ...(option.type === 'channel' ? channels : []).map((name) => ({ value: `#${name}`, label: `#${name}` })),
  ].filter(({ value }) => value.toLowerCase().startsWith(wanted) && value !== typed);
  // Enter would take the first of them: so they come only once something is typed.
  const own =
    option.completes === 'clips' && wanted !== ''
      ? clips().filter(({ id, label }) => label.toLowerCase().includes(wanted) && id !== typed)
      : [];
  return [...all, ...own.map(({ id, label }) => ({ value: id, label }))]
    .slice(0, mostValues)
    .map(({ value, label }) => suggestion(value, label));
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
export function optionHint({ type, choices, completes, min, max, name }: Option): string {
  if (choices !== undefined) return choices.join(' · ');
  if (type === 'flag') return '';
  if (name === 'max-mb') return 'MB';
  if (type === 'channel') return '#channel';
  if (completes === 'models') return 'name';
  if (type === 'text' || type === 'role') return 'words';
  return name === 'duration' || name === 'seconds' ? `${min}–${max} s` : 'number';
}
