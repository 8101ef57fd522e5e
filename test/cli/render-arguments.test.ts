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

test('videos come in the order in which they play, and flags need no value', () => {
  const parsed = parse(
    'connect',
    '--second',
    'c.mp4',
    '--video',
    'a.mp4',
    '--video',
    'b.mp4',
    '--loop',
    '--out',
    'x.mp4',
  );
  expect(parsed.videoPaths).toEqual(['a.mp4', 'b.mp4', 'c.mp4'].map((file) => path.resolve(file)));
  expect(parsed.options).toEqual({ loop: 'true' });
  const backward = parse('extend', '--video', 'a.mp4', '--backward', '--max-mb', '8', '--out', 'x.mp4');
  expect(backward.options).toEqual({ backward: 'true', 'max-mb': '8' });
});

test('minus one is a value, for its own check to refuse', () => {
  expect(() => parse('t2v', '--prompt', 'x', '--duration', '-1', '--out', 'x.mp4')).toThrow(/shortest video/u);
});

test.each([
  [[], /Say what to make/u],
  [['fly', '--out', 'x.mp4'], /Say what to make/u],
  [['help', '--out', 'x.mp4'], /Say what to make/u],
  [['t2v', '--prompt', 'x'], /where the video goes/u],
  [['t2v', '--prompt', 'x', '--out', 'x.mp4', '--speed', '3'], /--speed.*Usage/u],
  [['t2v', 'stray', '--out', 'x.mp4'], /stray.*Usage/u],
  [['i2v', '--prompt', 'x', '--out', 'x.mp4'], /which picture with --image/u],
  [['extend', '--prompt', 'x', '--out', 'x.mp4'], /which video with --video/u],
  [['connect', '--video', 'a.mp4', '--out', 'x.mp4'], /which videos with --video and --second/u],
  [['t2v', '--prompt', 'x', '--video', 'a.mp4', '--out', 'x.mp4'], /takes no video/u],
  [['edit', '--prompt', 'x', '--video', 'a.mp4', '--image', 'a.png', '--out', 'x.mp4'], /takes no picture/u],
  [['t2v', '--prompt', '', '--out', 'x.mp4'], /Write what the video should show/u],
  [['t2v', '--prompt', 'x'.repeat(10_000), '--out', 'x.mp4'], /2,000/u],
  [['t2v', '--prompt', 'x', '--duration', '0', '--out', 'x.mp4'], /shortest/u],
  [['t2v', '--prompt', 'x', '--duration', '1e9', '--out', 'x.mp4'], /longest/u],
  [['t2v', '--prompt', 'x', '--duration', 'abc', '--out', 'x.mp4'], /duration in seconds/u],
])('%j is refused with the usage', (args, words) => {
  expect(() => parse(...args)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  expect(() => parse(...args)).toThrow(words);
});
