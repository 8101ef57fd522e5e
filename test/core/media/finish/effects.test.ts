import { readdir, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Segment } from '../../../../src/core/media/finish/contract.ts';
import { FinishDesk } from './finish-desk.ts';
import type { FinishLab } from './finish-lab.ts';

let desk: FinishDesk;
let lab: FinishLab;
beforeAll(async () => {
  desk = await FinishDesk.open();
  lab = desk.lab;
});
afterAll(() => desk[Symbol.asyncDispose]());

const file = (name: string): string => desk.file(name);
const kept = (name: string): Segment => ({ kind: 'kept', path: name });
const plain = { kind: 'made', reversed: false, repeats: 'start', matchColour: false } as const;

const finish: FinishDesk['finish'] = async (...order) => desk.finish(...order);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

describe('what a finish does to its frames', () => {
  it('runs the end into the beginning, picture and sound', async () => {
    const original = await lab.make({ path: file('a.mp4'), frames: 48, clicks: [0.75, 1.75] });
    const { facts, sound } = await finish('loop', [kept(original)], { loopFrames: 12 });
    expect(facts.frames).toBe(36);
    expect(sound).toBe(true);
    const around = await finish('around', [kept(file('loop.mp4')), kept(file('loop.mp4'))]);
    expect(around.facts.frames).toBe(72);
    const steps = await lab.steps(file('around.mp4'));
    expect(steps[35]).toBeLessThan(median(steps) * 1.05);
    // The first half second is dissolved into the last one: the click of 0.75 s comes at 0.25 s, that of 1.75 s at 1.25 s.
    const levels = await lab.loudness(file('loop.mp4'), 1.5);
    expect(Math.abs(levels.findIndex((level) => level > 0.3) - 250)).toBeLessThan(20);
    expect(levels.findLastIndex((level) => level > 0.2)).toBeGreaterThan(1_240);
  });

  it('refuses to loop what is too short', async () => {
    const original = await lab.make({ path: file('b.mp4'), frames: 12 });
    const loop = finish('never', [kept(original)], { loopFrames: 7 });
    await expect(loop).rejects.toMatchObject({ code: 'not-supported' });
  });

  it('takes the drift of exposure out of chained clips, but only where it is asked to', async () => {
    const original = await lab.make({ path: file('c.mp4'), frames: 12 });
    const clips = await Promise.all(
      [1, 2].map((index) =>
        lab.make({ path: file(`drift-${index}.mp4`), frames: 13, place: 22 + (index - 1) * 24, brightness: index * 6 }),
      ),
    );
    const meanStep = async (matchColour: boolean): Promise<number[]> => {
      await finish('drift', [kept(original), { ...plain, clips, frames: 24, matchColour }]);
      const means = await lab.means(file('drift.mp4'));
      return [12, 24].map((seam) => Math.abs((means[seam] ?? 0) - (means[seam - 1] ?? 0)));
    };
    for (const step of await meanStep(false)) expect(step).toBeGreaterThan(4);
    for (const step of await meanStep(true)) expect(step).toBeLessThan(1.5);
  });

  it('writes the caption over all frames, and the sound stays as it was', async () => {
    const original = await lab.make({ path: file('plain.mp4'), frames: 12, clicks: [0.2] });
    await finish('written', [kept(original)], { caption: 'A paper boat' });
    const decibels = await lab.psnr(file('written.mp4'), original, 0, 12);
    expect(decibels).toHaveLength(12);
    for (const value of decibels) expect(value).toBeLessThan(30);
    expect(await lab.soundPackets(file('written.mp4'))).toEqual(await lab.soundPackets(original));
  });

  it('keeps within the bytes that it may take, and leaves alone what does already', async () => {
    const original = await lab.make({ path: file('large.mp4'), frames: 24, clicks: [0.5], x264: { crf: '8' } });
    const heard: number[] = [];
    const whole = await finish('whole', [kept(original)], { maxBytes: 10_000_000 });
    const order = { maxBytes: Math.floor(whole.sizeBytes * 0.7), metadata: { title: 'small' } };
    const small = await finish('small', [kept(original)], order, heard);
    expect(small.sizeBytes).toBeLessThanOrEqual(order.maxBytes);
    expect((await stat(file('small.mp4'))).size).toBe(small.sizeBytes);
    expect(small).toMatchObject({ sound: true, facts: { frames: 24, fps: 24 } });
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    expect(await lab.hashFrames(file('whole.mp4'))).toEqual(await lab.hashFrames(original));
    const before = await readdir(desk.path);
    const impossible = finish('impossible', [kept(original)], { maxBytes: 2_000 });
    await expect(impossible).rejects.toMatchObject({ code: 'not-supported' });
    expect(await readdir(desk.path)).toEqual(before);
  });

  it.each([
    ['of the same rate', 24, -2],
    ['of half the rate, with frames made between', 12, -4],
  ])('plays clips %s backwards until the frame that they were started from', async (_, fps, speed) => {
    const original = await lab.make({ path: file('d.mp4'), frames: 12, place: 100 });
    const clips = await Promise.all(
      [0, 1].map((index) => {
        const frames = fps / 2 + 1;
        const place = 100 + index * speed * (frames - 1);
        return lab.make({ path: file(`back-${fps}-${index}.mp4`), frames, place, fps, speed });
      }),
    );
    await finish('backwards', [{ ...plain, clips, frames: 20, reversed: true }, kept(original)]);
    const steps = await lab.steps(file('backwards.mp4'));
    expect(steps).toHaveLength(31);
    expect((await lab.hashFrames(file('backwards.mp4'))).slice(20)).toEqual(await lab.hashFrames(original));
    const usual = median(steps.slice(20));
    for (const step of steps) {
      expect(step).toBeGreaterThan(usual / 2);
      expect(step).toBeLessThan(usual * 1.5);
    }
    // It is the near part that shows: 20 places of 2 before the original.
    const nearby = await lab.make({ path: file('nearby.mp4'), frames: 20, place: 60 });
    for (const decibels of await lab.psnr(file('backwards.mp4'), nearby, 0, 20)) expect(decibels).toBeGreaterThan(24);
  });

  it('holds what was made last where a little is missing, and refuses much', async () => {
    const original = await lab.make({ path: file('e.mp4'), frames: 8, place: 40 });
    const clip = await lab.make({ path: file('f.mp4'), frames: 9, place: 40, speed: -2 });
    const backwards = (frames: number): Segment => ({ ...plain, clips: [clip], frames, reversed: true });
    expect((await finish('held', [backwards(10), kept(original)])).facts.frames).toBe(18);
    const steps = await lab.steps(file('held.mp4'));
    expect(Math.max(...steps.slice(0, 2))).toBeLessThan(1);
    expect(Math.min(...steps.slice(2))).toBeGreaterThan(3);
    await expect(finish('not-held', [backwards(20), kept(original)])).rejects.toMatchObject({
      code: 'provider-failed',
    });
  });

  it('makes frames between those of a slower video, so that none shows twice', async () => {
    const slow = await lab.make({ path: file('slow.mp4'), frames: 12, fps: 12, clicks: [0.5] });
    const { facts } = await finish('smooth', [kept(slow)]);
    expect(facts).toMatchObject({ fps: 24, frames: 24, durationS: 1 });
    const steps = await lab.steps(file('smooth.mp4'));
    // The last frame has none after it to move towards.
    expect(Math.min(...steps.slice(0, -1))).toBeGreaterThan(median(steps) / 2);
    const [original, smooth] = await Promise.all([lab.soundPackets(slow), lab.soundPackets(file('smooth.mp4'))]);
    expect(smooth).toEqual(original);

    const quick = await lab.make({ path: file('quick.mp4'), frames: 12, x264: { profile: 'main' } });
    const onward = await lab.make({ path: file('slower.mp4'), frames: 14, fps: 16, place: 22, speed: 3 });
    await finish('onward', [kept(quick), { ...plain, clips: [onward], frames: 12 }]);
    const around = (await lab.steps(file('onward.mp4'))).slice(6, 18);
    expect(Math.min(...around)).toBeGreaterThan(median(around) / 2);
  });
});
