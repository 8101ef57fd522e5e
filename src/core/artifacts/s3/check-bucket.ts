import { randomUUID } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import { MoraError } from '../../errors.ts';
import { isTaken } from './s3-failure.ts';

/**
 * Tries what the store needs of a bucket: to write, read and remove, and that of two writers of one key only the first
 * is taken. Throws `configuration` with a sentence for the operator.
 */
export async function checkBucket(client: S3Client, bucket: string, signal?: AbortSignal): Promise<void> {
  const object = { Bucket: bucket, Key: `probes/${randomUUID()}` };
  const options = signal === undefined ? {} : { abortSignal: signal };
  const put = new PutObjectCommand({ ...object, Body: 'a probe', IfNoneMatch: '*' });
  const step = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      throw refused(what, bucket, error);
    }
  };
  await step('write to', () => client.send(put, options));
  const second = await client.send(put, options).then(
    () => undefined,
    (error: unknown) => error,
  );
  await step('read from', async () =>
    (await client.send(new GetObjectCommand(object), options)).Body?.transformToString(),
  );
  await step('remove from', () => client.send(new DeleteObjectCommand(object), options));
  if (second !== undefined && isTaken(second)) return;
  throw new MoraError(
    'configuration',
    'The server at S3_ENDPOINT does not heed “If-None-Match: *”, by which two workers are kept from paying for the same. Use a server that does: Amazon S3, MinIO, Ceph, SeaweedFS or Cloudflare R2 in their versions of today.',
    { cause: second },
  );
}

const sentences: Readonly<Record<string, string>> = {
  NoSuchBucket: 'There is no such bucket: create it, or mend S3_BUCKET.',
  AccessDenied:
    'These credentials may not do that: give them s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket.',
  InvalidAccessKeyId: 'S3_ACCESS_KEY_ID is not known there.',
  SignatureDoesNotMatch: 'S3_SECRET_ACCESS_KEY does not belong to S3_ACCESS_KEY_ID.',
  CredentialsProviderError: 'There are no credentials: set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.',
};

function refused(what: string, bucket: string, cause: unknown): MoraError {
  const name = cause instanceof Error ? cause.name : 'unknown';
  const status = cause instanceof S3ServiceException ? (cause.$metadata.httpStatusCode ?? 0) : 0;
  const hint = sentences[name] ?? 'Check S3_ENDPOINT, S3_REGION and that the server runs.';
  return new MoraError('configuration', `The studio could not ${what} the bucket ${bucket}. ${hint}`, {
    cause,
    detail: `${name} ${status}`,
  });
}
