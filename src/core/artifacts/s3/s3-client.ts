import { S3Client } from '@aws-sdk/client-s3';
import type { S3Settings } from './s3-settings.ts';

/** Tries of one request; the SDK waits longer before each, with jitter. */
export const maxAttempts = 5;

/** A client of the server that the settings name, by the address given. */
export function createS3Client({ region, credentials }: S3Settings, endpoint: string | undefined): S3Client {
  return new S3Client({
    region,
    maxAttempts,
    // Servers other than Amazon's seldom have a name for each bucket.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials: { ...credentials } }),
    // Amazon's own checksums are not known everywhere; ours stand beside the bytes.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
  });
}
