import { describe, expect, test } from 'vitest';
import { planPipeline } from '../../../src/core/pipeline/plan-pipeline.ts';
import type { FlowState, StageState } from '../../../src/core/queue/task-queue.ts';
import { expectedMs, remainingMs } from '../../../src/core/studio/estimate.ts';

describe('how long a turn takes', () => {
  test('is unknown before the first run', () => {
    expect(expectedMs('prompt', 5, [])).toBeUndefined();
  });

  test('is the median, so that one odd run does not count', () => {
    const runs = [100, 120, 9_000].map((ms) => ({ ms, durationS: 5 }));
    expect(expectedMs('prompt', 12, runs)).toBe(120);
  });

  test('grows with the video where the work does', () => {
    expect(expectedMs('image-to-video', 10, [{ ms: 3_000, durationS: 5 }])).toBe(6_000);
  });
});

describe('when a flow ends', () => {
  const crew = { prompt: 'sketch', 'text-to-image': 'sketch', 'image-to-video': 'sketch', finish: 'media' };
  const plan = planPipeline(
    {
      taskId: 'task-0123456789abcdef01234567',
      thread: { platform: 'playground', space: 'local', channel: 'studio' },
      request: { kind: 't2v', prompt: 'a boat', durationS: 5, ratio: '16:9', seed: 0 },
    },
    crew,
  );
  const flow = (...changes: Partial<StageState>[]): FlowState => ({
    plan,
    status: 'open',
    stages: plan.stages.map((stage, index) => ({ ...stage, status: 'waiting', ...changes[index] })),
  });
  const tenSeconds = () => Promise.resolve(10_000);

  test('all that is not done counts', async () => {
    expect(await remainingMs(flow({ status: 'done' }), tenSeconds, 0)).toBe(30_000);
  });

  test('a running stage counts by its measured percent, or else by its time', async () => {
    const percent = flow(
      { status: 'done' },
      { status: 'running', startedAt: 0, progress: { phase: 'x', percent: 75 } },
    );
    expect(await remainingMs(percent, tenSeconds, 1_000)).toBe(2_500 + 20_000);
    const clock = flow({ status: 'done' }, { status: 'running', startedAt: 0 });
    expect(await remainingMs(clock, tenSeconds, 4_000)).toBe(6_000 + 20_000);
    expect(await remainingMs(clock, tenSeconds, 99_000)).toBe(20_000);
  });

  test('a queued stage waits for those before it', async () => {
    expect(await remainingMs(flow({ status: 'queued', position: 3 }), tenSeconds, 0)).toBe(30_000 + 30_000);
  });

  test('nothing is said while one stage never ran here', async () => {
    const unknown = (agent: string) => Promise.resolve(agent === 'finish' ? undefined : 10_000);
    expect(await remainingMs(flow(), unknown, 0)).toBeUndefined();
  });
});
