import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { checkBounds, plainFairness, priorityOf, type Fairness } from '../../../src/core/studio/fairness.ts';
import { moraPipelines } from '../../../src/core/pipeline/pipelines.ts';
import { createStudio, type Studio } from '../../../src/core/studio/studio.ts';
import { createQuickProvider } from '../../fakes/quick-provider.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import type { TestStudio } from '../../support/test-studio.ts';
import { asked, never, withStudioIn } from './staffed-studio.ts';

describe('whose turn it is', () => {
  const weights = { friend: 3, patron: 10 };
  const fairness: Fairness = { ...plainFairness, weights };

  test('comes the later the more they have under way, and never before the first', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(1_000), fc.subarray(['friend', 'patron', 'other']), (open, more, roles) => {
        const now = priorityOf(open, { roles }, fairness);
        expect(now).toBeGreaterThanOrEqual(1);
        expect(priorityOf(open + more, { roles }, fairness)).toBeGreaterThanOrEqual(now);
        expect(priorityOf(open, { roles: [...roles, 'patron'] }, fairness)).toBeLessThanOrEqual(now);
        expect(priorityOf(0, { roles }, fairness)).toBe(1);
      }),
    );
  });

  test('counts the weightiest role', () => {
    expect(priorityOf(30, { roles: [] }, fairness)).toBe(31);
    expect(priorityOf(30, { roles: ['friend', 'patron', 'constructor'] }, fairness)).toBe(4);
  });
});

describe('how much there may be', () => {
  const few = { person: 2, personDay: 5, space: 7, all: 9 };
  const fairness: Fairness = { ...few, weights: {} };
  const none = { person: 0, personDay: 0, space: 0, all: 0 };

  test.each(['person', 'personDay', 'space', 'all'] as const)('is bounded by %s', (bound) => {
    checkBounds({ ...none, [bound]: few[bound] - 1 }, fairness);
    const check = (): void => checkBounds({ ...none, [bound]: few[bound] }, fairness);
    expect(check).toThrow(
      expect.objectContaining({ code: 'unavailable', userMessage: expect.stringContaining(String(few[bound])) }),
    );
    checkBounds({ ...none, [bound]: 1_000_000 }, { ...fairness, [bound]: 0 });
  });
});

describe('many requests at once', () => {
  let directory: Awaited<ReturnType<typeof testDataDirectory>>;
  beforeEach(async () => {
    directory = await testDataDirectory();
  });
  afterEach(() => directory[Symbol.asyncDispose]());

  const studioOf = (opened: TestStudio, fairness: Fairness): Studio => {
    const refuse = (): Promise<never> => Promise.reject(new Error('nothing comes in'));
    const arrangement = { pipelines: moraPipelines, preferences: {}, fairness };
    return createStudio({ ...opened, takeImage: refuse, takeVideo: refuse, logger: silentLogger(), arrangement });
  };

  test('of one person get turns one after the other; another person goes between', async () => {
    await withStudioIn(
      directory.path,
      async (opened) => {
        const order: string[] = [];
        const release = Promise.withResolvers<void>();
        const crew = createQuickProvider(async (agent, { stageId }) => {
          if (agent !== 'text-to-image') return;
          order.push(stageId);
          await release.promise;
        });
        await opened.work(crew);
        const studio = studioOf(opened, { ...plainFairness, person: 0 });
        const flood = await Promise.all(
          Array.from({ length: 40 }, (_, index) => studio.submit(asked(`flood-${index}`), never)),
        );
        const turns = await Promise.all(
          flood.map(async ({ taskId }) => (await studio.find(taskId))?.plan.turn?.before ?? -1),
        );
        expect(turns.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
        await expect.poll(() => order.length).toBe(1);

        const bea = { platform: 'playground', id: 'bea', name: 'Bea', moderator: false };
        const { taskId } = await studio.submit({ ...asked('single'), person: bea }, never);
        await expect
          .poll(async () => (await studio.view(taskId))?.flow?.stages.map(({ status }) => status).slice(0, 2))
          .toEqual(['done', 'queued']);
        release.resolve();
        await opened.chat.outcome(taskId);
        // One was being painted when it came; it was the next.
        expect(order.indexOf(`${taskId}-picture`)).toBeLessThanOrEqual(1);
      },
      { idle: true },
    );
  });

  test('stay within the bound of one person, and what was accepted once is accepted still', async () => {
    await withStudioIn(
      directory.path,
      async (opened) => {
        await opened.work(createQuickProvider(() => new Promise(() => undefined)));
        const studio = studioOf(opened, { ...plainFairness, person: 3 });
        const submitted = await Promise.allSettled(
          Array.from({ length: 12 }, (_, index) => studio.submit(asked(`m${index}`), never)),
        );
        const accepted = submitted.filter(({ status }) => status === 'fulfilled');
        expect(accepted).toHaveLength(3);
        expect(await studio.countOpen()).toBe(3);
        for (const [index, { status }] of submitted.entries()) {
          const again = studio.submit(asked(`m${index}`), never);
          if (status === 'fulfilled') expect(await again).toMatchObject({ duplicate: true });
          else await expect(again).rejects.toThrow('You have 3 videos under way');
        }
      },
      { idle: true },
    );
  });
});
