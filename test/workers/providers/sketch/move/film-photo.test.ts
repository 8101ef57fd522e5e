import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageRef, Shot } from '../../../../../src/core/agents.ts';
import { differenceOf, placeOf, SketchDesk } from '../sketch-desk.ts';

let desk: SketchDesk;
let photo: ImageRef;
beforeAll(async () => {
  desk = await SketchDesk.open();
  photo = await desk.keep(testPhoto(512, 288));
});
afterAll(() => desk[Symbol.asyncDispose]());

/** A grey field with a white disc left of the middle and a black one right of it. */
function testPhoto(width: number, height: number): Uint8Array {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#808080';
  context.fillRect(0, 0, width, height);
  for (const [x, colour] of [
    [0.4, 'white'],
    [0.6, 'black'],
  ] as const) {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x * width, height / 2, Math.min(width, height) * 0.1, 0, Math.PI * 2);
    context.fill();
  }
  return canvas.toBuffer('image/png');
}

const isWhite = (value: number): boolean => value > 190;
const isBlack = (value: number): boolean => value < 60;

/** Where the discs are in the first and in the last frame of a move. */
async function discsOf(camera: Shot['camera'], pace: Shot['pace'] = 'fast') {
  const { frames } = await desk.film(photo, { camera, pace });
  expect(frames).toHaveLength(12);
  const [first, last] = [frames.at(0), frames.at(-1)].map((frame) => {
    const [white, black] = [placeOf(frame, isWhite), placeOf(frame, isBlack)];
    return {
      x: (white.x + black.x) / 2,
      y: (white.y + black.y) / 2,
      apart: black.x - white.x,
      lean: black.y - white.y,
    };
  });
  if (first === undefined || last === undefined) throw new Error('there are no frames');
  return { first, last };
}

describe('a photograph', () => {
  it('grows when the camera zooms in, shrinks when it zooms out', async () => {
    const nearer = await discsOf('zoom-in');
    expect(nearer.last.apart).toBeGreaterThan(nearer.first.apart * 1.15);
    expect(nearer.last.x).toBeCloseTo(nearer.first.x, 0);
    const away = await discsOf('zoom-out');
    expect(away.last.apart).toBeLessThan(away.first.apart / 1.15);
  });

  it('goes to the other side when the camera pans', async () => {
    const left = await discsOf('pan-left');
    expect(left.last.x).toBeGreaterThan(left.first.x + 10);
    expect(left.last.y).toBeCloseTo(left.first.y, 0);
    const right = await discsOf('pan-right');
    expect(right.last.x).toBeLessThan(right.first.x - 10);
  });

  it('sinks when the camera tilts up, rises when it tilts down', async () => {
    const up = await discsOf('tilt-up');
    expect(up.last.y).toBeGreaterThan(up.first.y + 5);
    const down = await discsOf('tilt-down');
    expect(down.last.y).toBeLessThan(down.first.y - 5);
  });

  it('swings past and leans when the camera goes around', async () => {
    const { first, last } = await discsOf('orbit');
    expect(Math.abs(last.x - first.x)).toBeGreaterThan(5);
    expect(Math.sign(last.lean)).toBe(-Math.sign(first.lean));
  });

  it('moves less when it is slow, not at all when it is still, and a little when nothing is said', async () => {
    const [slow, fast] = [await discsOf('zoom-in', 'slow'), await discsOf('zoom-in', 'fast')];
    expect(slow.last.apart).toBeLessThan(fast.last.apart - 2);
    const still = await desk.film(photo, { camera: 'still' });
    expect(differenceOf(still.frames.at(0), still.frames.at(-1))).toBeLessThan(0.3);
    const usual = await discsOf('none');
    expect(usual.last.apart).toBeGreaterThan(usual.first.apart + 1);
  });

  it('fills every shape, from the narrowest picture to the widest', async () => {
    for (const [width, height] of [
      [64, 512],
      [900, 20],
      [16, 16],
    ] as const) {
      const image = await desk.keep(testPhoto(width, height));
      const { frames } = await desk.film(image, { camera: 'pan-left', width: 96, height: 128 });
      for (const frame of frames) {
        // Nothing of the black before the first stroke shows at the edges.
        const edges = [0, 95, 96 * 127, 96 * 128 - 1].map((index) => frame.data[index] ?? 0);
        expect(Math.min(...edges)).toBeGreaterThan(60);
      }
    }
  });

  it('has snow falling before it when the words say so', async () => {
    const { frames } = await desk.film(photo, { camera: 'still', words: 'snow falls' });
    expect(differenceOf(frames.at(0), frames.at(6))).toBeGreaterThan(0.3);
  });
});
