import { S3ServiceException } from '@aws-sdk/client-s3';
import { MoraError } from '../../errors.ts';

/** What servers say where there is no room left, or no more may be kept. */
const noRoom: ReadonlySet<string> = new Set([
  'QuotaExceeded',
  'StorageFull',
  'XMinioStorageFull',
  'InsufficientStorage',
]);

const missing: ReadonlySet<string> = new Set(['NoSuchKey', 'NotFound']);

/** Whether the server says that there is no such object. */
export function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && missing.has(error.name);
}

/** Whether a write was refused because the key is taken. */
export function isTaken(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
}

/** Whether another write of the same key was under way: nobody knows yet which of them stands. */
export function isContended(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 409;
}

/** What a failed request means for whoever works with artifacts. Aborts stay what they are. */
export function toStoreFailure(error: unknown): unknown {
  if (error instanceof MoraError) return error;
  if (error instanceof Error && error.name === 'AbortError') return error;
  if (!(error instanceof S3ServiceException))
    return unreachable(error, error instanceof Error ? error.name : 'unknown');
  const status = error.$metadata.httpStatusCode ?? 0;
  if (noRoom.has(error.name) || status === 507) {
    return new MoraError(
      'disk-full',
      'The studio has no room left for files. Ask its operator to make some, then try again.',
      { cause: error, detail: error.name },
    );
  }
  return unreachable(error, `${error.name} ${status}`);
}

function unreachable(cause: unknown, detail: string): MoraError {
  return new MoraError('unavailable', 'The files of the studio cannot be reached just now. Please try again soon.', {
    cause,
    detail,
  });
}

/** Does a request; what fails is told in our terms. */
export async function withStoreFailures<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toStoreFailure(error);
  }
}
