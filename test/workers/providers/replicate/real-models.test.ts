import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentInput } from '../../../../src/core/agents.ts';
import { tableProblems } from '../../../../workers/providers/replicate/check-schema.ts';
import type { ReplicateAgent } from '../../../../workers/providers/replicate/model.ts';
import { allModels } from '../../../../workers/providers/replicate/models/all-models.ts';
import { publishedFields } from '../../../../workers/providers/replicate/published-fields.ts';
import { fakeModelOf, openApiOf } from '../../../fakes/replicate/models.ts';
import { changeTurn, motionTurn, openScene, pictureTurn, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene({ models: allModels, knobs: { startMs: 600_000 } });
});
afterAll(() => scene[Symbol.asyncDispose]());

const roles = allModels.flatMap((model) =>
  // The keys of a table of roles are agents.
  (Object.keys(model.roles) as ReplicateAgent[]).map((agent) => [model.id, agent] as const),
);

describe('each model of the studio', () => {
  it.each(allModels.map((model) => [model.id, model] as const))('%s has a table that can be compared', (_id, model) => {
    const published = publishedFields(openApiOf(fakeModelOf(model)));
    expect(published && tableProblems(model, published)).toEqual([]);
  });

  it.each(roles)('%s is begun as %s by a server that takes nothing it does not know', async (id, agent) => {
    const context = await scene.context();
    const image = await scene.picture(`${context.stageId}-in`, 'even');
    const last = { artifact: image };
    const clip = { first: image, second: image, start: last, end: last, prompt: 'slowly', durationS: 2, fps: 24 };
    const motion = scene.vendor.providers.find(({ name }) => name === `replicate/${id}`)?.motion;
    const inputs: { readonly [A in ReplicateAgent]: AgentInput<A> } = {
      'text-to-image': { ...pictureTurn, width: 1024, height: 576 },
      'image-to-image': changeTurn(image),
      'image-to-video': movingTurn(image, motion),
      connect: { ...pictureTurn, ...clip },
    };
    const before = scene.fake.predictions.length;
    await expect(scene.role(id, agent).start(inputs[agent], context)).resolves.toHaveProperty('id');
    expect(scene.fake.predictions).toHaveLength(before + 1);
  });

  function movingTurn(
    image: string,
    motion: { readonly videoToVideo: boolean; readonly textToVideo?: boolean } | undefined,
  ): AgentInput<'image-to-video'> {
    const { image: picture, ...words } = motionTurn(image, 4);
    if (motion?.videoToVideo === true) return { ...words, source: image };
    return motion?.textToVideo === true ? words : { ...words, ...(picture === undefined ? {} : { image: picture }) };
  }
});
