import { afterEach, describe, expect, it } from 'vitest';
import { changeTurn, openScene, pictureTurn, type Scene, type SceneOptions } from './scene.ts';

let scene: Scene;
afterEach(() => scene[Symbol.asyncDispose]());

async function open(options: SceneOptions = {}): Promise<void> {
  scene = await openScene(options);
}

const https = { MORA_PUBLIC_URL: 'https://mora.example' };
const still = () => scene.role('still', 'text-to-image');
const change = () => scene.role('change', 'image-to-image');

/** Begins a picture whose answer is lost. */
async function lose(context: Awaited<ReturnType<Scene['context']>>): Promise<void> {
  scene.fake.fault({ method: 'POST', path: '/predictions$', kind: 'cut-after' });
  await expect(still().start(pictureTurn, context)).rejects.toMatchObject({ code: 'uncertain' });
}

describe('a prediction whose creation was never answered', () => {
  it('is found by the mark in its webhook', async () => {
    await open({ environment: https });
    const context = await scene.context();
    await lose(context);
    await still().start(pictureTurn, await scene.context());
    expect(await still().find(pictureTurn, context)).toEqual({ id: scene.fake.predictions[0]?.id, slug: 'acme/still' });
    expect(scene.fake.requests('POST', '/v1/models')[0]?.body).toMatchObject({
      webhook: `https://mora.example/webhooks/replicate/${context.mark}`,
      webhook_events_filter: ['start', 'completed'],
    });
  });

  it('is found by model and input where no webhook is shown', async () => {
    await open({ environment: https, knobs: { showsWebhooks: false } });
    const context = await scene.context();
    await still().start({ ...pictureTurn, seed: 8 }, await scene.context());
    await lose(context);
    await still().start({ ...pictureTurn, seed: 9 }, await scene.context());
    expect(await still().find(pictureTurn, context)).toHaveProperty('id', scene.fake.predictions[1]?.id);
  });

  it('is none of another stage, however alike', async () => {
    await open();
    const [first, second] = [await scene.context(), await scene.context()];
    await still().start(pictureTurn, first);
    expect(await still().find(pictureTurn, second)).toBeUndefined();
    await lose(second);
    const found = await still().find(pictureTurn, second);
    expect(found).toHaveProperty('id', scene.fake.predictions[1]?.id);
    // Whoever looks again finds the same, and nobody else does.
    expect(await still().find(pictureTurn, second)).toEqual(found);
    expect(await still().find(pictureTurn, await scene.context())).toBeUndefined();
  });

  it('is none that began clearly before', async () => {
    await open();
    const context = await scene.context({ markedAtMs: Date.now() + 10 * 60_000 });
    await lose(context);
    expect(await still().find(pictureTurn, context)).toBeUndefined();
  });

  it('is found on a later page', async () => {
    await open({ knobs: { pageSize: 2 } });
    const context = await scene.context();
    await lose(context);
    for (const seed of [1, 2, 3, 4]) await still().start({ ...pictureTurn, seed }, await scene.context());
    expect(await still().find(pictureTurn, context)).toHaveProperty('id', scene.fake.predictions[0]?.id);
    expect(scene.fake.requests('GET', '/v1/predictions')).toHaveLength(3);
  });

  it('is nobody knows what where Replicate has forgotten its input: it is not begun again', async () => {
    await open();
    const context = await scene.context();
    await lose(context);
    scene.fake.set({ dataRemoved: true });
    await expect(still().find(pictureTurn, context)).rejects.toMatchObject({ code: 'uncertain', retryable: false });
  });

  it('is none of those whose input is forgotten but whose owner is known', async () => {
    await open();
    await still().start(pictureTurn, await scene.context());
    scene.fake.set({ dataRemoved: true });
    expect(await still().find(pictureTurn, await scene.context())).toBeUndefined();
  });

  it('is not there where nothing began', async () => {
    await open();
    const context = await scene.context();
    scene.fake.fault({ method: 'POST', path: '/predictions$', kind: 'cut-before' });
    await expect(still().start(pictureTurn, context)).rejects.toMatchObject({ code: 'uncertain' });
    expect(await still().find(pictureTurn, context)).toBeUndefined();
  });

  it('is not answered where Replicate cannot be asked', async () => {
    await open();
    scene.fake.fault({ method: 'GET', path: '^/v1/predictions$', kind: 'status', status: 502 });
    await expect(still().find(pictureTurn, await scene.context())).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a lost prediction with a file', () => {
  async function loseChange(id: string, kind: 'even' | 'noise') {
    const context = await scene.context();
    const turn = changeTurn(await scene.picture(id, kind));
    scene.fake.fault({ method: 'POST', path: '/predictions$', kind: 'cut-after' });
    await expect(change().start(turn, context)).rejects.toMatchObject({ code: 'uncertain' });
    return { context, turn };
  }

  it('is found by the digest of the upload, and another file is none', async () => {
    await open();
    const { context, turn } = await loseChange('task-scene-a', 'noise');
    const other = changeTurn(await scene.picture('task-scene-b', 'noise'));
    expect(await change().find(other, await scene.context())).toBeUndefined();
    expect(await change().find(turn, context)).toHaveProperty('id', scene.fake.predictions[0]?.id);
    // Looking hands nothing over.
    expect(scene.fake.files.size).toBe(1);
  });

  it.each([false, true])('is found where data URIs are hidden: %s', async (hidesDataUris) => {
    await open({ knobs: { hidesDataUris } });
    const { context, turn } = await loseChange('task-scene-a', 'even');
    expect(scene.fake.files.size).toBe(0);
    expect(await change().find(turn, context)).toHaveProperty('id', scene.fake.predictions[0]?.id);
  });
});
