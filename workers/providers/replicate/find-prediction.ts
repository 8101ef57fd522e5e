import type { ArtifactStore } from '../../../src/core/artifacts/artifact-store.ts';
import type { ReplicateClient } from './client.ts';
import type { FileRehearsal } from './hand-file.ts';
import type { ReplicateInput, ReplicateModel } from './model.ts';
import { claimPrediction } from './owner.ts';
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
/** Predictions that are looked through at most: twenty pages. */
const mostLookedAt = 2_000;

/**
 * Looks for a prediction whose creation was never answered: by the mark in its webhook where it shows one, else by model
 * and input. One that another stage owns is passed over. What it finds is claimed.
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
    if (looked > mostLookedAt) break;
    if (createdAtMs !== undefined && createdAtMs < lost.markedAtMs - clockDifferenceMs) break;
    const mark = markOf(prediction.webhook ?? undefined);
    if (mark === lost.mark) {
      if (await claimPrediction(artifacts, prediction.id, lost.mark)) return prediction;
    } else if (mark === undefined && isModel(prediction, lost.model)) alike.push(prediction);
  }
  // The one that was created first is the nearest to the mark.
  for (const prediction of alike.toReversed()) {
    const input = prediction.input ?? (await client.get(prediction.id, signal))?.input ?? undefined;
    const digestOf = (url: string): Promise<string | undefined> => client.digestOf(url, signal);
    if (input === undefined || !(await isSameInput(lost.input, input, { uploads: lost.uploads, digestOf }))) continue;
    if (await claimPrediction(artifacts, prediction.id, lost.mark)) return prediction;
  }
  return undefined;
}

function isModel({ model, version }: Prediction, { slug, versionId }: LostPrediction['model']): boolean {
  if (versionId !== undefined) return version === versionId;
  return model === slug;
}
