import type { VideoFacts } from '../../../../src/core/video-facts.ts';
import { MoraError } from '../../../../src/core/errors.ts';
import { inspectVideo } from '../../../../src/core/media/inspect-video.ts';
import { readPictures } from '../../../../src/core/media/read-pictures.ts';
import { VideoEncoder } from '../../../../src/core/media/video-encoder.ts';
import type { EditVideoInput } from '../child-contract.ts';
import { openGrader } from '../grade/grader.ts';
import type { FilmWatch } from '../move/film.ts';
import { airOf } from '../paint/air.ts';

/**
 * Gives every frame of a video a look: as many frames, at the same times, so that all that moved still moves so. One
 * frame at a time is in memory. The same video, look and seed give the same bytes. Leaves no file when it is stopped or
 * fails. Throws `bad-media`.
 */
export async function editVideo(order: EditVideoInput, { signal, onPercent }: FilmWatch): Promise<VideoFacts> {
  const { video, look, seed, width, height, fps, path } = order;
  const { facts } = await inspectVideo(video);
  const frames = Math.max(1, Math.round(facts.durationS * fps));
  const grade = openGrader(look, order, seed, airOf(order.air, order, seed, look.time));
  await using encoder = await VideoEncoder.open({ path, width, height, fps });
  let frame = 0;
  for await (const data of readPictures(video, { width, height, fps })) {
    signal.throwIfAborted();
    grade({ width, height, data }, { frame, timeS: frame / fps });
    await encoder.write(new Uint8Array(data.buffer));
    frame += 1;
    onPercent(Math.min(100, Math.floor((frame / frames) * 100)));
  }
  if (frame === 0) throw new MoraError('bad-media', 'This video has no pictures in it. Send another one.');
  // Awaited here: the encoder is disposed when this returns.
  return await encoder.finish();
}
