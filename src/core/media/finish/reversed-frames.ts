import { rm } from 'node:fs/promises';
import type { Frame } from 'node-av';
import { reverseFrames } from '../effects/reverse-video.ts';
import { fitVideo, type VideoShape } from '../fit-video.ts';
import { H264File } from '../h264-file.ts';
import { inspectVideo } from '../inspect-video.ts';
import { atMost, maxHeldAt, withFirstHeld, withoutFirst } from './frame-rows.ts';
import { withCorrection, type MadeClip } from './made-clip.ts';

/** So good that encoding once more afterwards shows nothing of it (x264's `crf`). */
const betweenCrf = 4;

/**
 * Clips backwards, what was made last first, and of that what is past `wanted` frames not at all; where a few are
 * missing the one made last holds. `scratch` is the beginning of paths that may be used meanwhile. A frame is only valid
 * until the next one is asked for. Throws `bad-media`.
 */
export async function* playReversed(
  clips: readonly MadeClip[],
  wanted: number,
  shape: VideoShape,
  scratch: string,
): AsyncGenerator<Frame, void> {
  const made: string[] = [];
  try {
    const row: MadeClip[] = [];
    for (const [index, clip] of clips.entries()) {
      const path = `${scratch}.${index}.mp4`;
      const conformed = await conform(clip, shape, path);
      if (conformed !== clip) made.push(path);
      row.push(conformed);
    }
    const available = row.reduce((sum, clip) => sum + shownOf(clip), 0);
    const missing = Math.max(0, wanted - available);
    yield* withFirstHeld(playAll(row, available - wanted, shape), missing < maxHeldAt(shape.fps) ? missing : 0);
  } finally {
    await Promise.all(made.map((path) => rm(path, { force: true })));
  }
}

async function* playAll(clips: readonly MadeClip[], surplus: number, shape: VideoShape): AsyncGenerator<Frame, void> {
  let left = Math.max(0, surplus);
  for (const clip of clips.toReversed()) {
    const skipped = Math.min(left, shownOf(clip));
    left -= skipped;
    if (skipped === shownOf(clip)) continue;
    const frames = reverseFrames(clip.path, shape, clip.repeatsFirst ? 1 : 0);
    const inColour = withCorrection(frames, clip, (index) => clip.frames - 1 - index);
    yield* withoutFirst(inColour, skipped + (clip.repeatsLast ? 1 : 0));
  }
}

function shownOf({ frames, repeatsFirst, repeatsLast }: MadeClip): number {
  return Math.max(0, frames - Number(repeatsFirst) - Number(repeatsLast));
}

/**
 * A clip of another rate first gets the right one, forwards: only so are frames made between its own, and counted
 * exactly.
 */
async function conform(clip: MadeClip, shape: VideoShape, path: string): Promise<MadeClip> {
  const { width, height, fps } = shape;
  if (Math.abs((await inspectVideo(clip.path)).facts.fps - fps) < 0.002) return clip;
  await using file = await H264File.open({ path, width, height, fps, quality: { crf: betweenCrf } });
  let frames = 0;
  for await (const frame of atMost(fitVideo(clip.path, { width, height, fps, smooth: shape.smooth }), clip.frames)) {
    await file.write(frame);
    frames += 1;
  }
  await file.finish();
  return { ...clip, path, frames };
}
