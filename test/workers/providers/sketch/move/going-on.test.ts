import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImageRef } from '../../../../../src/core/agents.ts';
import { SketchDesk, type Luma } from '../sketch-desk.ts';

let desk: SketchDesk;
beforeAll(async () => {
  desk = await SketchDesk.open();
});
afterAll(() => desk[Symbol.asyncDispose]());

/** How much the pixels of two frames differ on average. */
function difference(one: Luma | undefined, other: Luma | undefined): number {
  if (one === undefined || other === undefined) throw new Error('there is no such frame');
  const sum = one.data.reduce((total, value, index) => total + Math.abs(value - (other.data[index] ?? 0)), 0);
  return sum / one.data.length;
}

const goOn = (image: ImageRef, memo: ImageRef['memo']): ImageRef =>
  memo === undefined ? image : { artifact: image.artifact, memo };

describe.each([
  ['a scene', 'none'],
  ['a scene', 'pan-right'],
  ['a photograph', 'zoom-in'],
  ['a photograph', 'orbit'],
] as const)('a film of %s in parts (%s)', (of, camera) => {
  test('is the film that was made in one go', async () => {
    const painted = await desk.paint('a boat on the sea');
    const image: ImageRef = of === 'a scene' ? painted : { artifact: painted.artifact };
    const options = { camera, fps: 12 } as const;
    const whole = await desk.film(image, { ...options, durationS: 2 });
    const first = await desk.film(image, { ...options, durationS: 13 / 12, part: { startS: 0, totalS: 2 } });
    const second = await desk.film(goOn(image, first.memo), {
      ...options,
      durationS: 1,
      continues: true,
      part: { startS: 1, totalS: 2 },
    });
    const parts = [...first.frames, ...second.frames.slice(1)];
    expect(parts).toHaveLength(whole.frames.length);
    // Two encodings of the same picture differ by about a level; two neighbouring frames by more.
    for (const [index, frame] of parts.entries()) expect(difference(frame, whole.frames[index])).toBeLessThan(1.5);
  });

  test('that is asked to go on later begins with its last frame and moves', async () => {
    const painted = await desk.paint('a boat on the sea');
    const image: ImageRef = of === 'a scene' ? painted : { artifact: painted.artifact };
    const film = await desk.film(image, { camera });
    const more = await desk.film(goOn(image, film.memo), { camera, continues: true });
    expect(difference(film.frames.at(-1), more.frames[0])).toBeLessThan(1.5);
    expect(difference(more.frames[0], more.frames.at(-1))).toBeGreaterThan(0.5);
  });
});

test('a frame of a video is gone on from as it is: no grain on it, no jump of the camera', async () => {
  const painted = await desk.paint('a castle in the mountains');
  const still = await desk.film({ artifact: painted.artifact }, { camera: 'still', continues: true });
  const panned = await desk.film({ artifact: painted.artifact }, { camera: 'pan-left', continues: true });
  expect(difference(still.frames[0], panned.frames[0])).toBeLessThan(2);
  const fresh = await desk.film({ artifact: painted.artifact }, { camera: 'pan-left' });
  expect(difference(still.frames[0], fresh.frames[0])).toBeGreaterThan(3);
});

test('a style that a pipeline asks for is drawn on every frame of a painted scene', async () => {
  const painted = await desk.paint('a red boat on the sea');
  const plain = await desk.film(painted);
  const styled = await desk.film(await desk.grade(painted, 'as a cartoon'));
  expect(styled.frames).toHaveLength(plain.frames.length);
  for (const [index, frame] of styled.frames.entries())
    expect(difference(frame, plain.frames[index])).toBeGreaterThan(2);
  expect(difference(styled.frames[0], styled.frames.at(-1))).toBeGreaterThan(0.5);
});
