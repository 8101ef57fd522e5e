import path from 'node:path';
import type { ArtifactStore } from '../core/artifacts/artifact-store.ts';
import { openDiskArtifactStore } from '../core/artifacts/disk-artifact-store.ts';
import type { Config } from '../core/config.ts';

/** Opens the artifact store that the configuration names: a bucket, else the data directory. It ends with the stack. */
export async function openArtifacts(
  { s3, dataDir }: Pick<Config, 's3' | 'dataDir'>,
  opened: AsyncDisposableStack,
): Promise<ArtifactStore> {
  if (s3 === undefined) return openDiskArtifactStore(path.join(dataDir, 'artifacts'));
  // Its SDK is large: who keeps artifacts on disk does not wait for it.
  const { openS3ArtifactStore } = await import('../core/artifacts/s3/s3-artifact-store.ts');
  return opened.use(await openS3ArtifactStore(s3));
}
