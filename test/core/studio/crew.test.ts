import { describe, expect, test } from 'vitest';
import type { Agent } from '../../../src/core/agents.ts';
import { moraPipelines } from '../../../src/core/pipeline/pipelines.ts';
import { planPipeline } from '../../../src/core/pipeline/plan-pipeline.ts';
import type { TaskPlan } from '../../../src/core/pipeline/plan.ts';
import type { MotionSkills, Price } from '../../../src/core/provider.ts';
import type { WorkerPresence } from '../../../src/core/queue/task-queue.ts';
import { castingOf, crewOf, type Casting } from '../../../src/core/studio/crew.ts';
import { offersOf } from '../../../src/core/studio/models.ts';
import type { TaskRequest } from '../../../src/core/task.ts';

interface Model {
  readonly plays: readonly Agent[];
  readonly motion?: MotionSkills;
  readonly price?: Price;
  readonly stopped?: string;
}

const all: readonly Agent[] = ['prompt', 'text-to-image', 'image-to-image', 'image-to-video', 'connect'];

/** A worker with these models, the sketch, and somebody who finishes. */
function workerWith(models: Readonly<Record<string, Model>>): WorkerPresence {
  const staff: Readonly<Record<string, Model>> = {
    sketch: { plays: all, motion: { videoToVideo: true } },
    media: { plays: ['finish'] },
    ...models,
  };
  const entries = Object.entries(staff);
  const players = (agent: Agent): string[] =>
    entries.filter(([, { plays }]) => plays.includes(agent)).map(([name]) => name);
  return {
    workerId: 'here',
    agents: Object.fromEntries([...all, 'finish' as const].map((agent) => [agent, players(agent)])),
    motion: Object.fromEntries(entries.flatMap(([name, { motion }]) => (motion === undefined ? [] : [[name, motion]]))),
    providers: Object.fromEntries(
      entries.map(([name, { plays, price, stopped }]) => [
        name,
        {
          label: name.toUpperCase(),
          prices: price === undefined ? {} : Object.fromEntries(plays.map((agent) => [agent, price])),
          ...(stopped === undefined ? {} : { stopped }),
        },
      ]),
    ),
  };
}

const wan: MotionSkills = { videoToVideo: false, maxClipS: 81 / 16, fps: 16 };
const svd: MotionSkills = { videoToVideo: false, takesText: false, maxClipS: 4, chainS: 4, frames: 25, fps: 6.25 };
const fromWords: MotionSkills = { videoToVideo: false, textToVideo: true, takesImage: false, maxClipS: 5 };
const editor: MotionSkills = { videoToVideo: true, takesImage: false, maxEditS: 10 };
const motion = (skills: MotionSkills, more: Partial<Model> = {}): Model => ({
  plays: ['image-to-video'],
  motion: skills,
  ...more,
});
const words: TaskRequest = { kind: 't2v', prompt: 'a boat', durationS: 5, ratio: '16:9', seed: 7 };
const picture: TaskRequest = {
  kind: 'i2v',
  prompt: 'waves roll in',
  image: 'input-picture',
  durationS: 4,
  ratio: '16:9',
  seed: 7,
};

function editOf(durationS: number): TaskRequest {
  const facts = { width: 640, height: 360, fps: 24, frames: durationS * 24, durationS, codec: 'h264' };
  return { kind: 'edit', prompt: 'in winter', video: { artifact: 'input-video', facts, sound: false }, seed: 7 };
}

function planOf(request: TaskRequest, models: Readonly<Record<string, Model>>, wishes: Casting = {}): TaskPlan {
  const crew = crewOf([workerWith(models)], castingOf(wishes, request));
  const thread = { platform: 'playground', space: 'local', channel: 'studio' };
  return planPipeline({ taskId: 'task-0123456789abcdef', thread, request }, crew, moraPipelines);
}

const stagesOf = ({ stages }: TaskPlan): string[] => stages.map(({ agent, provider }) => `${agent} ${provider}`);

