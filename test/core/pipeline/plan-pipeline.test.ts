import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asksForChange } from '../../../src/core/pipeline/asks-for-change.ts';
import type { Crew } from '../../../src/core/pipeline/crew.ts';
import { moraPipelines, type Pipelines } from '../../../src/core/pipeline/pipelines.ts';
import { planPipeline } from '../../../src/core/pipeline/plan-pipeline.ts';
import { taskPlanSchema, type TaskPlan } from '../../../src/core/pipeline/plan.ts';
import { rateOf, toMakeS } from '../../../src/core/request-shape.ts';
import type { TaskRequest } from '../../../src/core/task.ts';
import { anyCrew, anyPipeline, anyRequest } from '../../support/arbitrary-plans.ts';
import { crewOfOne } from '../../support/test-crew.ts';

const crew = crewOfOne('sketch');
const thread = { platform: 'playground', space: 'local', channel: 'studio', thread: 'm1' };
const taskId = 'task-0123456789abcdef01234567';
const facts = { width: 640, height: 360, fps: 24, frames: 96, durationS: 4, codec: 'h264' };
const video = { artifact: 'task-a-input', facts, sound: true };
const common = { prompt: 'a boat', seed: 0 };
const t2v: TaskRequest = { ...common, kind: 't2v', durationS: 5, ratio: '16:9' };
const i2v: TaskRequest = { ...common, kind: 'i2v', durationS: 5, ratio: '16:9', image: 'task-a-input' };
const extend: TaskRequest = { ...common, kind: 'extend', durationS: 5, direction: 'forward', video };
const edit: TaskRequest = { ...common, kind: 'edit', video };
const connect: TaskRequest = { ...common, kind: 'connect', videos: [video, video, video], transitionS: 1 };
const simulate: TaskRequest = { ...common, kind: 'simulate', durationS: 5, ratio: '16:9' };

const planFor = (request: TaskRequest, by: Crew = crew, pipelines: Pipelines = moraPipelines): TaskPlan =>
  planPipeline({ taskId, thread, request }, by, pipelines);
const keysOf = (plan: TaskPlan): string[] => plan.stages.map(({ key }) => key);

