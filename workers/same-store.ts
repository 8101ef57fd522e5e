import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ArtifactStore } from '../src/core/artifacts/artifact-store.ts';
import { MoraError } from '../src/core/errors.ts';
import type { TaskQueue } from '../src/core/queue/task-queue.ts';

/** Name of the artifact by which a store is known. */
const markId = 'store-mark';

/** What tells an artifact store from any other: the digest of a mark that is written there once. */
export async function storeMark(artifacts: ArtifactStore): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify({ mark: randomUUID() }));
  const { sha256 } = await artifacts.put(markId, 'application/json', { bytes });
  return sha256;
}

/** Longer than the last sign of life of one that is gone counts. */
const patienceMs = 20_000;
const lookMs = 1_000;

/**
 * Throws `configuration` where others at the same queue keep their files elsewhere: what one makes the others would not
 * find. Waits for those that may be gone.
 */
export async function demandSameStore(own: string, queue: Pick<TaskQueue, 'workers'>): Promise<void> {
  const endMs = performance.now() + patienceMs;
  for (;;) {
    const workers = await queue.workers();
    if (workers.every(({ artifacts = own }) => artifacts === own)) return;
    if (performance.now() > endMs) break;
    await sleep(lookMs);
  }
  throw new MoraError(
    'configuration',
    'Another process at the same queue keeps pictures and videos somewhere else. Give all of them the same S3_BUCKET, or the very same folder as MORA_DATA_DIR.',
  );
}
