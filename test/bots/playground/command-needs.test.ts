import { expect, test } from 'vitest';
import { needsOf } from '../../../src/bots/playground/page/command-needs.ts';
import { commands } from '../../../src/commands/index.ts';

function needs(name: string, given: { images?: number; videos?: number }): string | undefined {
  const command = commands.find((known) => known.name === name);
  if (command === undefined) throw new Error(`There is no ${name}.`);
  const spec = { name, description: '', example: '', options: [], picture: command.picture, videos: command.videos };
  return needsOf(spec, { images: 0, videos: 0, ...given });
}

test.each(['t2v', 'simulate', 'status'])('%s needs nothing', (name) => {
  expect(needs(name, {})).toBeUndefined();
});

test.each(['extend', 'edit'])('%s needs one video', (name) => {
  expect(needs(name, { images: 1 })).toBe('Attach a video, or reply to one.');
  expect(needs(name, { videos: 1 })).toBeUndefined();
});

test('i2v needs a picture', () => {
  expect(needs('i2v', { videos: 1 })).toBe('Attach a picture, or reply to one.');
  expect(needs('i2v', { images: 1 })).toBeUndefined();
});

test('connect counts its videos', () => {
  expect(needs('connect', {})).toMatch(/^Attach two videos/u);
  expect(needs('connect', { videos: 1 })).toMatch(/^One more video/u);
  expect(needs('connect', { videos: 3 })).toBeUndefined();
});
