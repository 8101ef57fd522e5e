import { afterEach, expect, it } from 'vitest';
import type { ReplicateModel } from '../../../../workers/providers/replicate/model.ts';
import { openScene, type Scene, type SceneOptions } from './scene.ts';
import { stillModel, testModels } from './test-models.ts';

let scene: Scene;
afterEach(() => scene[Symbol.asyncDispose]());

async function inspect(options: SceneOptions = {}, live = false, prepare: () => void = () => undefined) {
  scene = await openScene(options);
  prepare();
  return scene.vendor.inspect({ live, signal: new AbortController().signal });
}

it('says whose token it is, that fields fit and what turns cost', async () => {
  const findings = await inspect({ settings: { prices: { motion: { second: 0.09 } } } });
  expect(findings.map(({ state }) => state)).toEqual(['good', 'good', 'good', 'good', 'note']);
  expect(findings[0]?.text).toContain('mora-tests');
  expect(findings.at(-1)?.text).toContain('motion $0.09 a second');
  expect(scene.fake.predictions).toEqual([]);
});

it('says that the token is not taken, and nothing else', async () => {
  const findings = await inspect({ environment: { REPLICATE_API_TOKEN: 'r8_wrong' } });
  expect(findings).toMatchObject([{ state: 'bad' }]);
  expect(findings[0]?.text).not.toContain('r8_wrong');
});

it('names a model that was changed, field by field', async () => {
  const findings = await inspect({}, false, () => {
    const { input } = scene.fake.model('somebody/change');
    input.properties['guidance'] = { type: 'string' };
    input.required.push('style');
  });
  const [problem, ...others] = findings.filter(({ state }) => state === 'bad');
  expect(others).toEqual([]);
  expect(problem?.text).toMatch(/somebody\/change.*guidance.*style/u);
});

it('makes one picture where it may spend, and says what it cost', async () => {
  const schnell: ReplicateModel = {
    ...stillModel,
    id: 'flux-schnell',
    slug: 'acme/schnell',
  };
  const findings = await inspect({ models: [...testModels, schnell] }, true);
  expect(findings.at(-1)).toMatchObject({ state: 'good', text: expect.stringContaining('$0.0030') });
  expect(scene.fake.creations()).toEqual({ 'acme/schnell': 1 });
});
