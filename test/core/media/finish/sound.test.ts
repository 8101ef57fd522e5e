import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Segment } from '../../../../src/core/media/finish/contract.ts';
import { ffprobe, hasSystemFfmpeg, soundSamples } from '../../../support/system-ffmpeg.ts';
import { FinishDesk } from './finish-desk.ts';
import type { FinishLab } from './finish-lab.ts';

const withFfmpeg = hasSystemFfmpeg();
let desk: FinishDesk;
let lab: FinishLab;
beforeAll(async () => {
  desk = await FinishDesk.open();
  lab = desk.lab;
  await lab.make({ path: file('first.mp4'), frames: 48, clicks: [0.25, 1, 1.8] });
  await lab.make({ path: file('second.mp4'), frames: 36, clicks: [0.2, 1.1], x264: { 'x264-params': 'sps-id=2' } });
  await lab.make({ path: file('silent.mp4'), frames: 24 });
  await lab.make({ path: file('made.mp4'), frames: 49 });
});
afterAll(() => desk[Symbol.asyncDispose]());

const file = (name: string): string => desk.file(name);
const kept = (name: string): Segment => ({ kind: 'kept', path: file(name) });
const made = (frames: number): Segment => ({
  kind: 'made',
  clips: [file('made.mp4')],
  frames,
  reversed: false,
  repeats: 'start',
  matchColour: false,
});

const finish: FinishDesk['finish'] = async (...order) => desk.finish(...order);

interface Click {
  readonly atS: number;
  readonly level: number;
}

/** Where sound begins after a silence of 30 ms, and how loud it gets within the next 15 ms. */
function findClicks(levels: readonly number[]): Click[] {
  const clicks: Click[] = [];
  let quietMs = 30;
  levels.forEach((level, ms) => {
    if (level > 0.1 && quietMs >= 30) clicks.push({ atS: ms / 1_000, level: Math.max(...levels.slice(ms, ms + 15)) });
    quietMs = level > 0.1 ? 0 : quietMs + 1;
  });
  return clicks;
}

async function clicksOf(name: string, durationS: number): Promise<Click[]> {
  return findClicks(await lab.loudness(file(`${name}.mp4`), durationS));
}

/** Sound and picture may be 20 ms apart before people notice. */
function expectNear(clicks: readonly Click[], times: readonly number[]): void {
  expect(clicks.map(({ atS }) => atS)).toHaveLength(times.length);
  clicks.forEach(({ atS }, index) => expect(Math.abs(atS - (times[index] ?? 0))).toBeLessThan(0.02));
}

describe('the sound of a finished video', () => {
  it('goes on after the original as its mirror image and fades out', async () => {
    expect((await finish('forward', [kept('first.mp4'), made(48)])).sound).toBe(true);
    const clicks = await clicksOf('forward', 4);
    // Mirrored at 2 s: the click of 1.8 s begins to be heard at 2.195 s. That of 1 s lies past the 0.75 s.
    expectNear(clicks, [0.25, 1, 1.8, 2.195]);
    expect(clicks[3]?.level).toBeLessThan((clicks[2]?.level ?? 0) * 0.97);
  });

  it('rises before the original as its mirror image', async () => {
    await finish('backward', [made(48), kept('first.mp4')]);
    const clicks = await clicksOf('backward', 4);
    expectNear(clicks, [1.745, 2.25, 3, 3.8]);
    expect(clicks[0]?.level).toBeLessThan((clicks[1]?.level ?? 0) * 0.97);
  });

  it('fades from one side of a connection to the other over the whole of it', async () => {
    await finish('connected', [kept('first.mp4'), made(24), kept('second.mp4')]);
    const clicks = await clicksOf('connected', 4.5);
    // 2 to 3 s is the bridge: the click of 1.8 s mirrored, then that of 0.2 s of the second, mirrored.
    expectNear(clicks, [0.25, 1, 1.8, 2.195, 2.795, 3.2, 4.1]);
    expect(clicks[3]?.level).toBeCloseTo(0.8 * Math.cos((Math.PI / 2) * 0.2), 1);
    expect(clicks[4]?.level).toBeCloseTo(0.8 * Math.cos((Math.PI / 2) * 0.2), 1);
  });

  it('is silent beside what has no sound, and is not there where nothing has', async () => {
    expect((await finish('half', [kept('silent.mp4'), kept('second.mp4')])).sound).toBe(true);
    expectNear(await clicksOf('half', 2.5), [1.2, 2.1]);
    expect((await finish('none', [kept('silent.mp4'), made(24)])).sound).toBe(false);
    expect(await lab.soundPackets(file('none.mp4'))).toBeNull();
    expect((await finish('muted', [kept('first.mp4'), made(24)], { sound: { kind: 'none' } })).sound).toBe(false);
    expect(await lab.soundPackets(file('muted.mp4'))).toBeNull();
  });

  it('is copied untouched for an edit, and where one original is all there is', async () => {
    const original = await lab.soundPackets(file('first.mp4'));
    const { sound } = await finish('edited', [made(48)], {
      sound: { kind: 'copy', path: file('first.mp4') },
    });
    expect(sound).toBe(true);
    expect(await lab.soundPackets(file('edited.mp4'))).toEqual(original);
    expectNear(await clicksOf('edited', 2), [0.25, 1, 1.8]);
    await finish('alone', [kept('first.mp4')]);
    expect(await lab.soundPackets(file('alone.mp4'))).toEqual(original);
    await finish('shorter', [made(24)], { sound: { kind: 'copy', path: file('first.mp4') } });
    const shorter = (await lab.soundPackets(file('shorter.mp4'))) ?? [];
    expect(shorter).toEqual(original?.slice(0, shorter.length));
    expect((shorter.length * 1_024) / 48_000).toBeLessThan(1.6);
    const silent = await finish('silent-edit', [made(24)], { sound: { kind: 'copy', path: file('silent.mp4') } });
    expect(silent.sound).toBe(false);
  });

  it('stays in its place through chained extensions', async () => {
    let whole = 'first.mp4';
    for (const name of ['once', 'twice', 'thrice']) {
      await finish(name, [kept(whole), made(24)]);
      whole = `${name}.mp4`;
    }
    expectNear((await clicksOf('thrice', 5)).slice(0, 3), [0.25, 1, 1.8]);
  });

  it.skipIf(!withFfmpeg)('is where the system hears it, AAC of two channels beside the picture', async () => {
    await finish('judged', [made(24), kept('first.mp4'), made(24)]);
    const samples = await soundSamples(file('judged.mp4'), 1_000 * 48);
    const levels = Array.from({ length: Math.floor(samples.length / 48) }, (_, ms) =>
      samples.subarray(ms * 48, ms * 48 + 48).reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    );
    expectNear(findClicks(levels), [0.745, 1.25, 2, 2.8, 3.195]);
    const { streams } = await ffprobe(file('judged.mp4'), 'a:0');
    expect(streams[0]).toMatchObject({
      codec_name: 'aac',
      profile: 'LC',
      sample_rate: '48000',
      channels: 2,
      start_time: '0.000000',
    });
    expect(Number(streams[0]?.['duration'])).toBeCloseTo(4, 1);
  });
});
