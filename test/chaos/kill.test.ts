import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { playgroundClient, type PlaygroundClient } from '../support/playground-client.ts';
import { startProduct } from '../support/product.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testDataDirectory } from '../support/test-database.ts';

const patience = { timeout: 60_000, interval: 200 };

/** Whether the newest task has begun the stage of this number, counted from 0. */
const reached = async (client: PlaygroundClient, stage: number): Promise<boolean> => {
  const [card] = await client.cards();
  return ['running', 'done'].includes(card?.stages[stage]?.status ?? '');
};

test.each([
  ['while it paints the first frame', 1, 1],
  ['while it sets it in motion', 2, 2],
  ['while it finishes', 3, 1],
])(
  'the process is killed %s: the next one goes on and ends in the thread, once',
  async (_when, stage, durationS) => {
    await using directory = await testDataDirectory();
    const environment = { MORA_DATA_DIR: directory.path };
    {
      await using product = await startProduct(environment);
      const client = playgroundClient(product.url);
      await client.say(`/mora t2v a paper boat --duration ${durationS} --seed 7`);
      await expect.poll(() => reached(client, stage), { ...patience, interval: 50 }).toBe(true);
      await product.kill();
    }
    await using product = await startProduct(environment);
    const client = playgroundClient(product.url);
    await expect.poll(() => client.results(), patience).toHaveLength(1);
    expect(await client.results()).toMatchObject([{ status: 'done', clip: { durationS } }]);
    await expect.poll(async () => (await client.cards()).map((card) => card.status), patience).toEqual(['done']);
    expect(await product.stop()).toBe(0);
    expect(await client.results().catch(() => 'stopped')).toBe('stopped');
  },
  120_000,
);

test('after stage 3 of 6 the next process starts at stage 4, and does nothing that is done', async () => {
  await using directory = await testDataDirectory();
  await using place = await temporaryDirectory();
  const config = path.join(place.path, 'mora.config.yaml');
  await writeFile(config, 'providers:\n  sketch:\n    clip-seconds: 1\n');
  const environment = { MORA_DATA_DIR: directory.path, MORA_CONFIG: config, LOG_LEVEL: 'info' };
  {
    await using product = await startProduct(environment, { keepLog: true });
    const client = playgroundClient(product.url);
    await client.say('/mora t2v a paper boat --duration 2.5 --seed 7');
    await expect.poll(() => reached(client, 3), { ...patience, interval: 50 }).toBe(true);
    await product.kill();
  }
  await using product = await startProduct(environment, { keepLog: true });
  const client = playgroundClient(product.url);
  await expect.poll(() => client.results(), patience).toHaveLength(1);
  const [result] = await client.results();
  expect(result).toMatchObject({ status: 'done', clip: { durationS: 2.5 } });
  const started = product
    .log()
    .flatMap((line) => /"stageId":"task-[a-z0-9]+-([a-z0-9-]+)".*"stage-started"/u.exec(line)?.[1] ?? []);
  expect([...new Set(started)]).toEqual(['motion-2', 'motion-3', 'finish']);
}, 120_000);

test('killed again and again, it still ends once', async () => {
  await using directory = await testDataDirectory();
  const environment = { MORA_DATA_DIR: directory.path };
  let results = 0;
  for (let life = 0; life < 3; life += 1) {
    await using product = await startProduct(environment);
    const client = playgroundClient(product.url);
    if (life === 0) for (const words of ['a boat', 'a reef']) await client.say(`/mora t2v ${words} --duration 1`);
    const before = await client.results();
    expect(before.length).toBeGreaterThanOrEqual(results);
    results = before.length;
    // A little work is done in each life: until any stage or result is new.
    const work = async (): Promise<string> => JSON.stringify((await client.cards()).map((card) => card.stages));
    const atFirst = await work();
    if (results < 2) await expect.poll(work, { ...patience, interval: 50 }).not.toBe(atFirst);
    await product.kill();
  }
  await using product = await startProduct(environment);
  const client = playgroundClient(product.url);
  await expect.poll(() => client.results(), patience).toHaveLength(2);
  const tasks = (await client.results()).map((result) => result.taskId);
  expect(new Set(tasks).size).toBe(2);
}, 180_000);
