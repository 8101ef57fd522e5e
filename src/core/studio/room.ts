import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { MoraError } from '../errors.ts';

/** Below this much room a video and its records might not fit, and a database on a full disk is worse than a pause. */
const minimumFreeBytes = 256 * 1024 * 1024;

/** Throws `disk-full` where there is too little room for another video. */
export async function checkRoom(artifacts: Pick<ArtifactStore, 'freeBytes'>): Promise<void> {
  const free = await artifacts.freeBytes();
  if (free === undefined || free >= minimumFreeBytes) return;
  throw new MoraError(
    'disk-full',
    'The disk of the studio is nearly full, so it takes no new videos. Ask its operator to free some space, then try again.',
  );
}
