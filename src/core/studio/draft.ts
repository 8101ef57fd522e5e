import { durationBounds, maxSeed, taskRequestSchema, type TaskRequest } from '../task.ts';
import { MoraError } from '../errors.ts';
import { nearestRatio, type Ratio, type Size } from '../size.ts';
import type { ImageSource } from './incoming.ts';

/** What a person left to us is absent. */
interface DraftOptions {
  readonly durationS?: number | undefined;
  readonly ratio?: Ratio | undefined;
  readonly seed?: number | undefined;
}

/** A task as a person asks for it: before its picture is copied in and its defaults are filled. */
export type TaskDraft =
  | ({ readonly kind: 't2v'; readonly prompt: string } & DraftOptions)
  | ({ readonly kind: 'i2v'; readonly prompt: string; readonly image: ImageSource } & DraftOptions);

/** The picture of a draft, once it is kept. */
export interface KeptImage {
  readonly artifact: string;
  /** Absent for a picture that was kept before: its ratio is known from the task it was for. */
  readonly size?: Size;
}

/** Fills in what was left to us and checks the whole. Throws `bad-input` with the first problem as a sentence. */
export function completeDraft(draft: TaskDraft, image: KeptImage | undefined, randomSeed: () => number): TaskRequest {
  const ratio = draft.ratio ?? (image?.size === undefined ? '16:9' : nearestRatio(image.size));
  const parsed = taskRequestSchema.safeParse({
    kind: draft.kind,
    prompt: draft.prompt,
    durationS: draft.durationS ?? durationBounds.default,
    ratio,
    seed: draft.seed ?? randomSeed() % (maxSeed + 1),
    ...(image === undefined ? {} : { image: image.artifact }),
  });
  if (parsed.success) return parsed.data;
  throw new MoraError('bad-input', parsed.error.issues[0]?.message ?? 'This request cannot be read.', {
    cause: parsed.error,
  });
}
