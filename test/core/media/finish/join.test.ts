import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Segment } from '../../../../src/core/media/finish/contract.ts';
import { ffmpeg, ffprobe, frameDigests, hasSystemFfmpeg } from '../../../support/system-ffmpeg.ts';
import { FinishDesk, shape } from './finish-desk.ts';
import type { FinishLab } from './finish-lab.ts';

const withFfmpeg = hasSystemFfmpeg();
let desk: FinishDesk;
let lab: FinishLab;
beforeAll(async () => {
  desk = await FinishDesk.open();
  lab = desk.lab;
});
afterAll(() => desk[Symbol.asyncDispose]());

const file = (name: string): string => desk.file(name);
const kept = (name: string): Segment => ({ kind: 'kept', path: name });

function made(
  clips: readonly string[],
  frames: number,
  more: Partial<Extract<Segment, { kind: 'made' }>> = {},
): Segment {
  return { kind: 'made', clips: [...clips], frames, reversed: false, repeats: 'start', matchColour: false, ...more };
}

const finish: FinishDesk['finish'] = async (...order) => desk.finish(...order);

/** Times without gaps, in order, each frame decoded before it shows, and none of them twice. */
async function expectEvenTimes(video: string, frames: number): Promise<void> {
  const packets = await lab.packets(video);
  const shown = packets.map(({ pts }) => pts).toSorted((a, b) => a - b);
  expect(shown).toEqual(Array.from({ length: frames }, (_, index) => index));
  const first = packets[0]?.dts ?? 0;
  expect(packets.map(({ dts }) => dts - first)).toEqual(Array.from({ length: frames }, (_, index) => index));
  for (const { pts, dts, duration } of packets) {
    expect(pts).toBeGreaterThanOrEqual(dts);
    expect(duration).toBe(1);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** No frame shows twice where parts meet, and none jumps. `seam` is the frame after it. */
async function expectNoSeam(video: string, seam: number): Promise<void> {
  const steps = await lab.steps(video);
  const usual = median(steps.slice(Math.max(0, seam - 9), seam + 8));
  expect(steps[seam - 1]).toBeGreaterThan(usual / 1.5);
  expect(steps[seam - 1]).toBeLessThan(usual * 1.5);
}

const encoders: [string, Record<string, string>][] = [
  ['baseline, without B-frames', { profile: 'baseline', preset: 'ultrafast' }],
  ['main, with a slow pyramid of B-frames', { profile: 'main', 'x264-params': 'bframes=5:b-pyramid=normal:ref=4' }],
  ['high, with short groups', { profile: 'high', g: '5', 'x264-params': 'bframes=2:b-pyramid=none' }],
  ['high, with several slices and repeated headers', { profile: 'high', 'x264-params': 'slices=3:repeat-headers=1' }],
  ['open groups', { profile: 'high', g: '8', 'x264-params': 'open-gop=1:bframes=3' }],
];

describe('joining', () => {
  it.each(encoders)('goes on from a video that is %s, and before it, bit for bit', async (name, x264) => {
    const original = await lab.make({ path: file(`${name}.mp4`), frames: 20, place: 40, x264 });
    const onward = await lab.make({ path: file('onward.mp4'), frames: 14, place: 78 });
    const before = await lab.make({ path: file('before.mp4'), frames: 21, place: 0 });
    const hashes = await lab.hashFrames(original);
    const packets = (await lab.packets(original)).map(({ hash }) => hash);

    const forward = await finish('forward', [kept(original), made([onward], 12)]);
    expect(forward).toMatchObject({ facts: { frames: 32, width: 160, height: 90, fps: 24 }, sound: false });
    const result = file('forward.mp4');
    expect((await lab.hashFrames(result)).slice(0, 20)).toEqual(hashes);
    expect((await lab.packets(result)).slice(0, 20).map(({ hash }) => hash)).toEqual(packets);
    await expectEvenTimes(result, 32);
    await expectNoSeam(result, 20);

    const backward = await finish('backward', [made([before], 20, { repeats: 'none' }), kept(original)]);
    expect(backward.facts.frames).toBe(40);
    expect((await lab.hashFrames(file('backward.mp4'))).slice(20)).toEqual(hashes);
    await expectEvenTimes(file('backward.mp4'), 40);
    await expectNoSeam(file('backward.mp4'), 20);
  });

  it('keeps both sides of a connection bit for bit, whoever encoded them, and drops what repeats them', async () => {
    const first = await lab.make({ path: file('a.mp4'), frames: 15, x264: { profile: 'baseline' } });
    const second = await lab.make({ path: file('b.mp4'), frames: 17, place: 50, x264: { 'x264-params': 'sps-id=3' } });
    const bridge = await lab.make({ path: file('bridge.mp4'), frames: 12, place: 28 });
    const { facts } = await finish('connected', [kept(first), made([bridge], 10, { repeats: 'both' }), kept(second)]);
    expect(facts.frames).toBe(42);
    const hashes = await lab.hashFrames(file('connected.mp4'));
    expect(hashes.slice(0, 15)).toEqual(await lab.hashFrames(first));
    expect(hashes.slice(25)).toEqual(await lab.hashFrames(second));
    expect(new Set(hashes).size).toBe(42);
    await expectEvenTimes(file('connected.mp4'), 42);
    await expectNoSeam(file('connected.mp4'), 15);
    await expectNoSeam(file('connected.mp4'), 25);
  });

  it('comes within 45 dB of a second video whose parameter sets are in the way of the first one', async () => {
    const first = await lab.make({ path: file('c.mp4'), frames: 10, x264: { profile: 'baseline' } });
    const second = await lab.make({ path: file('d.mp4'), frames: 12, place: 20, x264: { profile: 'high' } });
    const { facts } = await finish('collided', [kept(first), kept(second)]);
    expect(facts.frames).toBe(22);
    expect((await lab.hashFrames(file('collided.mp4'))).slice(0, 10)).toEqual(await lab.hashFrames(first));
    for (const decibels of await lab.psnr(file('collided.mp4'), second, 10, 12)) expect(decibels).toBeGreaterThan(45);
    await expectEvenTimes(file('collided.mp4'), 22);
  });

  it('keeps the first part bit for bit through five extensions, and collects no parameter sets', async () => {
    let whole = await lab.make({ path: file('part-0.mp4'), frames: 10, x264: { profile: 'main' } });
    const hashes = await lab.hashFrames(whole);
    const encodedOnce: string[] = [];
    for (let round = 1; round <= 5; round += 1) {
      const place = (round * 10 - 1) * 2;
      const onward = await lab.make({ path: file('round.mp4'), frames: 11, place });
      await finish(`part-${round}`, [kept(whole), made([onward], 10)]);
      whole = file(`part-${round}.mp4`);
      const now = await lab.hashFrames(whole);
      expect(now.slice(0, 10)).toEqual(hashes);
      expect(now.slice(10, round * 10)).toEqual(encodedOnce);
      encodedOnce.push(...now.slice(round * 10));
      await expectNoSeam(whole, round * 10);
    }
    await expectEvenTimes(whole, 60);
    expect(await lab.parameterSets(whole)).toEqual({ sps: 2, pps: 2 });
    expect(new Set(await lab.hashFrames(whole)).size).toBe(60);
  });

  it('chains clips, dropping the frame that each repeats, and encodes them once', async () => {
    const clips = await Promise.all(
      [0, 1, 2].map((index) => lab.make({ path: file(`link-${index}.mp4`), frames: 9, place: index * 16 })),
    );
    const { facts } = await finish('chain', [made(clips, 25, { repeats: 'none' })]);
    expect(facts).toMatchObject({ frames: 25, durationS: 1.042 });
    await expectEvenTimes(file('chain.mp4'), 25);
    for (const seam of [9, 17]) await expectNoSeam(file('chain.mp4'), seam);
    expect(await lab.parameterSets(file('chain.mp4'))).toEqual({ sps: 1, pps: 1 });
  });

  it('brings a video of another size and rate into the shape of the first', async () => {
    const first = await lab.make({ path: file('e.mp4'), frames: 12 });
    const second = await lab.make({ path: file('f.mp4'), frames: 30, width: 96, height: 128, fps: 30 });
    const { facts } = await finish('mixed', [kept(first), kept(second)]);
    expect(facts).toMatchObject({ ...shape, frames: 36 });
    expect((await lab.hashFrames(file('mixed.mp4'))).slice(0, 12)).toEqual(await lab.hashFrames(first));
    await expectEvenTimes(file('mixed.mp4'), 36);
  });

  it('gives the same bytes for the same segments', async () => {
    const original = await lab.make({ path: file('g.mp4'), frames: 8, clicks: [0.1], x264: { profile: 'main' } });
    const onward = await lab.make({ path: file('h.mp4'), frames: 9, place: 14 });
    const digests = new Set<string>();
    for (const name of ['once', 'twice']) {
      await finish(name, [kept(original), made([onward], 8)], { metadata: {} });
      digests.add(await fileDigest(file(`${name}.mp4`)));
    }
    expect(digests.size).toBe(1);
  });

  it('refuses a stretch that came out much too short, and leaves no file', async () => {
    const original = await lab.make({ path: file('i.mp4'), frames: 8 });
    const short = await lab.make({ path: file('j.mp4'), frames: 9 });
    const before = await readdir(desk.path);
    const work = finish('short', [kept(original), made([short], 24)]);
    await expect(work).rejects.toMatchObject({ code: 'provider-failed' });
    expect(await readdir(desk.path)).toEqual(before);
  });

  it.skipIf(!withFfmpeg)('speaks of colours as the original does, so that none jumps', async () => {
    const paint = async (name: string, ...options: string[]): Promise<string> => {
      await ffmpeg('-f', 'lavfi', '-i', 'color=0x20c040:s=160x90:r=24:d=0.5', ...options, file(name));
      return file(name);
    };
    const old = await paint('old.mp4', '-vf', 'scale=out_color_matrix=bt601', '-pix_fmt', 'yuv420p');
    const tags = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
    const modern = await paint('modern.mp4', '-vf', 'scale=out_color_matrix=bt709', '-pix_fmt', 'yuv420p', ...tags);
    await finish('tinted', [kept(old), made([modern], 12, { repeats: 'none' })]);
    // 40 dB is two steps of 255; without it there are sixteen.
    for (const decibels of await lab.psnr(file('tinted.mp4'), old, 12, 12)) expect(decibels).toBeGreaterThan(40);
    for (const decibels of await lab.psnr(modern, old, 0, 12)) expect(decibels).toBeLessThan(26);
  });

  it.skipIf(!withFfmpeg).each(encoders)(
    'agrees with the system about a joined video that was %s',
    async (name, x264) => {
      const original = await lab.make({ path: file(`s-${name}.mp4`), frames: 20, x264, clicks: [0.2] });
      const onward = await lab.make({ path: file('s-onward.mp4'), frames: 13, place: 38 });
      await finish('judged', [kept(original), made([onward], 12), kept(original)]);
      const result = await frameDigests(file('judged.mp4'));
      const expected = await frameDigests(original);
      expect(result.slice(0, 20)).toEqual(expected);
      expect(result.slice(32)).toEqual(expected);
      expect(await ffmpeg('-v', 'warning', '-i', file('judged.mp4'), '-f', 'null', '-')).toBe('');
      const { streams } = await ffprobe(file('judged.mp4'));
      expect(streams[0]).toMatchObject({ start_time: '0.000000', nb_frames: '52', nb_read_frames: '52' });
      expect(Number(streams[0]?.['duration'])).toBeCloseTo(52 / 24, 3);
    },
  );
});

async function fileDigest(name: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(name))
    .digest('hex');
}