describe('the planner', () => {
  test.each<[string, TaskRequest, string[]]>([
    ['t2v paints, then moves', t2v, ['prompt', 'picture', 'motion', 'finish']],
    ['i2v moves the picture', { ...i2v, prompt: 'make the waves move' }, ['prompt', 'motion', 'finish']],
    ['i2v changes it where asked', { ...i2v, prompt: 'in winter' }, ['prompt', 'change', 'motion', 'finish']],
    ['extend goes on', extend, ['prompt', 'motion', 'finish']],
    ['edit changes the first frame', edit, ['prompt', 'change', 'motion', 'finish']],
    ['connect makes each transition', connect, ['join-1', 'join-2', 'finish']],
    ['simulate paints a world', simulate, ['prompt', 'picture', 'motion', 'finish']],
    ['simulate builds on a picture', { ...simulate, image: 'task-a-input' }, ['prompt', 'change', 'motion', 'finish']],
  ])('%s', (_what, request, keys) => expect(keysOf(planFor(request))).toEqual(keys));

  test('an edit by somebody who can keep the motion needs no picture, and no excuse', () => {
    const plan = planFor(edit, crewOfOne('sketch', { videoToVideo: true, maxClipS: 2 }));
    expect(keysOf(plan)).toEqual(['prompt', 'motion', 'finish']);
    expect(plan.stages[1]?.clip).toEqual({ index: 0, durationS: 4, anew: true });
    expect(plan.notes).toEqual([]);
    expect(planFor(edit).notes).toEqual([expect.stringContaining('set in motion anew')]);
  });

  test('joins run side by side, each with its two videos', () => {
    const { stages } = planFor(connect);
    expect(stages.map(({ after }) => after)).toEqual([[], [], ['join-1', 'join-2']]);
    expect(stages.map(({ join }) => join)).toEqual([0, 1, undefined]);
  });

  test('clips of a chain follow each other, and each makes up for the frame that it repeats', () => {
    const { stages } = planFor({ ...t2v, durationS: 7, smooth: 30 }, crewOfOne('sketch', { maxClipS: 4 }));
    const clips = stages.filter(({ agent }) => agent === 'image-to-video');
    expect(clips.map(({ key, after }) => [key, after])).toEqual([
      ['motion-1', ['picture']],
      ['motion-2', ['motion-1']],
    ]);
    expect(clips.map(({ clip }) => clip?.durationS)).toEqual([(7 + 1 / 30) / 2, (7 + 1 / 30) / 2]);
  });

  test('a loop of something new gets its overlap made, too', () => {
    expect(planFor({ ...t2v, loop: true }).stages[2]?.clip?.durationS).toBe(6);
    expect(planFor({ ...extend, loop: true }).stages[1]?.clip?.durationS).toBe(5);
  });

  test('who falls in for whom stands in every stage', () => {
    const player = { provider: 'big', fallbacks: ['small', 'sketch'] };
    const { stages } = planFor(t2v, { ...crew, 'text-to-image': player });
    expect(stages[1]).toMatchObject({ key: 'picture', ...player });
    expect(stages[0]).toMatchObject({ provider: 'sketch', fallbacks: [] });
  });

  test("an operator's kind runs its own stages, with its words", () => {
    const say = 'in the style of a hand-painted anime film';
    const anime = {
      takes: 't2v',
      stages: [
        { agent: 'prompt' },
        { agent: 'text-to-image' },
        { agent: 'image-to-image', say },
        { agent: 'image-to-image', when: 'asks-for-change' },
        { agent: 'image-to-video' },
        { agent: 'finish' },
      ],
    } as const;
    const pipelines = { ...moraPipelines, anime };
    const request: TaskRequest = { ...t2v, prompt: 'a castle in winter', pipeline: 'anime' };
    const plan = planFor(request, crew, pipelines);
    expect(keysOf(plan)).toEqual(['prompt', 'picture', 'change', 'change-again', 'motion', 'finish']);
    expect(plan.stages.map((stage) => stage.say)).toEqual([undefined, undefined, say, ...Array(3)]);
    expect(keysOf(planFor({ ...request, pipeline: undefined }, crew, pipelines))).not.toContain('change');
  });

  test.each(['gone', 'constructor'])('a kind that is not there any more (%s) is a plain refusal', (pipeline) => {
    expect(() => planFor({ ...t2v, pipeline })).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  test('an agent that nobody plays is a plain refusal', () => {
    const { 'image-to-video': _, ...without } = crew;
    expect(() => planFor(t2v, without)).toThrow(
      expect.objectContaining({ code: 'unavailable', userMessage: expect.stringContaining('image-to-video') }),
    );
    expect(keysOf(planFor(connect, without))).toContain('join-1');
  });
});

describe('every plan', () => {
  const requestsAndPipelines = anyPipeline().chain((pipeline) =>
    fc.record({ request: anyRequest([pipeline.takes]), pipeline: fc.constantFrom(pipeline, undefined) }),
  );

  test('is a valid tree, pure, survives the queue as JSON, and makes as much as was asked for', () => {
    fc.assert(
      fc.property(requestsAndPipelines, anyCrew(), ({ request: asked, pipeline }, by) => {
        const pipelines = { ...moraPipelines, ...(pipeline === undefined ? {} : { own: pipeline }) };
        const request = pipeline === undefined ? asked : { ...asked, pipeline: 'own' };
        const plan = planFor(request, by, pipelines);
        expect(planFor(request, by, pipelines)).toEqual(plan);
        expect(taskPlanSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
        expectTree(plan);
        expectWholeLength(plan, by);
      }),
    );
  });

  /** Each stage is read by exactly one later stage, but for the last. */
  function expectTree(plan: TaskPlan): void {
    const keys = keysOf(plan);
    expect(new Set(keys).size).toBe(keys.length);
    for (const [index, stage] of plan.stages.entries()) {
      for (const key of stage.after) expect(keys.indexOf(key)).toBeLessThan(index);
      const readers = plan.stages.filter((later) => later.after.includes(stage.key));
      expect(readers.length).toBe(index === keys.length - 1 ? 0 : 1);
    }
  }

  /** Clips sum to the duration, without the frame that each but the first repeats; none is longer than it can be. */
  function expectWholeLength({ request, stages }: TaskPlan, by: Crew): void {
    if (request.kind === 'connect') {
      expect(stages.flatMap(({ join }) => join ?? [])).toEqual(request.videos.slice(1).map((_, index) => index));
      return;
    }
    const skills = by['image-to-video']?.motion ?? { videoToVideo: false };
    const { maxClipS = Number.POSITIVE_INFINITY, videoToVideo, fps, chainS } = skills;
    const clips = stages.flatMap(({ clip }) => clip ?? []);
    const repeatedS = (clips.length - 1) / (fps ?? rateOf(request) ?? 6);
    const sumS = clips.reduce((sum, { durationS }) => sum + durationS, 0);
    if (chainS === undefined || clips.length === 1) expect(sumS - repeatedS).toBeCloseTo(toMakeS(request), 6);
    else expect(maxClipS + (clips.length - 1) * chainS).toBeGreaterThanOrEqual(toMakeS(request) - 1e-6);
    expect(clips.map(({ index }) => index)).toEqual(clips.map((_, index) => index));
    if (request.kind === 'edit' && videoToVideo) expect(clips).toHaveLength(1);
    else expect(Math.max(...clips.map(({ durationS }) => durationS))).toBeLessThanOrEqual(maxClipS + 1e-9);
  }
});

describe('words that ask for another picture', () => {
  test.each([
    'in winter',
    'at night',
    'turn it into a watercolour',
    'make it snowy',
    'as an oil painting',
    'in the style of an old film, black and white',
    'add a red balloon',
    'remove the car',
    '1920s vintage',
  ])('%s', (prompt) => expect(asksForChange(prompt)).toBe(true));

  test.each([
    '',
    'make the waves move',
    'slow zoom in',
    'pan left, fast',
    'the snow falls gently',
    'the cat turns its head',
    'leaves drift in the wind',
    'camera orbits the tower',
  ])('not: %s', (prompt) => expect(asksForChange(prompt)).toBe(false));
});
