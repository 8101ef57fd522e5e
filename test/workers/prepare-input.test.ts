import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agentContracts, type Agent } from '../../src/core/agents.ts';
import { moraPipelines } from '../../src/core/pipeline/pipelines.ts';
import { planPipeline } from '../../src/core/pipeline/plan-pipeline.ts';
import { prepareInput } from '../../workers/prepare-input.ts';
import { anyCrew, anyPipeline, anyRequest } from '../support/arbitrary-plans.ts';

const taskId = 'task-0123456789abcdef01234567';
const thread = { platform: 'playground', space: 'local', channel: 'studio' };
const facts = { width: 640, height: 360, fps: 24, frames: 96, durationS: 4, codec: 'h264' };
const image = { artifact: 'task-a-made' };

/** What each agent hands on, as short as its contract lets it. */
const outputs: Readonly<Record<Agent, object>> = {
  prompt: { shot: { prompt: 'a boat', camera: 'none', pace: 'normal' } },
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
