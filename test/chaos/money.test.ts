import { afterEach, beforeEach, expect, test } from 'vitest';
import { allModels } from '../../workers/providers/replicate/models/all-models.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/fake-replicate.ts';
import { playgroundClient, type PlaygroundClient } from '../support/playground-client.ts';
import { startProduct } from '../support/product.ts';
import { testDataDirectory } from '../support/test-database.ts';

/** What a sentence is made into by the crew that is tried: a picture, and a clip of it. */
const picture = 'black-forest-labs/flux-schnell';
const motion = 'wan-video/wan-2.2-i2v-fast';

const patience = { timeout: 90_000, interval: 50 };

let replicate: FakeReplicate;
let directory: Awaited<ReturnType<typeof testDataDirectory>>;
beforeEach(async () => {
  replicate = await startFakeReplicate(allModels);
  directory = await testDataDirectory();
});
afterEach(async () => {
  await replicate[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

function environment(): Record<string, string> {
  return { MORA_DATA_DIR: directory.path, REPLICATE_API_TOKEN: replicate.token, REPLICATE_BASE_URL: replicate.url };
}

const begun = (slug: string): number => replicate.creations()[slug] ?? 0;
const ask = (client: PlaygroundClient): Promise<unknown> =>
  client.say('/mora t2v a paper boat on a lake --duration 1 --seed 7');

/** The first life of the studio: it is asked for a video, and killed when the time has come. */
async function liveUntil(hasCome: () => boolean): Promise<void> {
  await using product = await startProduct(environment());
  await ask(playgroundClient(product.url));
  await expect.poll(hasCome, { ...patience, interval: 5 }).toBe(true);
  await product.kill();
}

/** The second life: the video comes, and each model was asked once. */
async function liveToTheEnd(): Promise<void> {
  await using product = await startProduct(environment());
  const client = playgroundClient(product.url);
  await expect.poll(() => client.results(), patience).toHaveLength(1);
  expect(await client.results()).toMatchObject([{ status: 'done', clip: { durationS: 1 } }]);
  expect([begun(picture), begun(motion)]).toEqual([1, 1]);
  expect(await product.stop()).toBe(0);
}

test('killed between an order and its answer: what was begun is found, and not begun again', async () => {
  replicate.fault({ method: 'POST', path: 'wan-2.2-i2v-fast/predictions$', kind: 'hang' });
  await liveUntil(() => begun(motion) === 1);
  await liveToTheEnd();
}, 180_000);

test('killed in the middle of the answer to an order: likewise', async () => {
  replicate.fault({ method: 'POST', path: 'wan-2.2-i2v-fast/predictions$', kind: 'slow' });
  await liveUntil(() => begun(motion) === 1);
  await liveToTheEnd();
}, 180_000);

test('killed while it is made: the next process goes on with it', async () => {
  replicate.nextPrediction({});
  replicate.nextPrediction({ status: 'hold' });
  const isUnderWay = (): boolean =>
    replicate.predictions.some(
      ({ model, status }) => `${model.owner}/${model.name}` === motion && status === 'processing',
    ) && replicate.requests('GET', '/v1/predictions/').length > 3;
  await liveUntil(isUnderWay);
  for (const { id, status } of replicate.predictions) if (status === 'processing') await replicate.release(id);
  await liveToTheEnd();
}, 180_000);

test('killed while what was made is fetched: it is fetched again, and not made again', async () => {
  replicate.fault({ method: 'GET', path: '\\.mp4$', kind: 'slow' });
  await liveUntil(() => replicate.requests('GET', '/').some(({ path }) => path.endsWith('.mp4')));
  await liveToTheEnd();
}, 180_000);

test('the connection breaks after an order was taken: it is found without a second one', async () => {
  replicate.fault({ method: 'POST', path: 'wan-2.2-i2v-fast/predictions$', kind: 'cut-after' });
  replicate.fault({ method: 'POST', path: 'flux-schnell/predictions$', kind: 'status-after', status: 502 });
  await using product = await startProduct(environment());
  const client = playgroundClient(product.url);
  await ask(client);
  await expect.poll(() => client.results(), patience).toHaveLength(1);
  expect(await client.results()).toMatchObject([{ status: 'done' }]);
  expect([begun(picture), begun(motion)]).toEqual([1, 1]);
}, 180_000);

test('a cancel stops what is made elsewhere', async () => {
  replicate.nextPrediction({ status: 'hold' });
  await using product = await startProduct(environment());
  const client = playgroundClient(product.url);
  await ask(client);
  await expect.poll(() => begun(picture), patience).toBe(1);
  await client.say('/mora cancel');
  await expect.poll(() => replicate.predictions.map(({ status }) => status), patience).toEqual(['canceled']);
  await expect.poll(async () => (await client.results()).map(({ status }) => status), patience).toEqual(['cancelled']);
  expect(begun(motion)).toBe(0);
}, 120_000);

test('a cancel in the next life stops what the last one began', async () => {
  replicate.nextPrediction({});
  replicate.nextPrediction({ status: 'hold' });
  await liveUntil(() => begun(motion) === 1);
  await using product = await startProduct(environment());
  const client = playgroundClient(product.url);
  await client.say('/mora cancel');
  await expect.poll(() => replicate.predictions.at(-1)?.status, patience).toBe('canceled');
  expect([begun(picture), begun(motion)]).toEqual([1, 1]);
}, 180_000);
