import { describe, expect, test } from 'vitest';
import { MoraError, type ErrorCode } from '../../../src/core/errors.ts';
import type { CallRole } from '../../../src/core/provider.ts';
import { abortOf, failure, made, oneStage } from './one-stage.ts';

const { live, failWrites } = oneStage();

describe('a request that holds its answer', () => {
  const callOf = (run: CallRole<'text-to-image'>['run']): CallRole<'text-to-image'> => ({ kind: 'call', run });

  test('is sent once: its answer is kept before it is handed on', async () => {
    let calls = 0;
    const role = callOf(() => {
      calls += 1;
      return Promise.resolve(made);
    });
    expect(await live(role)).toEqual(made);
    expect(await live(role)).toEqual(made);
    expect(calls).toBe(1);
  });

  test.each([
    [3, 'is written down as soon as that can be'],
    [100, 'is not sent again where that cannot be for long'],
  ])('whose answer cannot be written down %s times %s', async (times) => {
    let calls = 0;
    const role = callOf(() => {
      calls += 1;
      return Promise.resolve(made);
    });
    failWrites('-ended', times);
    const first = live(role);
    if (times === 3) {
      expect(await first).toEqual(made);
      expect(await live(role)).toEqual(made);
    } else {
      await expect(first).rejects.toMatchObject({ code: 'unavailable' });
      await expect(live(role)).rejects.toMatchObject({ code: 'uncertain' });
    }
    expect(calls).toBe(1);
  });

  test('that was under way when its process died is not sent again', async () => {
    let calls = 0;
    const shutdown = new AbortController();
    const role = callOf(() => {
      calls += 1;
      return abortOf(shutdown.signal);
    });
    const first = live(role, { signal: shutdown.signal });
    await expect.poll(() => calls).toBe(1);
    shutdown.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    await expect(live(role)).rejects.toMatchObject({ code: 'uncertain', retryable: false });
    expect(calls).toBe(1);
  });

  test.each<[ErrorCode, number]>([
    ['provider-failed', 2],
    ['unavailable', 4],
    ['unauthorized', 4],
    ['refused', 4],
    ['uncertain', 1],
  ])('that ended with %s is sent %s times in four runs', async (code, sent) => {
    let calls = 0;
    const role = callOf(() => {
      calls += 1;
      return Promise.reject(failure(code));
    });
    for (let run = 0; run < 4; run += 1) await expect(live(role)).rejects.toBeInstanceOf(MoraError);
    expect(calls).toBe(sent);
  });
});
