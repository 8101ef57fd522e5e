import path from 'node:path';
import { expect, test } from 'vitest';
import { parseRenderArguments } from '../../src/cli/render-arguments.ts';
import { commands } from '../../src/commands/index.ts';

const parse = (...args: string[]) => parseRenderArguments(args, commands);

test('options go to the command, files and form stay here', () => {
  const parsed = parse('i2v', '--prompt', 'zoom in', '--image', 'a.png', '--out', 'x.mp4', '--seed', '0', '--json');
  expect(parsed.command.name).toBe('i2v');
  expect(parsed.options).toEqual({ prompt: 'zoom in', seed: '0' });
  expect(parsed.imagePath).toBe(path.resolve('a.png'));
  expect(parsed.outPath).toBe(path.resolve('x.mp4'));
  expect(parsed.json).toBe(true);
});

test('minus one is a value, for its own check to refuse', () => {
  expect(() => parse('t2v', '--prompt', 'x', '--duration', '-1', '--out', 'x.mp4')).toThrow(/shortest video/u);
});

test.each([
  [[], /Say what to render/u],
  [['fly', '--out', 'x.mp4'], /Say what to render/u],
  [['help', '--out', 'x.mp4'], /Say what to render/u],
  [['t2v', '--prompt', 'x'], /where the video goes/u],
  [['t2v', '--prompt', 'x', '--out', 'x.mp4', '--speed', '3'], /--speed.*Usage/u],
  [['t2v', 'stray', '--out', 'x.mp4'], /stray.*Usage/u],
  [['i2v', '--prompt', 'x', '--out', 'x.mp4'], /which picture with --image/u],
  [['t2v', '--prompt', '', '--out', 'x.mp4'], /Write what the video should show/u],
  [['t2v', '--prompt', 'x'.repeat(10_000), '--out', 'x.mp4'], /2,000/u],
  [['t2v', '--prompt', 'x', '--duration', '0', '--out', 'x.mp4'], /shortest/u],
  [['t2v', '--prompt', 'x', '--duration', '1e9', '--out', 'x.mp4'], /longest/u],
  [['t2v', '--prompt', 'x', '--duration', 'abc', '--out', 'x.mp4'], /duration in seconds/u],
])('%j is refused with the usage', (args, words) => {
  expect(() => parse(...args)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  expect(() => parse(...args)).toThrow(words);
});