describe('who plays', () => {
  const player = (models: Readonly<Record<string, Model>>, casting: Casting) =>
    crewOf([workerWith(models)], casting)['image-to-video'];

  test('is as the operator wishes, a whole vendor by a star', () => {
    const models = { 'a/one': motion(wan), 'b/two': motion(wan) };
    expect(player(models, { preferences: { 'image-to-video': ['b/*', 'a/one'] } })).toMatchObject({
      provider: 'b/two',
      fallbacks: ['a/one'],
    });
  });

  test('leaves out who is stopped, unless nobody else is there: then the task waits for it', () => {
    const models = { 'a/one': motion(wan, { stopped: 'no credit' }), 'b/two': motion(wan) };
    expect(player(models, { preferences: { 'image-to-video': ['a/one', 'b/two'] } })?.provider).toBe('b/two');
    expect(player(models, { preferences: { 'image-to-video': ['a/one'] } })?.provider).toBe('a/one');
  });

  test('has a stand-in only where nobody who is wanted is there at all', () => {
    const casting: Casting = {
      preferences: { 'image-to-video': ['a/one'] },
      standIns: { 'image-to-video': 'sketch' },
    };
    expect(player({}, casting)).toMatchObject({ provider: 'sketch', fallbacks: [] });
    expect(player({ 'a/one': motion(wan) }, casting)).toMatchObject({ provider: 'a/one', fallbacks: [] });
  });

  test('counts on what all can do, and drops who heeds no words where the first one does', () => {
    const models = {
      'a/one': motion(wan),
      'b/two': motion({ videoToVideo: false, maxClipS: 3 }),
      'c/svd': motion(svd),
    };
    const casting: Casting = { preferences: { 'image-to-video': ['a/one', 'b/two', 'c/svd'] } };
    expect(player(models, casting)).toMatchObject({
      fallbacks: ['b/two'],
      motion: { videoToVideo: false, maxClipS: 3, fps: 16 },
    });
  });

  test('is the chosen model alone, wherever it plays; one that is not there is said so', () => {
    const models = { 'a/one': { plays: ['image-to-video', 'connect'], motion: wan } } satisfies Record<string, Model>;
    const crew = crewOf([workerWith(models)], { model: 'a/one', preferences: { prompt: ['sketch'] } });
    expect(crew['image-to-video']).toMatchObject({ provider: 'a/one', fallbacks: [] });
    expect(crew.connect).toMatchObject({ provider: 'a/one' });
    expect(crew.prompt).toMatchObject({ provider: 'sketch' });
    expect(() => crewOf([workerWith({})], { model: 'a/one' })).toThrow(/a\/one is not here just now/u);
  });

  test('is told with label, main price and why it rests', () => {
    const price = { turnUsd: 0.05, secondUsd: 0 };
    const offers = offersOf([workerWith({ 'a/one': motion(wan, { price, stopped: 'no credit' }) })]);
    expect(offers.map(({ name }) => name)).toEqual(['a/one', 'sketch']);
    expect(offers[0]).toEqual({
      name: 'a/one',
      label: 'A/ONE',
      agents: ['image-to-video'],
      motion: wan,
      price,
      stopped: 'no credit',
    });
  });
});

describe('the plan that follows', () => {
  const seat = (name: string): Casting => ({
    preferences: {
      'image-to-video': [name],
      'text-to-image': ['sketch'],
      'image-to-image': ['sketch'],
      prompt: ['sketch'],
    },
  });

  test('chains three calls of the model of the paper for 12 seconds', () => {
    const plan = planOf({ ...words, durationS: 12 }, { svd: motion(svd) }, seat('svd'));
    expect(plan.stages.filter(({ agent }) => agent === 'image-to-video')).toHaveLength(3);
    expect(plan.stages.filter(({ agent }) => agent === 'text-to-image')).toHaveLength(1);
  });

  test('reckons the repeated frame by the rate of the model', () => {
    const plan = planOf({ ...words, durationS: 10 }, { wan: motion(wan) }, seat('wan'));
    expect(plan.stages.filter(({ agent }) => agent === 'image-to-video')).toHaveLength(2);
  });

  test('changes the picture first where words cannot guide the motion', () => {
    expect(stagesOf(planOf(picture, { svd: motion(svd) }, seat('svd')))).toContain('image-to-image sketch');
    expect(stagesOf(planOf(picture, { wan: motion(wan) }, seat('wan')))).not.toContain('image-to-image sketch');
  });

  test('leaves the first frame out where the model goes from words to a video, and that is wanted or the only way', () => {
    const both: MotionSkills = { ...fromWords, takesImage: true };
    expect(stagesOf(planOf(words, { one: motion(fromWords) }, seat('one')))).not.toContain('text-to-image sketch');
    expect(stagesOf(planOf(words, { two: motion(both) }, seat('two')))).toContain('text-to-image sketch');
    const inOneStep = { ...seat('two'), oneStep: true };
    expect(stagesOf(planOf(words, { two: motion(both) }, inOneStep))).not.toContain('text-to-image sketch');
  });

  test('refuses what the model cannot do, and says what to do instead', () => {
    expect(() => planOf(picture, { one: motion(fromWords) }, seat('one'))).toThrow(
      /videos from words only.*Choose another/u,
    );
    const long = { ...words, durationS: 12 };
    expect(() => planOf(long, { one: motion(fromWords) }, seat('one'))).toThrow(/at most 5 seconds/u);
    expect(() => planOf(words, { edit: motion(editor) }, seat('edit'))).toThrow(/only changes whole videos/u);
  });

  test('gives a whole video to an editor that can take its length', () => {
    const models = { wan: motion(wan), edit: motion(editor) };
    const wishes = { ...seat('wan'), editors: ['edit'] };
    expect(stagesOf(planOf(editOf(8), models, wishes))).toContain('image-to-video edit');
    const longer = planOf(editOf(12), models, wishes);
    expect(stagesOf(longer)).toEqual([
      'prompt sketch',
      'image-to-image sketch',
      ...Array<string>(3).fill('image-to-video wan'),
      'finish media',
    ]);
    expect(longer.notes).toHaveLength(1);
    expect(stagesOf(planOf(words, models, wishes))).toContain('image-to-video wan');
  });

  test('foretells the price of all turns; what is free has none', () => {
    const price = { turnUsd: 0.01, secondUsd: 0.1 };
    const plan = planOf({ ...words, durationS: 10 }, { wan: motion(wan, { price }) }, seat('wan'));
    expect(plan.estimateUsd).toBeCloseTo(0.02 + 1 + 0.1 / 16, 2);
    expect(planOf(words, {}).estimateUsd).toBeUndefined();
  });
});
