import { describe, expect, it } from 'vitest';
import { failedReason } from '../../../../workers/providers/replicate/failed-reason.ts';
import { predictionSchema } from '../../../../workers/providers/replicate/prediction.ts';
import {
  askedSeconds,
  costOf,
  costOfNothing,
  expectedPrice,
  priceOf,
} from '../../../../workers/providers/replicate/price.ts';
import { createPace } from '../../../../workers/providers/replicate/pace.ts';
import { percentOf } from '../../../../workers/providers/replicate/progress.ts';
import { resetHintMs } from '../../../../workers/providers/replicate/reset-hint.ts';
import { replicateSettingsSchema } from '../../../../workers/providers/replicate/settings.ts';
import { standingOf } from '../../../../workers/providers/replicate/standing.ts';

describe('the share that a log tells', () => {
  it('is the newest of bars that carriage returns join', () => {
    expect(percentOf('  0%|   | 0/50\r 34%|███   | 17/50 [00:01<00:02]\r 98%|█████ | 49/50')).toBe(98);
    expect(percentOf('loading\n 12%|█  | 6/50\nnext\n  4%|   | 2/50')).toBe(4);
  });

  it('is unknown where the log has no bar', () => {
    expect(percentOf('')).toBeUndefined();
    expect(percentOf('seed 50% off, 1234%|, done')).toBeUndefined();
  });

  it('is found at the end of a log of megabytes', () => {
    expect(percentOf(`${'x'.repeat(3_000_000)}\r 61%|███ | 61/100`)).toBe(61);
  });
});

describe('the wait that a 429 tells', () => {
  it.each([
    ['Your rate limit for creating predictions is 600/min. Rate limit resets in ~30s.', 30_000],
    ['rate limit resets in 2m', 120_000],
    ['resets in ~250ms', 250],
    ['too fast', undefined],
  ])('%s', (body, expected) => {
    expect(resetHintMs(body)).toBe(expected);
  });
});

describe('why a prediction failed', () => {
  it.each([
    ['NSFW content detected. Try running it again, or try a different prompt.', 'refused'],
    ['The input or output was flagged as sensitive. Please try again with different inputs. (E005) (aB3)', 'refused'],
    ['Content moderated by the provider', 'refused'],
    ['Service is temporarily unavailable. Please try again later. (E004)', 'unavailable'],
    ['Prediction timed out while starting (code: E6716)', 'timed-out'],
    ['Invalid input: image must be a PNG', 'bad-input'],
    ['CUDA out of memory', 'provider-failed'],
    [{ some: 'object' }, 'provider-failed'],
    [null, 'provider-failed'],
  ] as const)('%s is %s', (words, code) => {
    const error = failedReason(words, 0.25);
    expect(error).toMatchObject({ code, costUsd: 0.25 });
    expect(error.userMessage).not.toMatch(/replicate|E00|CUDA/iu);
  });

  it('never tries a refusal again', () => {
    expect(failedReason('NSFW content', undefined).retryable).toBe(false);
  });
});

describe('what a prediction stands at', () => {
  const base = { id: 'abcd1234', status: 'processing', created_at: '2026-11-01T10:00:00.123456789Z' };
  const price = { 'machine-second': 0.002, typicalS: 20 };
  const standing = (given: Record<string, unknown>, nowMs = 0) =>
    standingOf(predictionSchema.parse({ ...base, ...given }), price, nowMs);

  it('takes a status that it does not know for a running one', () => {
    expect(standing({ status: 'queued-somehow' })).toEqual({ state: 'running', begun: true });
    expect(standing({ status: 'starting' })).toEqual({ state: 'running', begun: false });
  });

  it('takes one address and a list of them', () => {
    const metrics = { predict_time: 3.5 };
    const made = { state: 'made', result: { id: 'abcd1234', outputs: ['https://a/b'], predictTimeS: 3.5 } };
    expect(standing({ status: 'succeeded', output: 'https://a/b', metrics })).toEqual(made);
    expect(standing({ status: 'succeeded', output: ['https://a/b'], metrics })).toEqual(made);
  });

  it('is a failure without an output, and a loss where it was deleted', () => {
    const failed = (code: string) => ({ state: 'failed', error: { code } });
    expect(standing({ status: 'succeeded', output: null })).toMatchObject(failed('provider-failed'));
    expect(standing({ status: 'succeeded', output: [], data_removed: true })).toMatchObject(failed('output-lost'));
  });

  it('tells a stop from the end of the time that was given', () => {
    const deadline = '2026-11-01T10:25:00Z';
    const afterMs = Date.parse(deadline) + 1;
    expect(standing({ status: 'canceled', deadline }, afterMs)).toMatchObject({ error: { code: 'timed-out' } });
    expect(standing({ status: 'canceled', deadline }, afterMs - 60_000)).toMatchObject({
      error: { code: 'provider-failed' },
    });
    expect(standing({ status: 'canceled' })).toMatchObject({ error: { code: 'provider-failed' } });
    expect(standing({ status: 'aborted' })).toMatchObject({ error: { code: 'timed-out' } });
  });

  it('counts the time of the machine of a turn that failed', () => {
    expect(standing({ status: 'failed', error: 'broke', metrics: { predict_time: 10 } })).toMatchObject({
      error: { costUsd: 0.02 },
    });
  });
});

