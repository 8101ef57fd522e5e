import { MoraError } from '../../errors.ts';
import type { S3Settings } from './s3-settings.ts';

/** The variables that are about S3, each checked by itself before. */
export interface S3Environment {
  readonly S3_BUCKET?: string | undefined;
  readonly S3_REGION: string;
  readonly S3_ENDPOINT?: string | undefined;
  readonly S3_PUBLIC_ENDPOINT?: string | undefined;
  readonly S3_ACCESS_KEY_ID?: string | undefined;
  readonly S3_SECRET_ACCESS_KEY?: string | undefined;
}

/** The settings that they make together; undefined where artifacts stay on disk. Throws `configuration` where a part is missing. */
export function readS3Settings(environment: S3Environment): S3Settings | undefined {
  const {
    S3_BUCKET: bucket,
    S3_REGION: region,
    S3_ENDPOINT: endpoint,
    S3_PUBLIC_ENDPOINT: publicEndpoint,
  } = environment;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (bucket === undefined) {
    const lonely = [endpoint, publicEndpoint, accessKeyId, secretAccessKey].some((value) => value !== undefined);
    if (lonely) throw lacking('S3_BUCKET is missing: name the bucket for artifacts, or unset the other S3_ settings.');
    return undefined;
  }
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    const missing = accessKeyId === undefined ? 'S3_ACCESS_KEY_ID' : 'S3_SECRET_ACCESS_KEY';
    throw lacking(`${missing} is missing: set both keys, or neither where the machine has a role of its own.`);
  }
  return {
    bucket,
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(publicEndpoint === undefined ? {} : { publicEndpoint }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
  };
}

function lacking(sentence: string): MoraError {
  return new MoraError('configuration', `Mend these settings, then start again. ${sentence}`);
}
