import { expect, test } from 'vitest';
import { openHealthServer } from '../../src/cli/health-server.ts';
import { MoraError } from '../../src/core/errors.ts';
import { silentLogger } from '../../src/core/log.ts';
import { hasRedis, startRedis } from '../support/servers.ts';
import { startWorker } from '../support/product.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { createServer } from 'node:net';
import { once } from 'node:events';

const logger = silentLogger();

test('says how the process is, and nothing else', async () => {
  let trouble: Error | undefined;
  const check = async (): Promise<void> => {
    await Promise.resolve();
    if (trouble !== undefined) throw trouble;
  };
  await using server = await openHealthServer({ port: 0, logger, check });
  const ask = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${server.port}${path}`);
  const well = await ask('/healthz?by=probe');
  expect(well.status).toBe(200);
  expect(await well.json()).toEqual({ status: 'ok' });
  trouble = new MoraError('unavailable', 'starting or stopping');
  const ill = await ask('/healthz');
  expect(ill.status).toBe(503);
  expect(await ill.json()).toEqual({ status: 'unavailable', reason: 'starting or stopping' });
  trouble = new Error('password=secret');
  expect(await (await ask('/healthz')).text()).not.toContain('secret');
  expect((await ask('/queues')).status).toBe(404);
  expect((await ask('/playground')).status).toBe(404);
  await expect(openHealthServer({ port: server.port, logger, check })).rejects.toThrow(/^port-in-use: /u);
});

test.skipIf(!hasRedis())('a worker is healthy while its queue is there', async () => {
  const redis = await startRedis();
  await using directory = await temporaryDirectory();
  try {
    const port = await freePort();
    await using worker = await startWorker({
      REDIS_URL: redis.url,
      MORA_DATA_DIR: directory.path,
      MORA_AGENTS: 'prompt',
      MORA_HEALTH_PORT: String(port),
      LOG_LEVEL: 'silent',
    });
    const status = async (): Promise<number> => (await fetch(`http://127.0.0.1:${port}/healthz`)).status;
    expect(await status()).toBe(200);
    await redis[Symbol.asyncDispose]();
    await expect.poll(status).toBe(503);
    await worker.kill();
  } finally {
    await redis[Symbol.asyncDispose]();
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a port has a number');
  return address.port;
}
