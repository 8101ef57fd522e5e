import { expect, test } from 'vitest';
import type { TaskPlan } from '../../../src/core/pipeline/plan.ts';
import { flowOf } from '../../../src/core/queue/flow.ts';
import { backOffMs } from '../../../src/core/queue/queue-timing.ts';
import { linePlan, treePlan } from '../../support/plans.ts';

test('a plan becomes one tree with the delivery at its root', () => {
  const plan = treePlan();
  const flow = flowOf(plan, 7);
  expect(flow).toMatchObject({
    queueName: 'deliver.playground',
    opts: { jobId: plan.taskId, priority: 7 },
    children: [
      {
        name: 'end',
        queueName: 'finish.sketch',
        opts: { jobId: `${plan.taskId}-end`, ignoreDependencyOnFailure: true },
        children: [
          { name: 'left-motion', children: [{ name: 'left', queueName: 'prompt.sketch' }] },
          { name: 'right', children: [] },
        ],
      },
    ],
  });
});

test('what is no tree, or would jump the queue, is refused before anything is added', () => {
  const line = linePlan();
  const [words, picture] = line.stages;
  if (words === undefined || picture === undefined) throw new Error('the line has stages');
  const broken: TaskPlan[] = [
    { ...line, stages: [words, words] },
    { ...line, stages: [words, { ...picture, after: [] }] },
    { ...line, stages: [{ ...words, after: ['picture'] }, picture] },
    { ...line, stages: [words, { ...picture, after: ['nobody'] }] },
  ];
  for (const plan of broken) expect(() => flowOf(plan, 1)).toThrow(/is no tree/u);
  for (const priority of [0, -1, 1.5, Number.NaN]) expect(() => flowOf(line, priority)).toThrow(/priority/u);
});

test('the back-off doubles up to its cap, however often', () => {
  for (const attempts of [1, 2, 3, 50, 9_999]) {
    const waitMs = backOffMs(attempts, 100, 1_000);
    const full = Math.min(1_000, 100 * 2 ** Math.min(attempts - 1, 10));
    expect(waitMs).toBeGreaterThanOrEqual(full * 0.8);
    expect(waitMs).toBeLessThanOrEqual(full);
  }
});
