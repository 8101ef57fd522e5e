import { expect, test } from 'vitest';
import { readLine } from '../../../src/bots/playground/page/command-line.ts';
import type { CommandSpec } from '../../../src/bots/playground/wire.ts';
import { commands } from '../../../src/commands/index.ts';
import { optionSpecs } from '../../../src/commands/option-specs.ts';

const specs: CommandSpec[] = commands.map((command) => ({
  name: command.name,
  description: command.description,
  example: command.example,
  picture: command.picture,
  videos: command.videos,
  ...(command.positional === undefined ? {} : { positional: command.positional }),
  options: optionSpecs(command),
}));
const read = (text: string) => readLine(text, text.length, specs);
const labels = (text: string) => read(text).suggestions.map((suggestion) => suggestion.label);

test('plain words get no help', () => {
  expect(read('a paper boat / a river')).toEqual({ suggestions: [], unused: [], problems: [] });
});

test.each(['/', '/m', '/mora', '/mora '])('%s lists every command', (text) => {
  expect(labels(text)).toEqual(specs.map((command) => `/mora ${command.name}`));
});

test.each(['/t', '/mora t', '/t2', '/MORA T2'])('%s finds t2v and takes its place', (text) => {
  const [found, ...others] = read(text).suggestions;
  expect(others).toEqual([]);
  expect(found).toMatchObject({ insert: '/mora t2v ', from: 0, to: text.length });
});

test.each(['/mora status', '/t2v'])('%s is whole already: the next key may send it', (text) => {
  expect(read(text).suggestions).toEqual([]);
});

test('a whole command offers the options that are left', () => {
  const { unused, suggestions, command } = read('/mora t2v a boat --duration 3 ');
  expect(command?.name).toBe('t2v');
  expect(unused.map((option) => option.name)).toEqual([
    'ratio',
    'seed',
    'smooth',
    'loop',
    'caption',
    'max-mb',
    'model',
  ]);
  expect(suggestions).toEqual([]);
});

test('dashes begin an option, of any kind that keyboards make', () => {
  expect(labels('/mora t2v a boat --')).toEqual([
    '--duration',
    '--ratio',
    '--seed',
    '--smooth',
    '--loop',
    '--caption',
    '--max-mb',
    '--model',
  ]);
  expect(labels('/mora t2v a boat —du')).toEqual(['--duration']);
  expect(labels('/mora t2v a well--made boat')).toEqual([]);
});

test('choices are offered until one is whole', () => {
  expect(labels('/mora t2v a boat --ratio ')).toEqual(['16:9', '9:16', '1:1', '4:3', '21:9']);
  expect(labels('/mora t2v a boat --ratio 1')).toEqual(['16:9', '1:1']);
  expect(labels('/mora t2v a boat --ratio 16:9')).toEqual([]);
});

test.each([
  ['/mora t2v a boat --duration 99', '--duration goes from 1 to 60.'],
  ['/mora t2v a boat --duration -1', '--duration goes from 1 to 60.'],
  ['/mora t2v a boat --duration abc', '--duration takes a number.'],
  ['/mora t2v a boat --ratio 5:4 ', '--ratio: choose one of 16:9, 9:16, 1:1, 4:3, 21:9.'],
  ['/mora t2v a boat --colour red', '/mora t2v has no option --colour.'],
])('%s is told: %s', (text, problem) => {
  expect(read(text).problems).toEqual([problem]);
});

test.each([
  '/mora t2v a boat --duration',
  '/mora t2v a boat --duration ',
  '/mora t2v a boat --ratio 1',
  '/mora t2v --col',
])('%s is not complained about while it is typed', (text) => {
  expect(read(text).problems).toEqual([]);
});
