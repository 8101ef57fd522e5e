import type { Config } from '../../core/config.ts';
import { toMoraError } from '../../core/errors.ts';
import type { Finding } from '../../core/finding.ts';

/** Somebody waits for the answer. */
const patienceMs = 8_000;

/** Where artifacts are; a bucket is tried: something is written, read and removed again. Never throws. */
export async function artifactFinding({ s3 }: Pick<Config, 's3'>): Promise<Finding> {
  if (s3 === undefined) {
    return { state: 'good', text: 'Artifacts: files in the data directory. For several machines set S3_BUCKET' };
  }
  const { openS3ArtifactStore } = await import('../../core/artifacts/s3/s3-artifact-store.ts');
  try {
    await using _store = await openS3ArtifactStore(s3, AbortSignal.timeout(patienceMs));
    return { state: 'good', text: `Artifacts: the bucket ${s3.bucket}, which can be written, read and emptied` };
  } catch (error) {
    return { state: 'bad', text: `Artifacts: ${toMoraError(error).userMessage}` };
  }
}
