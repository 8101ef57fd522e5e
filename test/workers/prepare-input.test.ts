import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agentContracts, type Agent } from '../../src/core/agents.ts';
import { moraPipelines } from '../../src/core/pipeline/pipelines.ts';
import { planPipeline } from '../../src/core/pipeline/plan-pipeline.ts';
import type { TaskRequest } from '../../src/core/task.ts';
import { prepareInput } from '../../workers/prepare-input.ts';
import { anyCrew, anyPipeline, anyRequest } from '../support/arbitrary-plans.ts';
import { crewOfOne } from '../support/test-crew.ts';

const taskId = 'task-0123456789abcdef01234567';
const thread = { platform: 'playground', space: 'local', channel: 'studio' };
const facts = { width: 640, height: 360, fps: 24, frames: 96, durationS: 4, codec: 'h264' };
const image = { artifact: 'task-a-made' };

const shot = { prompt: 'a boat', camera: 'none', pace: 'normal' };

/** What each agent hands on, as short as its contract lets it. */
const outputs: Readonly<Record<Agent, object>> = {
  prompt: { shot },
  'text-to-image': { image },
  'image-to-image': { image },
  'image-to-video': { video: 'task-a-clip', facts, repeatsStart: true, steady: false },
  connect: { video: 'task-a-join', facts, repeatsEnds: true },
  finish: {},
};

test('every stage of every pipeline that passes the checks finds what it needs', async () => {
  const plans = anyPipeline().chain((own) =>
    fc.tuple(anyRequest([own.takes]), anyCrew()).map(([request, crew]) => {
      const pipelines = { ...moraPipelines, own };
      return planPipeline({ taskId, thread, request: { ...request, pipeline: 'own' } }, crew, pipelines);
    }),
  );
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const results: Record<string, unknown> = {};
      for (const stage of plan.stages) {
        const frameOf = () => Promise.resolve({ artifact: 'task-a-frame' });
        const input = await prepareInput[stage.agent]({ plan, stage, results, frameOf });
        expect(agentContracts[stage.agent].input.parse(input)).toEqual(input);
        const { key, agent, provider } = stage;
        results[key] = { key, agent, provider, label: 'a test', version: '1', ms: 1, output: outputs[agent] };
      }
    }),
  );
});

test('each clip of a long video is told its own part of the script, of which the prompt agent knows how many there are', async () => {
  const request: TaskRequest = { kind: 't2v', prompt: 'a boat', durationS: 12, ratio: '16:9', seed: 0 };
  const crew = crewOfOne('quick', { videoToVideo: false, maxClipS: 4, chainS: 4 }, false);
  const plan = planPipeline({ taskId, thread, request }, crew, moraPipelines);
  const stages = plan.stages.filter(({ agent }) => agent === 'image-to-video');
  expect(stages).toHaveLength(3);
  const frameOf = () => Promise.resolve({ artifact: 'task-a-frame' });
  const [prompt] = plan.stages;
  if (prompt === undefined) throw new Error('a plan has a stage');
  const asked = await prepareInput.prompt({ plan, stage: prompt, results: {}, frameOf });
  expect(asked.clips).toBe(3);

  const script = ['It sets off.', 'It meets a whale.', 'It comes home.'];
  const told: (string | undefined)[] = [];
  const results: Record<string, unknown> = {};
  for (const stage of plan.stages) {
    const { key, agent, provider } = stage;
    if (agent === 'image-to-video') {
      told.push((await prepareInput[agent]({ plan, stage, results, frameOf })).shot.motion);
    }
    const output = agent === 'prompt' ? { shot: { ...shot, script } } : outputs[agent];
    results[key] = { key, agent, provider, label: 'a test', version: '1', ms: 1, output };
  }
  expect(told).toEqual(script);
});
