import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { planPipeline } from '../../../src/core/pipeline/plan-pipeline.ts';
import type { TaskPlan } from '../../../src/core/pipeline/plan.ts';
import { moraPipelines } from '../../../src/core/pipeline/pipelines.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import { crewOfOne } from '../../support/test-crew.ts';
import { openTestDatabase } from '../../support/test-database.ts';

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened[Symbol.asyncDispose]());

let count = 0;
beforeEach(() => {
  count += 1;
});

const someone = () => ({ platform: 'playground', id: `person-${count}`, name: 'Ada 🐠', moderator: false });

function plan(number = 0): TaskPlan {
  return planPipeline(
    {
      taskId: `task-${String(count).padStart(12, '0')}${String(number).padStart(12, '0')}`,
      thread: { platform: 'playground', space: 'local', channel: 'studio', thread: 'm1' },
      request: { kind: 't2v', prompt: 'a “boat”, it’s 100% $1 🐠', durationS: 5, ratio: '16:9', seed: 0 },
    },
    crewOfOne('sketch'),
    moraPipelines,
  );
}
const noBounds = { person: 0, personDay: 0, space: 0, all: 0 };
const cancelled: Outcome = { status: 'cancelled', by: 'Ada' };
const failed: Outcome = { status: 'failed', failure: { code: 'internal', userMessage: 'Sorry.' } };

