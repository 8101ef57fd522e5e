import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { MoraError } from '../../errors.ts';
import { artifactSchema, type Artifact, type ArtifactId, type MediaType } from '../artifact.ts';
import type { ArtifactSource, ArtifactStore, ByteRange, LinkOptions, LocalFile } from '../artifact-store.ts';
import { checkBucket } from './check-bucket.ts';
import { createS3Client, maxAttempts } from './s3-client.ts';
import { isContended, isMissing, isTaken, withStoreFailures } from './s3-failure.ts';
import type { S3Settings } from './s3-settings.ts';

/** The smallest part that S3 takes is 5 MiB; two of these at a time bound what an upload holds in memory. */
const partBytes = 8 * 1024 * 1024;
const partsAtOnce = 2;

const removalsAtOnce = 8;

/** Milliseconds until a write that met another one is tried again; each further wait is longer by as much. */
const contendedMs = 50;

/** Downloads of one file before it counts as damaged. */
const maxDownloads = 3;

/** An artifact store with connections of its own. */
export interface ConnectedStore extends ArtifactStore, AsyncDisposable {}

/**
 * Artifacts as objects of a bucket: `bytes/<id>.<sha256>` holds the bytes, `facts/<id>` the facts, which name them. The
 * facts are written last and only where there are none, so an id is absent or whole, and the first of two writers stands.
 * Throws `configuration` where the bucket cannot be used.
 */
export async function openS3ArtifactStore(settings: S3Settings, signal?: AbortSignal): Promise<ConnectedStore> {
  const { bucket, endpoint, publicEndpoint } = settings;
  const client = createS3Client(settings, endpoint);
  try {
    await checkBucket(client, bucket, signal);
  } catch (error) {
    client.destroy();
    throw error;
  }
  const publicClient = publicEndpoint === undefined ? undefined : createS3Client(settings, publicEndpoint);
  const objects = openObjects(client, bucket);
  const copies = await mkdtemp(path.join(tmpdir(), 'mora-artifacts-'));

  async function find(id: ArtifactId): Promise<Artifact | undefined> {
    const text = await objects.text(factsKey(id));
    return text === undefined ? undefined : artifactSchema.parse(JSON.parse(text));
  }

  async function demand(id: ArtifactId): Promise<Artifact> {
    const artifact = await find(id);
    if (artifact !== undefined) return artifact;
    throw new MoraError('not-found', 'This file is no longer kept. Send it again to go on from it.', { detail: id });
  }

  async function put(
    id: ArtifactId,
    mediaType: MediaType,
    source: ArtifactSource,
    aborting?: AbortSignal,
  ): Promise<Artifact> {
    aborting?.throwIfAborted();
    const kept = await find(id);
    if (kept !== undefined) return kept;
    const artifact: Artifact = { id, mediaType, ...(await measure(source)) };
    await objects.write(bytesKey(artifact), source, mediaType, aborting);
    const isFirst = await objects.writeOnce(factsKey(id), JSON.stringify(artifact));
    if (isFirst) return artifact;
    const first = await demand(id);
    if (first.sha256 !== artifact.sha256) await objects.remove([bytesKey(artifact)]);
    return first;
  }

  async function download(artifact: Artifact, file: string, aborting?: AbortSignal): Promise<boolean> {
    const hash = createHash('sha256');
    const body = await objects.stream(bytesKey(artifact), undefined, aborting);
    async function* counted(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of bytes) {
        hash.update(chunk);
        yield chunk;
      }
    }
    await pipeline(body, counted, createWriteStream(file), ...(aborting === undefined ? [] : [{ signal: aborting }]));
    return hash.digest('hex') === artifact.sha256;
  }

  async function openFile(id: ArtifactId, aborting?: AbortSignal): Promise<LocalFile> {
    const artifact = await demand(id);
    const file = path.join(copies, randomUUID());
    const dispose = (): Promise<void> => rm(file, { force: true });
    let failure: unknown;
    for (let tries = 0; tries < maxDownloads; tries += 1) {
      try {
        if (await download(artifact, file, aborting)) return { path: file, [Symbol.asyncDispose]: dispose };
      } catch (error) {
        // A body that breaks off is not tried again by the SDK.
        failure = error;
        if (aborting?.aborted === true || (error instanceof MoraError && !error.retryable)) break;
      }
    }
    await dispose();
    aborting?.throwIfAborted();
    if (failure instanceof MoraError) throw failure;
    throw new MoraError('unavailable', 'The files of the studio cannot be reached just now. Please try again soon.', {
      cause: failure,
      detail: `${id} came damaged ${maxDownloads} times`,
    });
  }

  async function removeAll(prefix: string, except: readonly ArtifactId[] = []): Promise<void> {
    const kept = new Set(except);
    // Facts first: bytes without facts are absent already.
    for (const folder of ['facts/', 'bytes/'] as const) {
      for await (const keys of objects.list(`${folder}${prefix}`)) {
        await objects.remove(keys.filter((key) => !kept.has(idOf(key))));
      }
    }
  }

  async function link(id: ArtifactId, { forMs, fileName }: LinkOptions): Promise<string | undefined> {
    if (publicClient === undefined) return undefined;
    const artifact = await demand(id);
    const disposition = fileName === undefined ? 'inline' : `attachment; filename="${fileName}"`;
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: bytesKey(artifact),
      ResponseContentType: artifact.mediaType,
      ResponseContentDisposition: disposition,
    });
    return getSignedUrl(publicClient, command, { expiresIn: Math.ceil(forMs / 1_000) });
  }

  return {
    put: (...args) => withStoreFailures(() => put(...args)),
    find: (id) => withStoreFailures(() => find(id)),
    read: (id, range) =>
      withStoreFailures(async () => {
        const stream = await objects.stream(bytesKey(await demand(id)), range);
        // Node types the web stream it makes without the kind of its chunks; a body's chunks are bytes.
        return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
      }),
    open: (...args) => withStoreFailures(() => openFile(...args)),
    remove: (id) =>
      withStoreFailures(async () => {
        await objects.remove([factsKey(id)]);
        for await (const keys of objects.list(`bytes/${id}.`)) await objects.remove(keys);
      }),
    removeAll: (...args) => withStoreFailures(() => removeAll(...args)),
    freeBytes: () => Promise.resolve(undefined),
    link: (...args) => withStoreFailures(() => link(...args)),
    async [Symbol.asyncDispose]() {
      client.destroy();
      publicClient?.destroy();
      await rm(copies, { recursive: true, force: true });
    },
  };
}

