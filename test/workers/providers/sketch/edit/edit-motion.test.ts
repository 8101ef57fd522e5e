import { afterAll, beforeAll, expect, it } from 'vitest';
import { directionAgreement, flowBetween, type BlockMotion } from '../../../../support/optical-flow.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';
import { differenceOf, editByWords, encodeClip, inside, lumaOf, movingPattern, picturesOf } from './edit-lab.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let pattern: string;
let pictures: readonly Uint8ClampedArray[];
let motion: readonly BlockMotion[][];
beforeAll(async () => {
  directory = await temporaryDirectory();
  pattern = inside(directory, 'pattern.mp4');
  await encodeClip(pattern, movingPattern());
  pictures = await picturesOf(pattern);
  motion = flowsOf(pictures);
});
afterAll(() => directory[Symbol.asyncDispose]());

function flowsOf(film: readonly Uint8ClampedArray[]): BlockMotion[][] {
  const frames = film.map(lumaOf);
  return frames.slice(1).flatMap((frame, index) => {
    const before = frames[index];
    return before === undefined ? [] : [flowBetween(before, frame)];
  });
}

it.each([
  'make it prettier',
  'black and white',
  'film noir',
  'sepia',
  'as a cartoon',
  'as anime',
  'as a comic book',
  'pixel art',
  'as a watercolour',
  'as an oil painting',
  'cyberpunk',
  'dreamy',
  '1920s vintage, keep the car red',
  '1950s',
  'super 8',
  '1980s vhs',
  '1990s camcorder',
  'only the red stays',
  'make it night',
  'at sunset',
  'at dawn',
  'make it winter',
  'in autumn, leaves falling',
  'in spring',
  'snowing',
  'heavy rain',
  'a storm',
  'warmer and brighter',
  'colder and darker',
  'make it purple',
])('%s: what moved still moves the same way', async (words) => {
  const out = inside(directory, `${words}.mp4`);
  await editByWords(pattern, words, out);
  const after = await picturesOf(out);
  expect(after).toHaveLength(pictures.length);
  expect(directionAgreement(motion, flowsOf(after))).toBeGreaterThanOrEqual(0.9);
  expect(differenceOf(pictures[3], after[3])).toBeGreaterThan(1.5);
});
