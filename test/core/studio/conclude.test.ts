import { describe, expect, test } from 'vitest';
import type { Agent } from '../../../src/core/agents.ts';
import type { TaskPlan } from '../../../src/core/pipeline/plan.ts';
import { outcomeOf } from '../../../src/core/studio/conclude.ts';

const facts = { width: 640, height: 360, fps: 24, frames: 120, durationS: 5, codec: 'h264' };
const outputs = {
  'text-to-image': { image: { artifact: 'task-a-image' } },
  'image-to-image': { image: { artifact: 'task-a-image' } },
  'image-to-video': { video: 'task-a-video', facts, repeatsStart: true, steady: true },
  connect: { video: 'task-a-video', facts, repeatsEnds: false },
  finish: { video: 'task-a-end', poster: 'task-a-poster', facts, sound: false, sizeBytes: 1, sha256: '0'.repeat(64) },
} as const;
type Made = keyof typeof outputs;
const agents: readonly Made[] = ['text-to-image', 'image-to-image', 'image-to-video', 'connect', 'finish'];

const stage = (agent: Agent) => ({ key: agent, agent, provider: 'quick', fallbacks: [], after: [] });
const plan: TaskPlan = {
  version: 1,
  taskId: 'task-0123456789abcdef01234567',
  thread: { platform: 'playground', space: 'local', channel: 'studio' },
  request: { kind: 't2v', prompt: 'a boat', durationS: 5, ratio: '16:9', seed: 0 },
  stages: agents.map(stage),
  notes: [],
};

/** The results of all stages, of which one was marked by its provider. */
function resultsOf(marked?: Made) {
  return Object.fromEntries(
    agents.map((agent) => {
      const output = agent === marked ? { ...outputs[agent], nsfw: true } : outputs[agent];
      return [agent, { key: agent, agent, provider: 'quick', label: 'a test', version: '1', ms: 1, output }];
    }),
  );
}
const markOf = (marked?: Made): boolean | undefined => {
  const outcome = outcomeOf({ plan, end: { kind: 'finished', results: resultsOf(marked) } });
  return outcome.status === 'done' ? outcome.clip.nsfw : undefined;
};

describe('a clip', () => {
  test.each<Made>(['text-to-image', 'image-to-image', 'image-to-video', 'connect'])(
    'is not safe for work where its %s was marked so',
    (agent) => {
      expect(markOf(agent)).toBe(true);
    },
  );

  test('is not safe for work where it was made from one that is not', () => {
    const video = { artifact: 'task-b-end', facts, sound: false };
    const requestOf = (nsfw: boolean): TaskPlan['request'] => ({
      kind: 'edit',
      prompt: 'in winter',
      seed: 0,
      video: { ...video, nsfw },
    });
    const end = { kind: 'finished', results: resultsOf() } as const;
    for (const nsfw of [true, false]) {
      expect(outcomeOf({ plan: { ...plan, request: requestOf(nsfw) }, end })).toMatchObject({ clip: { nsfw } });
    }
  });

  test('is safe for work where nothing was marked', () => {
    expect(markOf()).toBe(false);
  });
});
