import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openS3ArtifactStore, type ConnectedStore } from '../../../src/core/artifacts/s3/s3-artifact-store.ts';
import type { S3Settings } from '../../../src/core/artifacts/s3/s3-settings.ts';
import { describeArtifactStore } from '../../contracts/artifact-store-contract.ts';
import { startFakeS3, type FakeS3 } from '../../fakes/s3/fake-s3.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const settingsOf = ({ url, bucket, accessKeyId, secretAccessKey }: FakeS3): S3Settings => ({
  bucket,
  region: 'us-east-1',
  endpoint: url,
  publicEndpoint: url,
  credentials: { accessKeyId, secretAccessKey },
});

describeArtifactStore('S3', async () => {
  const s3 = await startFakeS3();
  const store = await openS3ArtifactStore(settingsOf(s3));
  return {
    store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await s3[Symbol.asyncDispose]();
    },
  };
});

describe('artifacts in S3', () => {
  let s3: FakeS3;
  let store: ConnectedStore;
  beforeEach(async () => {
    s3 = await startFakeS3();
    store = await openS3ArtifactStore(settingsOf(s3));
  });
  afterEach(async () => {
    await store[Symbol.asyncDispose]();
    await s3[Symbol.asyncDispose]();
  });
  const bytes = randomBytes(300_000);
  const open = async (): Promise<Buffer> => {
    await using file = await store.open('task-a-video');
    return await readFile(file.path);
  };

  test('a large file goes in parts, and comes back as it was', async () => {
    await using directory = await temporaryDirectory();
    const large = randomBytes(20 * 1024 * 1024);
    const file = path.join(directory.path, 'large.mp4');
    await writeFile(file, large);
    await store.put('task-a-video', 'video/mp4', { path: file });
    expect(s3.seen.filter((request) => request.startsWith('PUT') && request.includes('bytes/'))).toHaveLength(3);
    expect((await open()).equals(large)).toBe(true);
  });

  test.each([
    ['an overloaded server', { kind: 'status', status: 503, times: 2 }],
    ['a broken one', { kind: 'status', status: 500, times: 2 }],
    ['one that another writer holds up', { kind: 'status', status: 409, times: 2 }],
    ['a lost answer', { kind: 'late' }],
    ['a slow one', { kind: 'slow' }],
  ] as const)('a put gets through to %s', async (_what, fault) => {
    const keys = 'status' in fault && fault.status === 409 ? ['facts/'] : ['facts/', 'bytes/'];
    for (const key of keys) s3.fault({ method: 'PUT', key, ...fault });
    const put = await store.put('task-a-video', 'video/mp4', { bytes });
    expect(await store.find('task-a-video')).toEqual(put);
    expect((await open()).equals(bytes)).toBe(true);
  });

  test('a body that breaks off is fetched again; what stays broken is told as such', async () => {
    await store.put('task-a-video', 'video/mp4', { bytes });
    s3.fault({ method: 'GET', key: 'bytes/', kind: 'cut', times: 2 });
    expect((await open()).equals(bytes)).toBe(true);
    s3.fault({ method: 'GET', key: 'bytes/', kind: 'cut', times: 3 });
    await expect(open()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });

  test('a server that is down fails what is asked, in words that say so', async () => {
    s3.fault({ method: 'GET', kind: 'status', status: 503, times: 20 });
    await expect(store.find('task-a-video')).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });

  test('no room is told as no room', async () => {
    s3.fault({ method: 'PUT', kind: 'status', status: 507, times: 20 });
    await expect(store.put('task-a-video', 'video/mp4', { bytes })).rejects.toMatchObject({ code: 'disk-full' });
    expect(await store.find('task-a-video')).toBeUndefined();
  });

  test('of many who write one id, the first stands for all of them', async () => {
    const writers = Array.from({ length: 8 }, (_, index) =>
      store.put('task-a-video', 'video/mp4', { bytes: new TextEncoder().encode(`writer ${index}`) }),
    );
    const puts = await Promise.all(writers);
    expect(new Set(puts.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(String(await open())).toMatch(/^writer \d$/u);
  });

  test('a link needs no key, gives parts, and ends', async () => {
    await store.put('task-a-video', 'video/mp4', { bytes });
    const link = (await store.link?.('task-a-video', { forMs: 60_000 })) ?? '';
    const part = await fetch(link, { headers: { range: 'bytes=10-19' } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true);
    const other = link.replace(/X-Amz-Signature=[0-9a-f]{4}/u, 'X-Amz-Signature=0000');
    expect((await fetch(other)).status).toBe(403);
    const past = (await store.link?.('task-a-video', { forMs: -1_000 })) ?? '';
    expect((await fetch(past)).status).toBe(403);
  });

  test.each([
    [
      'another key',
      (settings: S3Settings) => ({ ...settings, credentials: { accessKeyId: 'OTHER', secretAccessKey: 'x' } }),
      /S3_ACCESS_KEY_ID/u,
    ],
    [
      'another secret',
      (settings: S3Settings) => ({ ...settings, credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'x' } }),
      /S3_SECRET_ACCESS_KEY/u,
    ],
    ['no such bucket', (settings: S3Settings) => ({ ...settings, bucket: 'elsewhere' }), /S3_BUCKET/u],
  ])('%s is told to the operator', async (_what, change, sentence) => {
    const opening = openS3ArtifactStore(change(settingsOf(s3)));
    await expect(opening).rejects.toMatchObject({
      code: 'configuration',
      userMessage: expect.stringMatching(sentence),
    });
  });

  test('a server that lets a second writer overwrite is not used: two workers could pay for the same', async () => {
    s3.ignoreConditions();
    await expect(openS3ArtifactStore(settingsOf(s3))).rejects.toMatchObject({
      code: 'configuration',
      userMessage: expect.stringContaining('If-None-Match'),
    });
  });
});
