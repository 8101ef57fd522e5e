import { afterEach, expect, test, vi } from 'vitest';
import { keepLock } from '../../../src/core/queue/keep-lock.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A job whose lock is asked for, and whatever its store says. */
function jobWith(answer: () => Promise<number>) {
  const tokens: string[] = [];
  return {
    tokens,
    extendLock: async (token: string, _ms: number): Promise<number> => {
      tokens.push(token);
      return answer();
    },
  };
}
const quiet = { lockMs: 30, onLost: () => undefined, onError: () => undefined };

test('a lock is renewed again and again, also while the clock of the day is set back', async () => {
  const job = jobWith(() => Promise.resolve(1));
  const realNow = Date.now;
  {
    using _lock = keepLock(job, 'mine', quiet);
    await expect.poll(() => job.tokens.length).toBeGreaterThan(2);
    vi.spyOn(Date, 'now').mockImplementation(() => realNow() - 60_000);
    const before = job.tokens.length;
    await expect.poll(() => job.tokens.length).toBeGreaterThan(before + 2);
  }
  expect(new Set(job.tokens)).toEqual(new Set(['mine']));
});

test('a lock that somebody else has is told of', async () => {
  const lost: string[] = [];
  using _lock = keepLock(
    jobWith(() => Promise.resolve(0)),
    'mine',
    { ...quiet, onLost: () => void lost.push('lost') },
  );
  await expect.poll(() => lost.length).toBeGreaterThan(0);
});

test('a store that does not answer is asked once, and what it fails with is told', async () => {
  const answer = Promise.withResolvers<number>();
  const errors: unknown[] = [];
  const job = jobWith(() => answer.promise);
  using _lock = keepLock(job, 'mine', { ...quiet, onError: (error) => void errors.push(error) });
  await expect.poll(() => job.tokens.length).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(job.tokens).toHaveLength(1);
  const away = new Error('the store is away');
  answer.reject(away);
  await expect.poll(() => errors).toContain(away);
});

test('a job that has ended is asked for no more', async () => {
  const job = jobWith(() => Promise.resolve(1));
  keepLock(job, 'mine', quiet)[Symbol.dispose]();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(job.tokens).toEqual([]);
});
