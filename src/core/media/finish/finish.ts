import { rename, rm, stat } from 'node:fs/promises';
import type { Frame } from 'node-av';
import { fitToBytes } from '../budget/fit-to-bytes.ts';
import { inspectVideo } from '../inspect-video.ts';
import { writePoster } from '../poster.ts';
import { openSoundTrack } from '../sound/open-sound-track.ts';
import type { FinishInput, FinishOutput, FinishProgress } from './contract.ts';
import { framesOf, playRun } from './play-run.ts';
import { planFinish, type EncodedRun, type FinishPlan } from './plan-finish.ts';
import { planSound } from './plan-sound.ts';
import { writeVideo } from './write-video.ts';

/**
 * Makes segments one video. Kept videos of the right size and rate are copied packet by packet, bit for bit; what is
 * made is fitted and encoded once, at `masterSettings`; the sound of what is kept goes along. Throws `provider-failed`
 * where a clip cannot be read or is too short, `bad-media` for a kept video, and leaves no file on failure.
 */
export async function finish(input: FinishInput, report: (progress: FinishProgress) => void): Promise<FinishOutput> {
  try {
    const sound = input.maxBytes === undefined ? await write(input, report) : await writeWithin(input.maxBytes);
    const { facts } = await inspectVideo(input.out);
    await writePoster(input.out, facts, input.posterOut);
    report({ percent: 100 });
    const { size: sizeBytes } = await stat(input.out);
    return { facts, sizeBytes, sound };
  } catch (error) {
    await Promise.all([rm(input.out, { force: true }), rm(input.posterOut, { force: true })]);
    throw error;
  }

  /** First the whole, then, where that has too many bytes, a smaller copy of it. */
  async function writeWithin(maxBytes: number): Promise<boolean> {
    const { out, metadata } = input;
    const path = `${out}.whole.mp4`;
    try {
      const sound = await write({ ...input, out: path }, ({ percent }) => report({ percent: percent / 2 }));
      if ((await stat(path)).size <= maxBytes) await rename(path, out);
      else {
        await fitToBytes({ path, out, maxBytes, metadata }, ({ percent }) => report({ percent: 50 + percent / 2 }));
      }
      return sound;
    } finally {
      await rm(path, { force: true });
    }
  }
}

/** Writes the video and tells whether it has sound. */
async function write(input: FinishInput, report: (progress: FinishProgress) => void): Promise<boolean> {
  const plan = await planFinish(input);
  const soundPlan = await planSound(input, plan);
  await using sound = await openSoundTrack(soundPlan);
  const play = countFrames(plan, input, report);
  await writeVideo({ plan, path: input.out, metadata: input.metadata, sound, play });
  return sound !== undefined;
}

/** Plays runs and tells how many of the frames that are to be encoded have been. */
function countFrames(
  { runs, shape }: FinishPlan,
  input: FinishInput,
  report: (progress: FinishProgress) => void,
): (run: EncodedRun) => AsyncGenerator<Frame, void> {
  const total = runs.reduce((sum, run) => (run.kind === 'encoded' ? sum + framesOf(run, input) : sum), 0);
  let encoded = 0;
  return async function* play(run) {
    for await (const frame of playRun(run, shape, input)) {
      yield frame;
      encoded += 1;
      report({ percent: Math.floor((encoded / total) * 100) });
    }
  };
}
