import type { ArtifactStore } from '../../../src/core/artifacts/artifact-store.ts';
import { MoraError } from '../../../src/core/errors.ts';
import type { ReplicateClient } from './client.ts';
import type { FileRehearsal } from './hand-file.ts';
import type { ReplicateInput, ReplicateModel } from './model.ts';
import { claimPrediction, ownerId } from './owner.ts';
import type { Prediction } from './prediction.ts';
import { isSameInput } from './same-input.ts';
import { markOf } from './webhook-address.ts';

/** What a prediction is looked for by. */
export interface LostPrediction {
  readonly model: Pick<ReplicateModel, 'slug' | 'versionId'>;
  readonly input: ReplicateInput;
  readonly uploads: FileRehearsal['uploads'];
  readonly mark: string;
  /** When its beginning was decided, by our clock. */
  readonly markedAtMs: number;
}

/** Replicate's clock may be so far from ours. */
const clockDifferenceMs = 2 * 60_000;
/** A creation that waits its turn is answered by then; whatever began later is not ours. */
const slowestStartMs = 10 * 60_000;
/** Predictions that are looked through at most: twenty pages. */
const mostLookedAt = 2_000;

/**
 * Looks for a prediction whose creation was never answered: by the mark in its webhook where it shows one, else by model
 * and input. One that another stage owns is passed over. What it finds is claimed. Throws `uncertain` where one could be
 * the lost one and nobody can tell any more: Replicate forgets inputs after an hour.
 */
export async function findPrediction(
  lost: LostPrediction,
  client: Pick<ReplicateClient, 'newest' | 'get' | 'digestOf'>,
  artifacts: ArtifactStore,
  signal: AbortSignal,
): Promise<Prediction | undefined> {
  const alike: Prediction[] = [];
  let looked = 0;
  for await (const prediction of client.newest(signal)) {
    looked += 1;
    const createdAtMs = prediction.created_at ?? undefined;
    if (looked > mostLookedAt) throw uncertain('too many predictions to look through');
    if (createdAtMs !== undefined && createdAtMs < lost.markedAtMs - clockDifferenceMs) break;
    const mark = markOf(prediction.webhook ?? undefined);
    if (mark === lost.mark) {
      if (await claimPrediction(artifacts, prediction.id, lost.mark)) return prediction;
    } else if (mark === undefined && isModel(prediction, lost.model)) alike.push(prediction);
  }
  let isUnclear = false;
  // The one that was created first is the nearest to the mark.
  for (const prediction of alike.toReversed()) {
    const input = prediction.input ?? (await client.get(prediction.id, signal))?.input ?? undefined;
    if (prediction.data_removed === true || input === undefined) {
      isUnclear ||= await couldBe(prediction, lost, artifacts);
      continue;
    }
    const digestOf = (url: string): Promise<string | undefined> => client.digestOf(url, signal);
    if (!(await isSameInput(lost.input, input, { uploads: lost.uploads, digestOf }))) continue;
    if (await claimPrediction(artifacts, prediction.id, lost.mark)) return prediction;
  }
  if (isUnclear) throw uncertain('a prediction of that time has no input any more');
  return undefined;
}

/** Whether one that shows no input may be the lost one: it began at the time, and nobody owns it. */
async function couldBe(
  { id, created_at: createdAtMs }: Prediction,
  lost: LostPrediction,
  artifacts: ArtifactStore,
): Promise<boolean> {
  if ((createdAtMs ?? 0) > lost.markedAtMs + slowestStartMs) return false;
  return (await artifacts.find(ownerId(id))) === undefined;
}

function uncertain(detail: string): MoraError {
  return new MoraError(
    'uncertain',
    'The studio was interrupted while a model was asked for this, and nobody can tell any more whether it began. It is not asked again by itself, so that nothing is paid twice. Press Again to make it anew.',
    { detail: `Replicate: ${detail}` },
  );
}

function isModel({ model, version }: Prediction, { slug, versionId }: LostPrediction['model']): boolean {
  if (versionId !== undefined) return version === versionId;
  return model === slug;
}
