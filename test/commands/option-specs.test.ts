import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { optionSpecs } from '../../src/commands/option-specs.ts';

function specOf(name: string, option: string) {
  const command = commands.find((known) => known.name === name);
  return command && optionSpecs(command).find((spec) => spec.name === option);
}

test('a channel and a role are options of their own kind, so that chats can offer theirs', () => {
  expect(specOf('gallery set', 'channel')).toMatchObject({ type: 'channel', required: true });
  expect(specOf('settings allow', 'channel')).toMatchObject({ type: 'channel', required: false });
  expect(specOf('settings allow', 'role')).toMatchObject({ type: 'role', required: false });
});

test('an own clip is text that completion fills in', () => {
  expect(specOf('history', 'clip')).toMatchObject({ type: 'text', required: false, completes: 'clips' });
});

test('words worth trying are offered where any words may be typed, apart from choices', () => {
  const suggesting = commands.flatMap(optionSpecs).filter(({ suggestions }) => suggestions !== undefined);
  expect(suggesting).not.toEqual([]);
  for (const { type, choices } of suggesting) expect({ type, choices }).toEqual({ type: 'text', choices: undefined });
});
