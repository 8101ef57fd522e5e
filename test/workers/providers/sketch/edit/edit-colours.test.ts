import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../workers/providers/sketch/kit/random.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';
import {
  differenceOf,
  editByWords,
  encodeClip,
  inside,
  meanOf,
  movingPattern,
  picturesOf,
  type Paint,
} from './edit-lab.ts';

/** A red and a blue square that move before grey-green stripes. */
const squares: Paint = (x, y, frame) => {
  const u = x - frame * 2;
  if (y > 20 && y < 60 && u > 20 && u < 60) return [205, 40, 36];
  if (y > 20 && y < 60 && u > 90 && u < 130) return [40, 70, 200];
  return (x + y) % 40 < 20 ? [120, 150, 110] : [150, 160, 150];
};
const redSquare = (frame: number) => (x: number, y: number) =>
  y > 28 && y < 52 && x - frame * 2 > 28 && x - frame * 2 < 52;
const blueSquare = (frame: number) => (x: number, y: number) =>
  y > 28 && y < 52 && x - frame * 2 > 98 && x - frame * 2 < 122;

const spread = (colour: readonly number[]): number => Math.max(...colour) - Math.min(...colour);

describe('the colours of an edit', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let video: string;
  beforeAll(async () => {
    directory = await temporaryDirectory();
    video = inside(directory, 'squares.mp4');
    await encodeClip(video, squares);
  });
  afterAll(() => directory[Symbol.asyncDispose]());
  const edited = async (words: string): Promise<Uint8ClampedArray[]> => {
    const out = inside(directory, `${words}.mp4`);
    await editByWords(video, words, out);
    return picturesOf(out);
  };

  it.each(['keep the car red', 'everything black and white but the red umbrella', '1920s vintage, keep the car red'])(
    '%s',
    async (words) => {
      for (const [frame, picture] of (await edited(words)).entries()) {
        const red = meanOf(picture, redSquare(frame));
        expect(red[0] - Math.max(red[1], red[2])).toBeGreaterThan(60);
        const blue = meanOf(picture, blueSquare(frame));
        expect(blue[2]).toBeLessThan(blue[0] + 6);
        if (!words.startsWith('1920')) expect(spread(blue)).toBeLessThan(6);
        const ground = meanOf(picture, (_x, y) => y > 70);
        expect(spread(ground)).toBeLessThan(words.startsWith('1920') ? 60 : 4);
      }
    },
  );

  it('make things darker, brighter, warmer, colder, as the words say', async () => {
    const luma = (pictures: readonly Uint8ClampedArray[]): number => {
      const [red, green, blue] = meanOf(pictures[0]);
      return red * 0.2126 + green * 0.7152 + blue * 0.0722;
    };
    const tint = (pictures: readonly Uint8ClampedArray[]): number => meanOf(pictures[0])[0] - meanOf(pictures[0])[2];
    const source = await picturesOf(video);
    expect(luma(await edited('make it night'))).toBeLessThan(luma(source) * 0.6);
    expect(luma(await edited('make it darker'))).toBeLessThan(luma(source) - 8);
    expect(luma(await edited('make it brighter'))).toBeGreaterThan(luma(source) + 8);
    expect(luma(await edited('make it winter'))).toBeGreaterThan(luma(source) + 8);
    expect(luma(await edited('falling snow'))).toBeGreaterThan(luma(source) + 4);
    expect(luma(await edited('storm'))).toBeLessThan(luma(source) * 0.75);
    expect(tint(await edited('make it warmer'))).toBeGreaterThan(tint(source) + 8);
    expect(tint(await edited('make it colder'))).toBeLessThan(tint(source) - 8);
  });

  it('do not boil: what stands still is hardly more restless than in the video, but where the period wants it', async () => {
    const noisy = inside(directory, 'noisy.mp4');
    const random = createRandom(9);
    const stands = movingPattern();
    await encodeClip(noisy, (x, y) => {
      const [red, green, blue] = stands(x, y, 0);
      const noise = random.between(-7, 7);
      return [red + noise, green + noise, blue + noise];
    });
    const unrest = (pictures: readonly Uint8ClampedArray[]): number =>
      pictures.slice(1).reduce((sum, picture, index) => sum + differenceOf(picture, pictures[index]), 0);
    const source = unrest(await picturesOf(noisy));
    for (const words of ['oil painting', 'cartoon', 'pixel art', 'watercolour', 'anime', 'comic', 'neon', 'sunset']) {
      const out = inside(directory, `noisy ${words}.mp4`);
      await editByWords(noisy, words, out);
      expect(unrest(await picturesOf(out)) / source, words).toBeLessThan(1.35);
    }
    const flickering = inside(directory, 'flickering.mp4');
    await editByWords(noisy, '1920s silent film', flickering);
    expect(unrest(await picturesOf(flickering)) / source).toBeGreaterThan(1.2);
  });
});
