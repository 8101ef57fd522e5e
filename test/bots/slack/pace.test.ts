import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPace as createClockPace, type CallPace, type PacedCall } from '../../../src/bots/slack/pace.ts';

const never = new AbortController().signal;
const minuteMs = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A pace on the fake clock, which has no timers of node:timers/promises. */
function createPace(): CallPace {
  return createClockPace((delayMs, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, delayMs);
    const leave = (): void => reject(signal.reason);
    signal.addEventListener('abort', leave);
    return promise.finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    });
  });
}

/** Calls that end at once, by the time at which each had its turn. */
function callMany(pace: CallPace, call: PacedCall, count: number): number[] {
  const turns: number[] = [];
  for (let index = 0; index < count; index += 1) void enterOnce(pace, call, () => turns.push(performance.now()));
  return turns;
}

async function enterOnce(pace: CallPace, call: PacedCall, work: () => unknown, signal = never): Promise<void> {
  const ended = await pace.enter(call, signal);
  work();
  ended();
}

/** The most that were in any stretch of time. */
function mostWithin(turns: readonly number[], windowMs: number): number {
  return Math.max(0, ...turns.map((from) => turns.filter((at) => at >= from && at < from + windowMs).length));
}

describe('calls of a method in a minute', () => {
  test.each([
    ['usergroups.list', 20],
    ['chat.update', 50],
    ['conversations.history', 50],
    ['users.info', 100],
    ['a.method.of.tomorrow', 100],
  ])('%s: never more than its tier takes', async (method, tier) => {
    const turns = callMany(createPace(), { method }, tier * 3);
    await vi.advanceTimersByTimeAsync(0);
    const atOnce = turns.length;
    expect(atOnce).toBeLessThanOrEqual(tier);
    expect(atOnce).toBeGreaterThan(tier * 0.8);
    await vi.advanceTimersByTimeAsync(minuteMs * 4);
    expect(turns).toHaveLength(tier * 3);
    expect(mostWithin(turns, minuteMs)).toBeLessThanOrEqual(tier);
  });

  test('are counted over all channels', async () => {
    const pace = createPace();
    const turns: number[] = [];
    for (let index = 0; index < 250; index += 1) {
      const call = { method: 'files.completeUploadExternal', channel: `C${index}` };
      void enterOnce(pace, call, () => turns.push(performance.now()));
    }
    await vi.advanceTimersByTimeAsync(minuteMs * 4);
    expect(turns).toHaveLength(250);
    expect(mostWithin(turns, minuteMs)).toBeLessThanOrEqual(100);
  });

  test('are counted for each method on its own', async () => {
    const pace = createPace();
    callMany(pace, { method: 'usergroups.list' }, 100);
    const others = callMany(pace, { method: 'users.info' }, 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(others).toHaveLength(1);
  });

  test('count from their end, as Slack may have them that late', async () => {
    const pace = createPace();
    const ends: (() => void)[] = [];
    const call = { method: 'usergroups.list' };
    for (let index = 0; index < 18; index += 1) ends.push(await pace.enter(call, never));
    const turns = callMany(pace, call, 1);
    await vi.advanceTimersByTimeAsync(minuteMs * 2);
    expect(turns).toEqual([]);
    for (const end of ends) end();
    await vi.advanceTimersByTimeAsync(minuteMs - 1_000);
    expect(turns).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(turns).toHaveLength(1);
  });
});

describe('messages in a channel', () => {
  const post = { method: 'chat.postMessage', channel: 'C1' };

  test('are four at once, then less than one a second', async () => {
    const turns = callMany(createPace(), post, 30);
    await vi.advanceTimersByTimeAsync(0);
    expect(turns).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(turns).toHaveLength(30);
    expect(mostWithin(turns, 5_000)).toBe(4);
  });

  test('count together with files that become messages', async () => {
    const pace = createPace();
    callMany(pace, post, 4);
    const files = callMany(pace, { method: 'files.completeUploadExternal', channel: 'C1' }, 1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(files).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(files).toHaveLength(1);
  });

  test('hold up no other channel and no other method', async () => {
    const pace = createPace();
    callMany(pace, post, 20);
    const elsewhere = callMany(pace, { ...post, channel: 'C2' }, 3);
    const update = callMany(pace, { method: 'chat.update', channel: 'C1' }, 10);
    const privately = callMany(pace, { method: 'files.completeUploadExternal' }, 10);
    await vi.advanceTimersByTimeAsync(0);
    expect([elsewhere.length, update.length, privately.length]).toEqual([3, 10, 10]);
  });
});

describe('who waits', () => {
  const call = { method: 'usergroups.list' };

  test('is served first come, first served', async () => {
    const pace = createPace();
    const served: number[] = [];
    for (let index = 0; index < 50; index += 1) void enterOnce(pace, call, () => served.push(index));
    await vi.advanceTimersByTimeAsync(minuteMs * 3);
    expect(served).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });

  test('can leave, and leaves no timer and no gap', async () => {
    const pace = createPace();
    const post = { method: 'chat.postMessage', channel: 'C1' };
    callMany(pace, post, 4);
    await vi.advanceTimersByTimeAsync(0);
    const leaving = new AbortController();
    const left = pace.enter(post, leaving.signal).catch((error: unknown) => error);
    const next = callMany(pace, post, 3);
    await vi.advanceTimersByTimeAsync(100);
    leaving.abort(new Error('left'));
    expect(await left).toMatchObject({ message: 'left' });
    await vi.advanceTimersByTimeAsync(5_500);
    expect(next).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('and leaves before its turn takes none', async () => {
    const pace = createPace();
    callMany(pace, call, 18);
    await vi.advanceTimersByTimeAsync(0);
    const waits = Array.from({ length: 40 }, () => pace.enter(call, AbortSignal.abort(new Error('left'))));
    expect((await Promise.allSettled(waits)).every(({ status }) => status === 'rejected')).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('in one line gives back its turn of another where it leaves', async () => {
    const pace = createPace();
    const post = { method: 'files.completeUploadExternal', channel: 'C1' };
    // The method's own line is full; that of the channel is not.
    for (let index = 0; index < 90; index += 1) {
      callMany(pace, { ...post, channel: `C${index + 2}` }, 1);
    }
    await vi.advanceTimersByTimeAsync(0);
    const leaving = new AbortController();
    const left = [1, 2, 3].map(() => pace.enter(post, leaving.signal));
    await vi.advanceTimersByTimeAsync(0);
    leaving.abort();
    await Promise.allSettled(left);
    const turns = callMany(pace, post, 3);
    await vi.advanceTimersByTimeAsync(minuteMs + 5_000);
    expect(turns).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a rest', () => {
  test('that is longer than a minute is not waited for', async () => {
    const pace = createPace();
    const call = { method: 'users.info' };
    pace.rest(call, 1_800_000);
    await expect(pace.enter(call, new AbortController().signal)).rejects.toMatchObject({ code: 'unavailable' });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('holds everybody back, who waits already, too', async () => {
    const pace = createPace();
    const call = { method: 'chat.update', channel: 'C1' };
    const early = callMany(pace, call, 1);
    await vi.advanceTimersByTimeAsync(0);
    pace.rest(call, 20_000);
    const late = callMany(pace, { ...call, channel: 'C2' }, 5);
    const others = callMany(pace, { method: 'users.info' }, 1);
    await vi.advanceTimersByTimeAsync(10_000);
    // A shorter rest does not cut a longer one short.
    pace.rest(call, 1_000);
    await vi.advanceTimersByTimeAsync(9_900);
    expect([early.length, late.length, others.length]).toEqual([1, 0, 1]);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(late).toHaveLength(5);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('of a message is one of its channel', async () => {
    const pace = createPace();
    const post = { method: 'chat.postMessage', channel: 'C1' };
    pace.rest(post, 30_000);
    const here = callMany(pace, post, 1);
    const elsewhere = callMany(pace, { ...post, channel: 'C2' }, 1);
    await vi.advanceTimersByTimeAsync(29_000);
    expect([here.length, elsewhere.length]).toEqual([0, 1]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(here).toHaveLength(1);
  });

  test('is not forgotten while others come and go', async () => {
    const pace = createPace();
    const post = { method: 'chat.postMessage', channel: 'C1' };
    pace.rest(post, 30_000);
    for (let index = 0; index < 20; index += 1) {
      callMany(pace, { ...post, channel: `C${index + 2}` }, 1);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    const here = callMany(pace, post, 1);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(here).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(here).toHaveLength(1);
  });
});

test('a busy lane is not forgotten for another channel', async () => {
  const pace = createPace();
  const post = { method: 'chat.postMessage', channel: 'C1' };
  const turns = callMany(pace, post, 6);
  for (let index = 0; index < 12; index += 1) {
    callMany(pace, { ...post, channel: `C${index + 2}` }, 1);
    await vi.advanceTimersByTimeAsync(250);
  }
  const later = callMany(pace, post, 6);
  await vi.advanceTimersByTimeAsync(30_000);
  turns.push(...later);
  expect(turns).toHaveLength(12);
  expect(mostWithin(turns, 5_000)).toBeLessThanOrEqual(4);
});
