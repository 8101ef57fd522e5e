import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { playgroundClient } from '../support/playground-client.ts';
import { startProduct } from '../support/product.ts';
import { hasRedis, startRedis } from '../support/servers.ts';
import { testDataDirectory } from '../support/test-database.ts';

/** `npm run worker` as a process; resolves when it says that it is ready. */
async function startWorker(environment: Readonly<Record<string, string>>): Promise<AsyncDisposable> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts', 'worker'], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), once(child, 'exit')]);
  expect(String(first[0])).toContain('ready');
  return {
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      expect(child.exitCode).toBe(0);
    },
  };
}

describe.skipIf(!hasRedis())('on Redis', () => {
  test('a studio that works on nothing itself gets its video from a worker elsewhere', async () => {
    await using redis = await startRedis();
    await using directory = await testDataDirectory();
    const environment = { REDIS_URL: redis.url, MORA_DATA_DIR: directory.path };
    await using product = await startProduct({ ...environment, MORA_AGENTS: 'none' });
    const client = playgroundClient(product.url);
    const alone = await client.say('/mora t2v a boat --duration 1');
    expect(JSON.stringify(alone)).toContain('Nobody here can do');

    await using _worker = await startWorker(environment);
    await client.say('/mora t2v a boat --duration 1');
    await expect
      .poll(() => client.results(), { timeout: 60_000, interval: 100 })
      .toMatchObject([{ status: 'done', clip: { durationS: 1 } }]);
    expect(await product.stop()).toBe(0);
  }, 120_000);
});
