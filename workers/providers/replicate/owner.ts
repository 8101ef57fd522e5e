import { createHash } from 'node:crypto';
import type { ArtifactStore } from '../../../src/core/artifacts/artifact-store.ts';

/**
 * Notes write-once whose a prediction is, so that no two stages take the same one; true where it is (or was already)
 * the owner of that mark. An owner's note is a few bytes and outlives the task.
 */
export async function claimPrediction(artifacts: ArtifactStore, id: string, mark: string): Promise<boolean> {
  const bytes = new TextEncoder().encode(JSON.stringify({ mark }));
  const kept = await artifacts.put(ownerId(id), 'application/json', { bytes });
  return kept.sha256 === createHash('sha256').update(bytes).digest('hex');
}

/** Name of the note: ids of artifacts have lower-case letters, digits and dashes only. */
export function ownerId(id: string): string {
  return `replicate-${id.toLowerCase().replaceAll(/[^a-z0-9]/gu, '-')}-owner`;
}