const factsKey = (id: ArtifactId): string => `facts/${id}`;
const bytesKey = ({ id, sha256 }: Artifact): string => `bytes/${id}.${sha256}`;

/** The artifact of a key: ids have no dot and no slash. */
function idOf(key: string): string {
  return key.slice(key.indexOf('/') + 1).split('.')[0] ?? '';
}

async function measure(source: ArtifactSource): Promise<Pick<Artifact, 'sizeBytes' | 'sha256'>> {
  const hash = createHash('sha256');
  if ('bytes' in source) {
    return { sizeBytes: source.bytes.byteLength, sha256: hash.update(source.bytes).digest('hex') };
  }
  await pipeline(createReadStream(source.path), hash);
  return { sizeBytes: (await stat(source.path)).size, sha256: hash.digest('hex') };
}

/** What the store asks of a bucket, request by request. */
function openObjects(client: S3Client, bucket: string) {
  async function stream(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable> {
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ...(range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` }),
    });
    const { Body } = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
    if (Body instanceof Readable) return Body;
    throw new TypeError('a body came in a form that is not of Node');
  }

  return {
    stream,
    /** A small object as text, or undefined where there is none. */
    async text(key: string): Promise<string | undefined> {
      try {
        return await new Response(Readable.toWeb(await stream(key))).text();
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async write(key: string, source: ArtifactSource, mediaType: MediaType, signal?: AbortSignal): Promise<void> {
      const Body = 'path' in source ? createReadStream(source.path) : source.bytes;
      const upload = new Upload({
        client,
        params: { Bucket: bucket, Key: key, Body, ContentType: mediaType },
        partSize: partBytes,
        queueSize: partsAtOnce,
      });
      const abort = (): void => void upload.abort();
      signal?.addEventListener('abort', abort, { once: true });
      try {
        await upload.done();
      } finally {
        signal?.removeEventListener('abort', abort);
        if (Body instanceof Readable) Body.destroy();
      }
    },
    /** Writes a small object unless there is one; says whether it did. */
    async writeOnce(key: string, text: string): Promise<boolean> {
      const object = { Bucket: bucket, Key: key, Body: text, ContentType: 'application/json', IfNoneMatch: '*' };
      for (let tries = 1; ; tries += 1) {
        try {
          await client.send(new PutObjectCommand(object));
          return true;
        } catch (error) {
          if (isTaken(error)) return false;
          if (!isContended(error) || tries === maxAttempts) throw error;
          await sleep(contendedMs * tries);
        }
      }
    },
    /** Keys that begin with a prefix, a page at a time. */
    async *list(prefix: string): AsyncGenerator<string[]> {
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
        );
        const keys = (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
        if (keys.length > 0) yield keys;
        token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (token !== undefined);
    },
    /** Removes keys; those that are not there are no error. One by one: not every server takes a list. */
    async remove(keys: readonly string[]): Promise<void> {
      for (let from = 0; from < keys.length; from += removalsAtOnce) {
        const some = keys.slice(from, from + removalsAtOnce);
        await Promise.all(some.map((Key) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key }))));
      }
    },
  };
}
