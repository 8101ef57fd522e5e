import type { ArtifactId } from '../artifacts/artifact.ts';
import { MoraError } from '../errors.ts';
import { videosOf, resultS } from '../request-shape.ts';
import { nearestRatio, type Ratio, type Size } from '../size.ts';
import { durationBounds, maxResultS, maxSeed, taskRequestSchema, transitionBounds, type TaskRequest } from '../task.ts';
import type { VideoInput } from '../video-input.ts';
import type { ImageSource, VideoSource } from './incoming.ts';

/** What a person left to us is absent. */
interface FinishOptions {
  readonly seed?: number | undefined;
  readonly smooth?: 24 | 30 | 60 | undefined;
  readonly loop?: boolean | undefined;
  readonly caption?: string | undefined;
  readonly maxBytes?: number | undefined;
  /** The operator's own pipeline to run through, by its name. */
  readonly pipeline?: string | undefined;
  /** The provider that was chosen, by its whole name. */
  readonly model?: string | undefined;
}
interface NewVideoOptions extends FinishOptions {
  readonly durationS?: number | undefined;
  readonly ratio?: Ratio | undefined;
}

/** A task as a person asks for it: before its pictures and videos are copied in and its defaults are filled. */
export type TaskDraft =
  | ({ readonly kind: 't2v'; readonly prompt: string } & NewVideoOptions)
  | ({ readonly kind: 'i2v'; readonly prompt: string; readonly image: ImageSource } & NewVideoOptions)
  | ({ readonly kind: 'simulate'; readonly prompt: string; readonly image?: ImageSource | undefined } & NewVideoOptions)
  | ({
      readonly kind: 'extend';
      readonly prompt: string;
      readonly video: VideoSource;
      readonly direction?: 'forward' | 'backward' | undefined;
      readonly durationS?: number | undefined;
    } & FinishOptions)
  | ({ readonly kind: 'edit'; readonly prompt: string; readonly video: VideoSource } & FinishOptions)
  | ({
      readonly kind: 'connect';
      readonly prompt: string;
      readonly videos: readonly VideoSource[];
      readonly transitionS?: number | undefined;
    } & FinishOptions);

/** The picture of a draft, once it is kept. */
export interface KeptImage {
  readonly artifact: ArtifactId;
  /** Absent for a picture that was kept before: its ratio is known from the task it was for. */
  readonly size?: Size;
}

/** What a draft starts from, once it is kept. */
export interface KeptInputs {
  readonly image?: KeptImage | undefined;
  readonly videos: readonly VideoInput[];
}

/** The pictures and videos that a draft starts from. */
export function inputsOf(draft: TaskDraft): { image: ImageSource | undefined; videos: readonly VideoSource[] } {
  switch (draft.kind) {
    case 't2v':
      return { image: undefined, videos: [] };
    case 'i2v':
    case 'simulate':
      return { image: draft.image, videos: [] };
    case 'extend':
    case 'edit':
      return { image: undefined, videos: [draft.video] };
    case 'connect':
      return { image: undefined, videos: draft.videos };
  }
}

/** Fills in what was left to us and checks the whole. Throws `bad-input` with the first problem as a sentence. */
export function completeDraft(draft: TaskDraft, { image, videos }: KeptInputs, randomSeed: () => number): TaskRequest {
  const { smooth, loop, caption, maxBytes, pipeline, model } = draft;
  const common = { smooth, loop, caption, maxBytes, pipeline, model, seed: draft.seed ?? randomSeed() % (maxSeed + 1) };
  const { kind, prompt } = draft;
  const given = Object.fromEntries(
    Object.entries({ ...common, kind, prompt, ...ownFields(draft, image, videos) }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  const parsed = taskRequestSchema.safeParse(given);
  if (!parsed.success) {
    throw new MoraError('bad-input', parsed.error.issues[0]?.message ?? 'This request cannot be read.', {
      cause: parsed.error,
    });
  }
  refuseTooLong(parsed.data);
  return parsed.data;
}

function ownFields(draft: TaskDraft, image: KeptImage | undefined, videos: readonly VideoInput[]): object {
  switch (draft.kind) {
    case 't2v':
    case 'i2v':
    case 'simulate':
      return {
        durationS: draft.durationS ?? durationBounds.default,
        ratio: draft.ratio ?? (image?.size === undefined ? '16:9' : nearestRatio(image.size)),
        image: image?.artifact,
      };
    case 'extend':
      return {
        durationS: draft.durationS ?? durationBounds.default,
        direction: draft.direction ?? 'forward',
        video: videos[0],
      };
    case 'edit':
      return { video: videos[0] };
    case 'connect':
      return { videos, transitionS: draft.transitionS ?? transitionBounds.default };
  }
}

function refuseTooLong(request: TaskRequest): void {
  const seconds = resultS(request);
  if (videosOf(request).length === 0 || seconds <= maxResultS) return;
  throw new MoraError(
    'bad-input',
    `That would be a video of ${Math.round(seconds)} seconds; ${maxResultS} is the longest. Take shorter videos.`,
  );
}
