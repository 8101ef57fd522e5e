import { expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { planPipeline } from '../../../src/core/pipeline/plan-pipeline.ts';
import { moraPipelines } from '../../../src/core/pipeline/pipelines.ts';
import type { TaskPlan } from '../../../src/core/pipeline/plan.ts';
import { openRunningStages } from '../../../src/core/queue/running-stages.ts';
import { crewOfOne } from '../../support/test-crew.ts';

/** Signals that come when the test says so. */
function createHandSignals() {
  const heard = new EventTarget();
  const on = (name: string) => async (listener: (taskId: string) => void) => {
    heard.addEventListener(name, (event) => listener(event instanceof CustomEvent ? String(event.detail) : ''));
    return Promise.resolve({ [Symbol.asyncDispose]: () => Promise.resolve() });
  };
  return {
    onTaskCancelled: on('cancelled'),
    onTaskPoked: on('poked'),
    onGap: (listener: () => void) => {
      heard.addEventListener('gap', listener);
      return { [Symbol.dispose]: () => heard.removeEventListener('gap', listener) };
    },
    say: (name: 'cancelled' | 'poked' | 'gap', taskId = '') =>
      heard.dispatchEvent(new CustomEvent(name, { detail: taskId })),
  };
}

function plan(number: number): TaskPlan {
  return planPipeline(
    {
      taskId: `task-${String(number).padStart(24, '0')}`,
      thread: { platform: 'playground', space: 'local', channel: 'studio', thread: 'm1' },
      request: { kind: 't2v', prompt: 'a boat', durationS: 5, ratio: '16:9', seed: 0 },
    },
    crewOfOne('sketch'),
    moraPipelines,
  );
}

test('the plan of a task that ended is forgotten, and only that', async () => {
  const signals = createHandSignals();
  const running = await openRunningStages(signals, silentLogger());
  const [one, other] = [plan(1), plan(2)];
  for (const open of [one, other]) running.plans.set(open.taskId, open);
  signals.say('cancelled', one.taskId);
  expect(running.plans.get(one.taskId)).toBeUndefined();
  expect(running.plans.get(other.taskId)).toBe(other);
  await running.close();
});

test('after a time in which messages may have been missed, no plan is remembered and each stage looks at its root', async () => {
  const signals = createHandSignals();
  const running = await openRunningStages(signals, silentLogger());
  const open = plan(1);
  running.plans.set(open.taskId, open);
  const told: string[] = [];
  using _stage = running.track({
    taskId: open.taskId,
    cancel: () => void told.push('cancel'),
    poke: () => void told.push('poke'),
    check: () => Promise.resolve(void told.push('check')),
  });
  signals.say('gap');
  expect(running.plans.get(open.taskId)).toBeUndefined();
  expect(told).toEqual(['poke', 'check']);
  await running.close();
});

test('a cancel and a poke reach the stages of their task alone', async () => {
  const signals = createHandSignals();
  const running = await openRunningStages(signals, silentLogger());
  const told: string[] = [];
  const stageOf = (taskId: string) => ({
    taskId,
    cancel: () => void told.push(`cancel ${taskId}`),
    poke: () => void told.push(`poke ${taskId}`),
    check: () => Promise.resolve(),
  });
  const gone = running.track(stageOf('one'));
  using _other = running.track(stageOf('two'));
  signals.say('cancelled', 'one');
  signals.say('poked', 'two');
  gone[Symbol.dispose]();
  signals.say('cancelled', 'one');
  expect(told).toEqual(['cancel one', 'poke two']);
  await running.close();
});
