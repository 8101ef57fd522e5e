import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cardOf } from '../../src/bots/card.ts';
import { costOf, deliveryOf } from '../../src/bots/delivery.ts';
import { makersOf } from '../../src/bots/makers.ts';
import { cardIn, deliveryIn } from '../../src/bots/shown-task.ts';
import { estimateText } from '../../src/bots/texts.ts';
import type { TaskRow } from '../../src/core/database/task-rows.ts';
import type { Clip, Outcome, StageRecord } from '../../src/core/outcome.ts';
import { linePlan } from '../support/plans.ts';
import { testDataDirectory } from '../support/test-database.ts';
import { openTestStudio, type TestStudio } from '../support/test-studio.ts';

const person = { platform: 'playground', id: 'ada', name: 'Ada' };

const turn = (label: string, costUsd?: number, agent: StageRecord['agent'] = 'image-to-video'): StageRecord => ({
  key: 'motion',
  agent,
  provider: 'zoo/wan',
  label,
  version: '1',
  ms: 1,
  ...(costUsd === undefined ? {} : { costUsd }),
});

function clipOf(...stages: readonly StageRecord[]): Clip {
  const facts = { width: 640, height: 360, fps: 24, frames: 24, durationS: 1, codec: 'h264' };
  const files = { video: 'task-a-video', poster: 'task-a-poster', sound: false, sizeBytes: 1, sha256: '0' };
  return { ...files, facts, seed: 1, prompt: 'a boat', stages: [...stages], notes: [], nsfw: false };
}

const done = (...stages: readonly StageRecord[]): Outcome => ({ status: 'done', clip: clipOf(...stages) });
const failed = (costUsd?: number): Outcome => ({
  status: 'failed',
  failure: { code: 'refused', userMessage: 'The model said no.', ...(costUsd === undefined ? {} : { costUsd }) },
});

describe('the end of a task', () => {
  const priceIn = (outcome: Outcome, prices = true): string | undefined =>
    deliveryOf(linePlan(), person, outcome, { prices }).facts.find(([name]) => name === 'Price')?.[1];

  test('says what all turns cost together', () => {
    expect(priceIn(done(turn('Wan', 0.05), turn('Wan', 0.07), turn('media work', undefined, 'finish')))).toBe('$0.12');
    expect(priceIn(done(turn('Wan', 0.002)))).toBe('under $0.01');
  });

  test('says nothing where it was free, where nobody knows, and where people do not want to see it', () => {
    expect(priceIn(done(turn('sketch')))).toBeUndefined();
    expect(priceIn(done(turn('sketch', 0)))).toBeUndefined();
    expect(priceIn(done(turn('Wan', 0.05)), false)).toBeUndefined();
  });

  test('says what a failure cost', () => {
    const textOf = (outcome: Outcome, prices = true) => deliveryOf(linePlan(), person, outcome, { prices }).text;
    expect(textOf(failed(0.05))).toBe('The model said no. This cost $0.05.');
    expect(textOf(failed(0.001))).toBe('The model said no. This cost under $0.01.');
    expect(textOf(failed(0))).toBe('The model said no.');
    expect(textOf(failed())).toBe('The model said no.');
    expect(textOf(failed(0.05), false)).toBe('The model said no.');
    expect(costOf({ status: 'cancelled', by: 'Ada' })).toBe(0);
  });
});

test('a card says what it will cost only where that is known and wanted', () => {
  const plan = { ...linePlan(), estimateUsd: 0.123 };
  const view = { task: rowOf(plan) };
  expect(cardOf(view, { prices: true }).estimateUsd).toBe(0.123);
  expect(cardOf(view)).not.toHaveProperty('estimateUsd');
  expect(cardOf({ task: rowOf(linePlan()) }, { prices: true })).not.toHaveProperty('estimateUsd');
  expect([estimateText(0.123), estimateText(0.0049)]).toEqual(['About $0.12', 'Under $0.01']);
});

test('makers are named once each, without plain media work, as many as fit', () => {
  expect(makersOf(clipOf(turn('A'), turn('B'), turn('A'), turn('media work', undefined, 'finish')))).toBe('A, B');
  expect(makersOf(clipOf())).toBe('');
  const many = makersOf(clipOf(...Array.from({ length: 40 }, (_, index) => turn(`Model ${index}`))));
  expect(many).toMatch(/^Model 0, .*Model \d+, …$/u);
  expect(many.length).toBeLessThan(210);
  expect(makersOf(clipOf(turn('x'.repeat(300))))).toHaveLength(300);
});

describe('a space', () => {
  let directory: Awaited<ReturnType<typeof testDataDirectory>>;
  let opened: TestStudio;
  beforeAll(async () => {
    directory = await testDataDirectory();
    opened = await openTestStudio(directory.path);
  });
  afterAll(async () => {
    await opened[Symbol.asyncDispose]();
    await directory[Symbol.asyncDispose]();
  });

  test('sees prices until its moderators hide them', async () => {
    const { studio } = opened;
    const plan = { ...linePlan(), estimateUsd: 0.1 };
    const task = rowOf(plan);
    const seen = async () => [
      (await cardIn(studio, { task })).estimateUsd,
      (await deliveryIn(studio, task, failed(0.05))).text,
    ];
    expect(await seen()).toEqual([0.1, 'The model said no. This cost $0.05.']);
    await studio.settings.change(plan.thread, () => ({ showPrice: false }));
    expect(await seen()).toEqual([undefined, 'The model said no.']);
  });
});

function rowOf(plan: TaskRow['plan']): TaskRow {
  return { plan, sourceId: 'm1', person, createdAt: new Date(0) };
}