describe('tasks', () => {
  test('of the first version, which knew less of a clip, are still read', async () => {
    const { tasks } = opened.database;
    await tasks.insert(plan(), `source-${count}`, someone());
    const facts = { width: 16, height: 16, fps: 24, frames: 24, durationS: 1, codec: 'h264' };
    const about = { facts, sizeBytes: 1, sha256: '0', seed: 0, prompt: 'a boat' };
    const stages = [{ agent: 'prompt', provider: 'sketch', label: 'sketch (no model)', ms: 5 }];
    const clip = { video: 'task-old-video', poster: 'task-old-poster', ...about, stages };
    // What was written then has not the shape that is written now.
    await tasks.end(plan().taskId, { status: 'done', clip } as unknown as Outcome);
    expect((await tasks.find(plan().taskId))?.outcome).toMatchObject({
      clip: { sound: false, notes: [], stages: [{ key: '', version: '', provider: 'sketch' }] },
    });
  });

  test('come back as they were recorded', async () => {
    const { tasks } = opened.database;
    expect(await tasks.insert(plan(), `source-${count}`, someone())).toBe(true);
    const found = await tasks.find(plan().taskId);
    expect(found).toMatchObject({ plan: plan(), sourceId: `source-${count}`, person: { name: 'Ada 🐠' } });
    expect(found?.outcome).toBeUndefined();
    expect(await tasks.findBySource('playground', `source-${count}`)).toEqual(found);
    expect(await tasks.find('task-0000000000000000000000aa')).toBeUndefined();
  });

  test('one source makes one task, also when two ask at once', async () => {
    const { tasks } = opened.database;
    const both = await Promise.all([
      tasks.insert(plan(), `source-${count}`, someone()),
      tasks.insert(plan(), `source-${count}`, someone()),
    ]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  test('end once: the first outcome stands', async () => {
    const { tasks } = opened.database;
    await tasks.insert(plan(), `source-${count}`, someone());
    expect(await tasks.end(plan().taskId, cancelled)).toEqual(cancelled);
    expect(await tasks.end(plan().taskId, failed)).toEqual(cancelled);
  });

  test('are undelivered until that is marked, oldest first', async () => {
    const { tasks } = opened.database;
    for (const number of [1, 2]) await tasks.insert(plan(number), `source-${count}-${number}`, someone());
    const mine = async (): Promise<string[]> =>
      (await tasks.undelivered('playground', () => undefined))
        .filter((task) => task.person.id === someone().id)
        .map((task) => task.plan.taskId);
    expect(await mine()).toEqual([plan(1).taskId, plan(2).taskId]);
    await tasks.markDelivered(plan(1).taskId, { place: 'thread' });
    expect(await mine()).toEqual([plan(2).taskId]);
    expect(await tasks.undelivered('discord', () => undefined)).toEqual([]);
  });

  test('that are undelivered are listed though one of them cannot be read', async () => {
    const { tasks } = opened.database;
    // As a newer program may have written it.
    await tasks.insert(
      { ...plan(1), stages: 'of another kind' } as unknown as TaskPlan,
      `source-${count}-1`,
      someone(),
    );
    await tasks.insert(plan(2), `source-${count}-2`, someone());
    const unreadable: string[] = [];
    const listed = await tasks.undelivered('playground', (taskId) => void unreadable.push(taskId));
    expect(listed.map((task) => task.plan.taskId)).toContain(plan(2).taskId);
    expect(unreadable).toEqual([plan(1).taskId]);
    await tasks.markDelivered(plan(1).taskId, { place: 'thread' });
  });

  test('count as open until they end, and are listed newest first', async () => {
    const { tasks } = opened.database;
    for (const number of [1, 2, 3]) await tasks.insert(plan(number), `source-${count}-${number}`, someone());
    const open = async (): Promise<number> => (await tasks.counts(someone(), plan(1).thread, noBounds)).person;
    expect(await open()).toBe(3);
    await tasks.end(plan(2).taskId, cancelled);
    expect(await open()).toBe(2);
    const { personDay } = await tasks.counts(someone(), plan(1).thread, { ...noBounds, personDay: 2 });
    expect(personDay).toBe(2);
    const recent = await tasks.recent(someone(), 2);
    expect(recent.map((task) => task.plan.taskId)).toEqual([plan(3).taskId, plan(2).taskId]);
  });
});

describe('stage runs', () => {
  test('are kept once, newest first, each agent and provider apart', async () => {
    const { stageRuns } = opened.database;
    const run = (stageId: string, ms: number) =>
      ({ stageId, agent: 'prompt', provider: `p${count}`, durationS: 5, ms }) as const;
    await stageRuns.record([]);
    await stageRuns.record([run(`a-${count}`, 1)]);
    await stageRuns.record([run(`a-${count}`, 2), run(`b-${count}`, 3)]);
    expect(await stageRuns.recent('prompt', `p${count}`)).toEqual([
      { durationS: 5, ms: 3 },
      { durationS: 5, ms: 1 },
    ]);
    expect(await stageRuns.recent('finish', `p${count}`)).toEqual([]);
  });
});

describe('records of an adapter', () => {
  const schema = z.object({ text: z.string() });
  const open = (name = 'messages') => opened.database.collection(`test.${name}-${count}`, schema);

  test('are inserted once', async () => {
    const records = open();
    const both = await Promise.all([
      records.insertOnce('a', { text: 'one' }),
      records.insertOnce('a', { text: 'two' }),
    ]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await records.list({ limit: 10 })).toHaveLength(1);
  });

  test('are forgotten but for the newest', async () => {
    const records = open('pruned');
    for (const key of ['a', 'b', 'c', 'd']) await records.put(key, { text: key });
    await records.prune(1);
    const kept = (await records.list({ limit: 10 })).map(({ key }) => key);
    expect(kept).toContain('d');
    expect(kept).not.toContain('a');
  });

  test('keep their place when they change', async () => {
    const records = open();
    await records.put('a', { text: 'one' });
    await records.put('b', { text: 'two' });
    await records.put('a', { text: 'one, changed' });
    const listed = await records.list({ limit: 10 });
    expect(listed.map(({ key, value }) => [key, value.text])).toEqual([
      ['a', 'one, changed'],
      ['b', 'two'],
    ]);
    expect(await records.lastPosition()).toBe(listed[1]?.position);
  });

  test('are listed in pages, oldest first in each', async () => {
    const records = open();
    for (const key of ['a', 'b', 'c', 'd']) await records.put(key, { text: key });
    const keys = (page: readonly { key: string }[]): string => page.map(({ key }) => key).join('');
    const newest = await records.list({ limit: 2 });
    expect(keys(newest)).toBe('cd');
    expect(keys(await records.list({ limit: 2, before: newest[0]?.position ?? 0 }))).toBe('ab');
    const [first] = await records.list({ limit: 4 });
    expect(keys(await records.list({ limit: 2, after: first?.position ?? 0 }))).toBe('bc');
  });

  test('of one collection do not show in another', async () => {
    await open('one').put('a', { text: 'x' });
    expect(await open('other').get('a')).toBeUndefined();
    expect(await open('other').lastPosition()).toBe(0);
  });

  test('that no longer fit their schema are not handed out', async () => {
    await opened.database.collection(`test.messages-${count}`, z.object({ text: z.number() })).put('a', { text: 1 });
    await expect(open().get('a')).rejects.toThrow('text');
  });

  test('go when they are deleted', async () => {
    const records = open();
    await records.put('a', { text: 'x' });
    await records.delete('a');
    await records.delete('a');
    expect(await records.get('a')).toBeUndefined();
  });
});
