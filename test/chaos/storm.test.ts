import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { hasPostgres, hasRedis } from '../support/servers.ts';
import type { StormStore } from './storm/plan-storm.ts';

const main = fileURLToPath(new URL('storm/main.ts', import.meta.url));

/** A short storm in a process of its own, as `npm run test:chaos` runs a long one: all that it prints, and how it ended. */
async function blow(store: StormStore, seed: number, tasks: number): Promise<{ code: unknown; printed: string }> {
  const options = ['--store', store, '--seed', String(seed), '--tasks', String(tasks), '--quiet'];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const [code]: unknown[] = await once(child, 'close');
  return { code, printed };
}

// It looks for processes that were left behind in /proc. The long one is by hand: npm run test:chaos.
describe.skipIf(process.platform !== 'linux' || !hasPostgres() || !hasRedis())('a storm over a studio', () => {
  test.each([
    { store: 'redis', seed: 42, tasks: 8 },
    { store: 'postgres', seed: 7, tasks: 6 },
  ] as const)(
    'with its queue on $store breaks no promise',
    async ({ store, seed, tasks }) => {
      const { code, printed } = await blow(store, seed, tasks);
      expect(printed).toContain('Every promise held.');
      expect(code).toBe(0);
    },
    600_000,
  );
});
