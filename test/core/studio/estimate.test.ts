import { describe, expect, test } from 'vitest';
import { moraPipelines } from '../../../src/core/pipeline/pipelines.ts';
import { planPipeline } from '../../../src/core/pipeline/plan-pipeline.ts';
import type { FlowState, StageState } from '../../../src/core/queue/task-queue.ts';
import { workS } from '../../../src/core/request-shape.ts';
import { expectedMs, remainingMs } from '../../../src/core/studio/estimate.ts';
import type { TaskRequest } from '../../../src/core/task.ts';
import { crewOfOne } from '../../support/test-crew.ts';

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

describe('what a turn makes', () => {
  const facts = { width: 640, height: 360, fps: 24, frames: 96, durationS: 4, codec: 'h264' };
  const video = { artifact: 'task-a-input', facts, sound: false };
  const t2v: TaskRequest = { kind: 't2v', prompt: 'a boat', durationS: 12, ratio: '16:9', seed: 0 };

  test('is its clip of a chain, or all that is new', () => {
    expect(workS(t2v, { clip: { index: 1, durationS: 3 } })).toBe(3);
    expect(workS(t2v, {})).toBe(12);
    expect(workS({ kind: 'edit', prompt: 'in winter', video, seed: 0 }, undefined)).toBe(4);
  });

  test('is its transition alone', () => {
    const videos = [video, video, video];
    const connect: TaskRequest = { kind: 'connect', prompt: '', videos, transitionS: 0.5, seed: 0 };
    expect(workS(connect, { join: 1 })).toBe(0.5);
    expect(workS(connect, {})).toBe(1);
  });
});

describe('when a flow ends', () => {
  const plan = planPipeline(
    {
      taskId: 'task-0123456789abcdef01234567',
      thread: { platform: 'playground', space: 'local', channel: 'studio' },
      request: { kind: 't2v', prompt: 'a boat', durationS: 5, ratio: '16:9', seed: 0 },
    },
    crewOfOne('sketch'),
    moraPipelines,
  );
  const flow = (...changes: Partial<StageState>[]): FlowState => ({
    plan,
    status: 'open',
    stages: plan.stages.map((stage, index) => ({ ...stage, status: 'waiting', ...changes[index] })),
  });
  const tenSeconds = () => Promise.resolve(10_000);

  test('those before it in the line are begun as many at a time as the workers take', async () => {
    const here = { workerId: 'a', agents: {}, motion: {}, providers: {}, turns: { 'prompt.sketch': 2 } };
    const there = { ...here, workerId: 'b', turns: { 'prompt.sketch': 1, 'finish.sketch': 8 } };
    const seventh = flow({ status: 'queued', position: 7 });
    const alone = (await remainingMs(seventh, tenSeconds, 0)) ?? 0;
    const together = (await remainingMs(seventh, tenSeconds, 0, [here, there])) ?? 0;
    expect(alone - together).toBe((7 - 3) * 10_000);
  });

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