describe('prices', () => {
  it('are the ones that the operator sets', () => {
    const settings = replicateSettingsSchema.parse({
      prices: { still: { turn: 0.01 }, svd: { 'machine-second': 0.002 } },
    });
    expect(priceOf({ id: 'still', price: { second: 1 } }, settings)).toEqual({ turn: 0.01 });
    const svd = { id: 'svd', price: { 'machine-second': 0.001, typicalS: 70 } };
    expect(priceOf(svd, settings)).toEqual({ 'machine-second': 0.002, typicalS: 70 });
    expect(priceOf({ id: 'other', price: { turn: 1 } }, settings)).toEqual({ turn: 1 });
    expect(replicateSettingsSchema.safeParse({ prices: { still: { turn: -1 } } }).success).toBe(false);
    expect(replicateSettingsSchema.safeParse({ price: {} }).success).toBe(false);
  });

  it('come before and after a turn', () => {
    expect(expectedPrice({ second: 0.05 })).toEqual({ turnUsd: 0, secondUsd: 0.05 });
    expect(expectedPrice({ 'machine-second': 0.001, typicalS: 70 }).turnUsd).toBeCloseTo(0.07);
    expect(costOf({ second: 0.05 }, { videoS: 4 })).toBeCloseTo(0.2);
    expect(costOf({ turn: 0.3 }, { videoS: 4 })).toBe(0.3);
    expect(costOf({ 'machine-second': 0.001, typicalS: 70 }, { videoS: 4, predictTimeS: 50 })).toBeCloseTo(0.05);
    expect(costOf({ 'machine-second': 0.001, typicalS: 70 }, { videoS: 4 })).toBeUndefined();
    expect(costOfNothing({ turn: 0.3 }, 50)).toBeUndefined();
  });

  it('know how long a video was asked for', () => {
    expect(askedSeconds({ duration: 5 })).toBe(5);
    expect(askedSeconds({ num_frames: 80, frames_per_second: 16 })).toBe(5);
    expect(askedSeconds({ num_frames: 48, fps: 24 })).toBe(2);
    expect(askedSeconds({ prompt: 'x' })).toBeUndefined();
  });
});

describe('the pace of looking', () => {
  const prediction = (logs: string) => predictionSchema.parse({ id: 'abcd1234', status: 'processing', logs });

  it('is a second, and longer where so many are followed that an account would be refused', () => {
    const pace = createPace({ webhooks: false });
    expect(pace.step(prediction(''), { begun: true }).againMs).toBe(1_000);
    const waits = Array.from({ length: 100 }, (_, index) => {
      const one = predictionSchema.parse({ id: `many${index}`, status: 'processing' });
      return pace.step(one, { begun: true }).againMs ?? 0;
    });
    // 101 of them, each each four seconds: some 25 looks a second.
    expect(waits.at(-1)).toBe(4_040);
    for (let index = 0; index < 100; index += 1) pace.forget(`many${index}`);
    expect(pace.step(prediction(''), { begun: true }).againMs).toBe(1_000);
  });

  it('is slow where webhooks tell of the end, once it has begun', () => {
    const pace = createPace({ webhooks: true });
    expect(pace.step(prediction(''), { begun: false }).againMs).toBe(1_000);
    expect(pace.step(prediction(''), { begun: true }).againMs).toBe(30_000);
  });

  it('never shows less than before, and no end before the end', () => {
    const pace = createPace({ webhooks: false });
    const shares = ['', ' 80%|', ' 10%|', '100%|', ''].map(
      (logs) => pace.step(prediction(logs), { begun: true }).progress?.percent,
    );
    expect(shares).toEqual([undefined, 80, 80, 99, 99]);
  });
});
