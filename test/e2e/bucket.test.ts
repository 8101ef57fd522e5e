import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { startFakeS3 } from '../fakes/s3/fake-s3.ts';
import { playgroundClient } from '../support/playground-client.ts';
import { startProduct, startWorker } from '../support/product.ts';
import { hasRedis, startRedis } from '../support/servers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const patience = { timeout: 100_000, interval: 100 };

describe.skipIf(!hasRedis())('a studio with its artifacts in a bucket', () => {
  test('bot and worker share no folder; the video is made through trouble, and browsers get it from the bucket', async () => {
    await using redis = await startRedis();
    await using s3 = await startFakeS3();
    await using botFolder = await temporaryDirectory();
    await using workerFolder = await temporaryDirectory();
    const shared = {
      REDIS_URL: redis.url,
      S3_BUCKET: s3.bucket,
      S3_ENDPOINT: s3.url,
      S3_PUBLIC_ENDPOINT: s3.url,
      S3_ACCESS_KEY_ID: s3.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    };
    await using bot = await startProduct({ ...shared, MORA_DATA_DIR: botFolder.path, MORA_AGENTS: 'none' });
    await using worker = await startWorker({ ...shared, MORA_DATA_DIR: workerFolder.path });
    const client = playgroundClient(bot.url);
    s3.fault({ method: 'PUT', kind: 'status', status: 503, times: 3 });
    s3.fault({ method: 'GET', key: 'bytes/', kind: 'cut', times: 2 });
    await client.say('/mora t2v a paper boat --duration 1');
    await expect.poll(async () => (await client.results()).map(({ status }) => status), patience).toEqual(['done']);

    const [result] = await client.results();
    const video = new URL(`playground/files/${result?.clip?.video}`, bot.url);
    const answer = await fetch(video, { redirect: 'manual' });
    expect(answer.status).toBe(307);
    const link = answer.headers.get('location') ?? '';
    expect(new URL(link).origin).toBe(s3.url);
    const page = await fetch(bot.url);
    expect(page.headers.get('content-security-policy')).toContain(`media-src 'self' ${s3.url};`);
    const bytes = Buffer.from(await (await fetch(link)).arrayBuffer());
    const key = s3.seen.findLast((request) => request.startsWith('GET') && request.includes('bytes/')) ?? '';
    expect(key).toContain(createHash('sha256').update(bytes).digest('hex'));
    expect([await worker.stop(), await bot.stop()]).toEqual([0, 0]);
  }, 180_000);
});
