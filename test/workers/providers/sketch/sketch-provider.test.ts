import { createHash } from 'node:crypto';
import { loadImage, createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageRef } from '../../../../src/core/agents.ts';
import { differenceOf, SketchDesk, toneOf } from './sketch-desk.ts';

const reef = 'a vibrant coral reef teeming with life under crystal-clear blue ocean, colourful fish, rays of sunlight';
const mountains =
  'a majestic mountain range covered in snow, peaks touching the clouds, a crystal-clear lake at its base reflecting them';
const desert =
  'in a vast desert a golden city on the horizon, half ancient Egyptian, half futuristic, under a radiant energy dome';

let desk: SketchDesk;
beforeAll(async () => {
  desk = await SketchDesk.open();
});
afterAll(() => desk[Symbol.asyncDispose]());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Mean red, green and blue of a picture. */
async function colourOf(image: ImageRef): Promise<readonly [number, number, number]> {
  const canvas = createCanvas(32, 18);
  const context = canvas.getContext('2d');
  context.drawImage(await loadImage(await desk.bytesOf(image)), 0, 0, 32, 18);
  const { data } = context.getImageData(0, 0, 32, 18);
  const mean = (channel: number): number =>
    data.reduce((sum, value, index) => (index % 4 === channel ? sum + value : sum), 0) / (32 * 18);
  return [mean(0), mean(1), mean(2)];
}

/** Green below, blue above, with rough leaves. */
function meadowPhoto(): Uint8Array {
  const canvas = createCanvas(320, 180);
  const context = canvas.getContext('2d');
  context.fillStyle = '#7ab0e0';
  context.fillRect(0, 0, 320, 80);
  for (let y = 70; y < 180; y += 5) {
    for (let x = 0; x < 320; x += 5) {
      context.fillStyle = (x * 7 + y * 13) % 3 === 0 ? '#3c7a2a' : '#5c9a3a';
      context.fillRect(x, y, 5, 5);
    }
  }
  return canvas.toBuffer('image/png');
}

describe('the sketch provider', () => {
  it('gives the same bytes for the same request, another picture for another seed', async () => {
    const [one, again, other] = [
      await desk.paint(mountains),
      await desk.paint(mountains),
      await desk.paint(mountains, { seed: 2 }),
    ];
    const pictures = await Promise.all([one, again, other].map(async (image) => sha256(await desk.bytesOf(image))));
    expect(pictures[1]).toBe(pictures[0]);
    expect(pictures[2]).not.toBe(pictures[0]);
    // Between the two another scene is painted, so that the second film paints its own anew.
    const [film, , refilm] = [await desk.film(one), await desk.film(other), await desk.film(again)];
    expect(sha256(refilm.bytes)).toBe(sha256(film.bytes));
  });

  it.each([
    [5, 24, 120],
    [1, 12, 12],
    [1.26, 10, 13],
    [1, 29.97, 30],
  ])('films %d s at %d fps in exactly %i frames', async (durationS, fps, count) => {
    const image = await desk.paint(mountains, { width: 64, height: 36 });
    const { frames } = await desk.film(image, { durationS, fps, width: 64, height: 36 });
    expect(frames).toHaveLength(count);
  });

  it('paints pictures that are bright enough, rich, alive and unlike each other', async () => {
    const films = [];
    for (const prompt of [reef, mountains, desert]) {
      const { frames } = await desk.film(await desk.paint(prompt), { camera: 'still' });
      for (const frame of frames) {
        expect(toneOf(frame).mean).toBeGreaterThan(40);
        expect(toneOf(frame).spread).toBeGreaterThan(15);
      }
      expect(differenceOf(frames.at(0), frames.at(-1))).toBeGreaterThan(0.2);
      films.push(frames);
    }
    for (const [index, frames] of films.entries()) {
      expect(differenceOf(frames.at(0), films[(index + 1) % films.length]?.at(0))).toBeGreaterThan(15);
    }
  });

  it('begins a film with the very picture it was made from', async () => {
    const image = await desk.paint(mountains);
    const { frames } = await desk.film(image);
    const photo = await desk.film({ artifact: image.artifact }, { camera: 'still' });
    expect(differenceOf(frames[0], photo.frames[0])).toBeLessThan(2.5);
  });

  it('repaints its own picture as other words want it, and lets it be filmed', async () => {
    const day = await desk.paint(mountains);
    const night = await desk.grade(day, 'make it night');
    const [[, , dayBlue], [nightRed, , nightBlue]] = [await colourOf(day), await colourOf(night)];
    expect(nightBlue).toBeLessThan(dayBlue * 0.8);
    expect(nightRed).toBeLessThan(nightBlue);
    expect(night.memo).toMatchObject({ sketch: 1, spec: { setting: 'mountains', time: 'night' } });
    const { frames } = await desk.film(night, { camera: 'still' });
    expect(differenceOf(frames.at(0), frames.at(-1))).toBeGreaterThan(0.1);
  });

  it('grades a photograph by the words', async () => {
    const photo = await desk.keep(meadowPhoto());
    const [red, green, blue] = await colourOf(photo);
    const graded = async (words: string): Promise<readonly [number, number, number]> =>
      colourOf(await desk.grade(photo, words));
    const night = await graded('at night');
    expect(night[1]).toBeLessThan(green * 0.6);
    expect(night[2]).toBeGreaterThan(night[0]);
    const sunset = await graded('at sunset');
    expect(sunset[0] / sunset[2]).toBeGreaterThan((red / blue) * 1.2);
    const grey = await graded('in black and white');
    expect(Math.max(...grey) - Math.min(...grey)).toBeLessThan(2);
    const sepia = await graded('as a vintage photo');
    expect(sepia[0]).toBeGreaterThan(sepia[2] + 15);
    expect((await graded('make it brighter'))[1]).toBeGreaterThan(green + 8);
    expect((await graded('make it darker'))[1]).toBeLessThan(green - 8);
    const winter = await graded('in winter');
    expect(winter[2]).toBeGreaterThan(winter[0]);
    expect(winter[2]).toBeGreaterThan(blue + 20);
    const autumn = await graded('in autumn');
    expect(autumn[0]).toBeGreaterThan(autumn[1] + 10);
    for (const words of ['as a cartoon', 'as pixel art', 'as a watercolour', 'in spring', 'in fog', 'in rain']) {
      expect(sha256(await desk.bytesOf(await desk.grade(photo, words)))).not.toBe(sha256(await desk.bytesOf(photo)));
    }
  });
});
