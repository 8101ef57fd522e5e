import { expect, test, vi } from 'vitest';
import { createCoalescer } from '../../src/bots/coalescer.ts';
import { silentLogger } from '../../src/core/log.ts';

const pace = { intervalMs: 1_000, concurrency: 4, logger: silentLogger() };

test('many touches become one run now and one later, with the newest state', async () => {
  vi.useFakeTimers();
  try {
    let state = 0;
    const seen: number[] = [];
    const coalescer = createCoalescer(pace, () => Promise.resolve(void seen.push(state)));
    for (state = 1; state <= 50; state += 1) coalescer.touch('task-a');
    expect(seen).toEqual([1]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen).toEqual([1, 51]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen).toEqual([1, 51]);
    await coalescer.stop();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('one key does not hold up another, and a failure does not end the next', async () => {
  vi.useFakeTimers();
  try {
    const seen: string[] = [];
    const action = (key: string): Promise<void> => {
      seen.push(key);
      return key === 'a' ? Promise.reject(new Error('lost')) : Promise.resolve();
    };
    const coalescer = createCoalescer(pace, action);
    coalescer.touch('a');
    coalescer.touch('b');
    await vi.advanceTimersByTimeAsync(1_000);
    coalescer.touch('a');
    expect(seen).toEqual(['a', 'b', 'a']);
    await coalescer.stop();
    coalescer.touch('a');
    expect(seen).toEqual(['a', 'b', 'a']);
  } finally {
    vi.useRealTimers();
  }
});

test('only so many run at a time; the others follow in the order of their touch', async () => {
  const seen: string[] = [];
  const gates = new Map<string, () => void>();
  const action = (key: string): Promise<void> => {
    seen.push(key);
    return new Promise((resolve) => gates.set(key, resolve));
  };
  const coalescer = createCoalescer({ ...pace, concurrency: 2 }, action);
  for (const key of ['a', 'b', 'c', 'd', 'c']) coalescer.touch(key);
  expect(seen).toEqual(['a', 'b']);
  gates.get('b')?.();
  await expect.poll(() => seen).toEqual(['a', 'b', 'c']);
  for (const key of ['a', 'c']) gates.get(key)?.();
  await expect.poll(() => seen).toEqual(['a', 'b', 'c', 'd']);
  gates.get('d')?.();
  await coalescer.stop();
});

test('a group keeps within its count whatever the load, with the newest state, and holds up no other', async () => {
  vi.useFakeTimers();
  try {
    let state = 0;
    const runs: { key: string; atMs: number; state: number }[] = [];
    const perGroup = { count: 5, windowMs: 5_000 };
    const groupOf = (key: string): Promise<string | undefined> => Promise.resolve(key.split('-')[0]);
    const coalescer = createCoalescer({ ...pace, perGroup, groupOf }, (key) =>
      Promise.resolve(void runs.push({ key, atMs: performance.now(), state })),
    );
    const keys = Array.from({ length: 20 }, (_, number) => `busy-${number}`);
    for (state = 1; state <= 100; state += 1) {
      for (const key of keys) coalescer.touch(key);
      if (state === 50) coalescer.touch('calm-1');
      await vi.advanceTimersByTimeAsync(200);
    }
    const calm = runs.find(({ key }) => key === 'calm-1');
    expect(calm?.state).toBe(50);
    await vi.advanceTimersByTimeAsync(60_000);
    const busy = runs.filter(({ key }) => key !== 'calm-1');
    for (const { atMs } of busy) {
      const inWindow = busy.filter((one) => one.atMs >= atMs && one.atMs < atMs + perGroup.windowMs);
      expect(inWindow.length).toBeLessThanOrEqual(perGroup.count);
    }
    for (const key of keys) expect(busy.findLast((one) => one.key === key)?.state).toBeGreaterThanOrEqual(100);
    await coalescer.stop();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
