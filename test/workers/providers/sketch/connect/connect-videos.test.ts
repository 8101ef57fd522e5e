import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectVideosInput } from '../../../../../workers/providers/sketch/child-contract.ts';
import { connectVideos } from '../../../../../workers/providers/sketch/connect/connect-videos.ts';
import { transitionKinds } from '../../../../../workers/providers/sketch/connect/transition.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';
import { clouds, differenceOf, meanOf, medianOf, readLuma, writeClip } from './pictures.ts';

const shape = { width: 160, height: 90, fps: 24 };
const clip = { ...shape, frames: 12 };
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let order: Omit<ConnectVideosInput, 'path'>;
let made = 0;

beforeAll(async () => {
  directory = await temporaryDirectory();
  const [first, second] = [path.join(directory.path, 'a.mp4'), path.join(directory.path, 'b.mp4')];
  await writeClip(first, clouds(1, { x: 1.5, y: 0.3, mean: 90 }), clip);
  await writeClip(second, clouds(2, { x: -1, y: 0.8, mean: 150 }), clip);
  order = { ...shape, first, second, frames: 14, words: '', seed: 1 };
});
afterAll(() => directory[Symbol.asyncDispose]());

const watch = { signal: new AbortController().signal, onPercent: () => undefined };

async function connect(changes: Partial<ConnectVideosInput> = {}) {
  made += 1;
  const out = path.join(directory.path, `out-${made}.mp4`);
  const output = await connectVideos({ ...order, path: out, ...changes }, watch);
  return { ...output, path: out };
}

describe('what plays between two videos', () => {
  it.each(transitionKinds)('a %s has its frames, moves all the time and shows no seam', async (kind) => {
    const { path: out, facts, kind: chosen } = await connect({ kind });
    expect(chosen).toBe(kind);
    expect(facts).toMatchObject({ width: 160, height: 90, frames: 14, fps: 24, codec: 'h264' });
    const [first, second] = [await readLuma(order.first, shape), await readLuma(order.second, shape)];
    const between = await readLuma(out, shape);
    const all = [...first, ...between, ...second];
    const stills = all.slice(1).map((frame, index) => differenceOf(frame, all[index] ?? frame));
    // The clips move by more than a pixel a frame; a frame that is shown twice differs by what the encoder changes.
    expect(Math.min(...stills)).toBeGreaterThan(0.5);
    const steps = all.slice(1).map((frame, index) => Math.abs(meanOf(frame) - meanOf(all[index] ?? frame)));
    for (const seam of [first.length - 1, first.length + between.length - 1]) {
      const beside = [...steps.slice(seam - 6, seam), ...steps.slice(seam + 1, seam + 7)];
      expect(steps[seam]).toBeLessThanOrEqual(1.5 * medianOf(beside));
      const changes = [...stills.slice(seam - 6, seam), ...stills.slice(seam + 1, seam + 7)];
      expect(stills[seam]).toBeLessThanOrEqual(1.5 * medianOf(changes));
    }
  });

  it('lets the motion of both go on', async () => {
    const { path: out } = await connect({ kind: 'dissolve' });
    const between = await readLuma(out, shape);
    // The same clouds, as the clips would have gone on and come.
    const after = path.join(directory.path, 'after.mp4');
    const pattern = clouds(1, { x: 1.5, y: 0.3, mean: 90 });
    await writeClip(after, (x, y, frame) => pattern(x, y, frame + 12), { ...clip, frames: 2 });
    const [next] = await readLuma(after, shape);
    const last = (await readLuma(order.first, shape)).at(-1);
    const [begun] = between;
    if (next === undefined || last === undefined || begun === undefined) throw new Error('there are no frames');
    expect(differenceOf(begun, next)).toBeLessThan(0.5 * differenceOf(last, next));
  });

  it.each([1, 2, 37])('has exactly %i frames when so many are wanted', async (frames) => {
    expect((await connect({ frames })).facts.frames).toBe(frames);
  });

  it('fits videos of other sizes and rates, and takes a video of one frame', async () => {
    const odd = path.join(directory.path, 'odd.mp4');
    await writeClip(odd, clouds(4, { x: 1 }), { width: 96, height: 128, fps: 10, frames: 1 });
    const { facts } = await connect({ second: odd, fps: 12, frames: 5, words: 'whip pan' });
    expect(facts).toMatchObject({ width: 160, height: 90, frames: 5, fps: 12 });
  });

  it('goes on with what the first video ends in', async () => {
    const name = async (file: string, pattern: ReturnType<typeof clouds>): Promise<string> =>
      writeClip(path.join(directory.path, file), pattern, clip);
    const pan = await name('pan.mp4', clouds(1, { x: -1.6 }));
    expect(await connect({ first: pan })).toMatchObject({ kind: 'push', direction: 'left' });
    const whip = await name('whip.mp4', clouds(1, { x: 7 }));
    expect(await connect({ first: whip })).toMatchObject({ kind: 'whip', direction: 'right' });
    const zoom = await name('zoom.mp4', clouds(1, { growth: 0.02 }));
    expect(await connect({ first: zoom })).toMatchObject({ kind: 'zoom-through' });
    const still = await name('still.mp4', clouds(1, {}));
    expect(await connect({ first: still })).toMatchObject({ kind: 'dissolve' });
    const drifting = clouds(1, { x: 1 });
    const moved = await name('moved.mp4', (x, y, frame) => drifting(x, y, 6 + frame / 4));
    expect(await connect({ first: still, second: moved })).toMatchObject({ kind: 'morph' });
    expect(await connect({ first: pan, words: 'zoom through' })).toMatchObject({ kind: 'zoom-through' });
  });

  it('gives the same bytes for the same request', async () => {
    const digests = [await connect({ kind: 'morph' }), await connect({ kind: 'morph' })].map(async ({ path: out }) =>
      createHash('sha256')
        .update(await readFile(out))
        .digest('hex'),
    );
    expect(await digests[0]).toBe(await digests[1]);
  });

  it('tells how far it is, and leaves no file when it is stopped', async () => {
    const out = path.join(directory.path, 'stopped.mp4');
    const stop = new AbortController();
    const percents: number[] = [];
    const onPercent = (percent: number): void => {
      percents.push(percent);
      if (percents.length === 3) stop.abort();
    };
    await expect(connectVideos({ ...order, path: out }, { signal: stop.signal, onPercent })).rejects.toThrow();
    expect(percents).toEqual([7, 14, 21]);
    await expect(access(out)).rejects.toThrow();
    await expect(access(`${out}.part`)).rejects.toThrow();
  });
});
