import type { ClipRow, ClipRows } from '../database/clip-rows.ts';
import { MoraError } from '../errors.ts';
import { stageIdOf } from '../pipeline/plan.ts';
import type { TaskId } from '../task-id.ts';
import type { ThreadRef } from '../thread.ts';
import type { VideoInput } from '../video-input.ts';
import { inputsOf, type KeptInputs, type TaskDraft } from './draft.ts';
import type { ImageIntake } from './image-intake.ts';
import type { VideoSource } from './incoming.ts';
import type { VideoIntake } from './video-intake.ts';

/** Copies in what tasks start from, so that nothing of it can be lost or changed later. */
export interface InputTaker {
  /** The pictures and videos of a draft. Throws `bad-media`, `not-found`. */
  readonly takeInputs: (
    draft: TaskDraft,
    taskId: TaskId,
    thread: ThreadRef,
    signal: AbortSignal,
  ) => Promise<KeptInputs>;
  /** One video, kept under an id; a clip must be of the thread's space. Throws `bad-media`, `not-found`. */
  readonly takeOne: (source: VideoSource, id: string, thread: ThreadRef, signal: AbortSignal) => Promise<VideoInput>;
}

/** What inputs are taken with. */
export interface InputTakerParts {
  readonly clips: Pick<ClipRows, 'find'>;
  readonly takeImage: ImageIntake;
  readonly takeVideo: VideoIntake;
}

/** A finished video as what another one starts from. */
export function clipInput({ id, clip }: Pick<ClipRow, 'id' | 'clip'>): VideoInput {
  const { video, facts, sound, memo, nsfw } = clip;
  return {
    artifact: video,
    facts,
    sound,
    clip: id,
    ...(memo === undefined ? {} : { memo }),
    ...(nsfw ? { nsfw } : {}),
  };
}

export function createInputTaker({ clips, takeImage, takeVideo }: InputTakerParts): InputTaker {
  async function takeOne(source: VideoSource, id: string, thread: ThreadRef, signal: AbortSignal): Promise<VideoInput> {
    if ('kept' in source) return source.kept;
    if (!('clip' in source)) return takeVideo(source, id, signal);
    const row = await clips.find(source.clip);
    // A clip of another server or workspace does not exist here.
    if (row === undefined || row.thread.space !== thread.space || row.thread.platform !== thread.platform) {
      throw new MoraError('not-found', 'That video is no longer kept. Please send it as a file.');
    }
    return clipInput(row);
  }

  return {
    takeOne,
    async takeInputs(draft, taskId, thread, signal) {
      const { image, videos } = inputsOf(draft);
      const inputId = stageIdOf(taskId, 'input');
      const kept: VideoInput[] = [];
      // One after the other: each may take a decoder and an encoder.
      for (const [index, video] of videos.entries()) {
        kept.push(await takeOne(video, videos.length > 1 ? `${inputId}-${index + 1}` : inputId, thread, signal));
      }
      return { image: image === undefined ? undefined : await takeImage(image, inputId, signal), videos: kept };
    },
  };
}
