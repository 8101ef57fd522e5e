import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agents } from '../../../src/core/agents.ts';
import { asksForChange } from '../../../src/core/pipeline/asks-for-change.ts';
import { planPipeline, type Crew } from '../../../src/core/pipeline/plan-pipeline.ts';
import { taskPlanSchema } from '../../../src/core/pipeline/plan.ts';
import { ratios } from '../../../src/core/size.ts';
import { taskRequestSchema, type TaskRequest } from '../../../src/core/task.ts';

const crew: Crew = Object.fromEntries(agents.map((agent) => [agent, agent === 'finish' ? 'media' : 'sketch']));
const thread = { platform: 'playground', space: 'local', channel: 'studio', thread: 'm1' };
const taskId = 'task-0123456789abcdef01234567';
const t2v: TaskRequest = { kind: 't2v', prompt: 'a boat', durationS: 5, ratio: '16:9', seed: 0 };
const i2v: TaskRequest = { ...t2v, kind: 'i2v', image: 'task-a-input' };

describe('the planner', () => {
  const agentsOf = (request: TaskRequest): string[] =>
    planPipeline({ taskId, thread, request }, crew).stages.map((stage) => stage.agent);

  test('t2v paints, then moves', () => {
    expect(agentsOf(t2v)).toEqual(['prompt', 'text-to-image', 'image-to-video', 'finish']);
  });

  test('i2v changes the picture only where the words ask for it', () => {
    expect(agentsOf({ ...i2v, prompt: 'make the waves move' })).toEqual(['prompt', 'image-to-video', 'finish']);
    expect(agentsOf({ ...i2v, prompt: 'in winter' })).toEqual(['prompt', 'image-to-image', 'image-to-video', 'finish']);
  });

  test('an agent that nobody plays is a plain refusal', () => {
    const { 'image-to-video': _, ...without } = crew;
    expect(() => planPipeline({ taskId, thread, request: t2v }, without)).toThrow(
      expect.objectContaining({ code: 'unavailable', userMessage: expect.stringContaining('image-to-video') }),
    );
  });

  const requests = fc
    .record({
      kind: fc.constantFrom('t2v' as const, 'i2v' as const),
      prompt: fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }),
      durationS: fc.double({ min: 1, max: 12, noNaN: true }),
      ratio: fc.constantFrom(...ratios),
      seed: fc.integer({ min: 0, max: 4_294_967_295 }),
    })
    .map((draft) => taskRequestSchema.safeParse({ ...draft, image: 'task-a-input' }))
    .filter((parsed) => parsed.success)
    .map((parsed) => parsed.data);

  test('every plan is a valid tree, pure, and survives the queue as JSON', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const plan = planPipeline({ taskId, thread, request }, crew);
        expect(planPipeline({ taskId, thread, request }, crew)).toEqual(plan);
        expect(taskPlanSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
        const keys = plan.stages.map((stage) => stage.key);
        expect(new Set(keys).size).toBe(keys.length);
        for (const [index, stage] of plan.stages.entries()) {
          for (const key of stage.after) expect(keys.indexOf(key)).toBeLessThan(index);
          const readers = plan.stages.filter((later) => later.after.includes(stage.key));
          expect(readers.length).toBe(index === keys.length - 1 ? 0 : 1);
        }
      }),
    );
  });
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
