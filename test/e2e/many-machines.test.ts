import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allModels } from '../../workers/providers/replicate/models/all-models.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/fake-replicate.ts';
import { playgroundClient, type PlaygroundClient } from '../support/playground-client.ts';
import { startProduct, startWorker, type RunningWorker } from '../support/product.ts';
import { hasPostgres, hasRedis, startPostgres, startRedis } from '../support/servers.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const patience = { timeout: 100_000, interval: 150 };

/** Servers for one studio, and what its processes are told of them. */
interface Premises extends AsyncDisposable {
  /** All that a worker needs. */
  readonly forWorkers: Readonly<Record<string, string>>;
  readonly forBots: Readonly<Record<string, string>>;
}

async function openPremises(queue: 'redis' | 'postgres'): Promise<Premises> {
  await using opened = new AsyncDisposableStack();
  const directory = opened.use(await temporaryDirectory());
  const { url: DATABASE_URL } = opened.use(await startPostgres());
  const shared = { MORA_DATA_DIR: directory.path };
  const forWorkers =
    queue === 'postgres' ? { ...shared, DATABASE_URL } : { ...shared, REDIS_URL: opened.use(await startRedis()).url };
  const held = opened.move();
  return {
    forWorkers,
    forBots: { ...forWorkers, DATABASE_URL, MORA_AGENTS: 'none' },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

const statusesOf = async (client: PlaygroundClient): Promise<string[]> =>
  (await client.results()).map(({ status }) => status);

describe.skipIf(!hasRedis() || !hasPostgres())('a studio whose workers are elsewhere', () => {
  let premises: Premises;
  let replicate: FakeReplicate;
  beforeEach(async () => {
    replicate = await startFakeReplicate(allModels);
  });
  afterEach(async () => {
    await replicate[Symbol.asyncDispose]();
    await premises[Symbol.asyncDispose]();
  });
  const withToken = () => ({
    ...premises.forWorkers,
    REPLICATE_API_TOKEN: replicate.token,
    REPLICATE_BASE_URL: replicate.url,
  });

  test('a bot without workers says so; workers of some agents each join and make the video together', async () => {
    premises = await openPremises('redis');
    // Rows may be in the embedded database: only the bot reads them.
    await using bot = await startProduct({ ...premises.forWorkers, MORA_AGENTS: 'none' });
    const client = playgroundClient(bot.url);
    const refused = await client.say('/mora t2v a paper boat --duration 1');
    expect(JSON.stringify(refused)).toMatch(/Nobody here can do/u);

    await using words = await startWorker({ ...premises.forWorkers, MORA_AGENTS: 'prompt,text-to-image' });
    await using film = await startWorker({ ...premises.forWorkers, MORA_AGENTS: 'image-to-video,finish' });
    await client.say('/mora t2v a paper boat --duration 1');
    await expect.poll(() => statusesOf(client), patience).toEqual(['done']);
    expect([await words.stop(), await film.stop(), await bot.stop()]).toEqual([0, 0, 0]);
  }, 180_000);

  test.each(['redis', 'postgres'] as const)(
    'a cancel reaches the worker and its provider, by way of %s',
    async (queue) => {
      premises = await openPremises(queue);
      replicate.nextPrediction({ status: 'hold' });
      await using bot = await startProduct({ ...premises.forBots, MORA_CREW: 'fast' });
      await using worker = await startWorker({ ...withToken(), MORA_CREW: 'fast' });
      const client = playgroundClient(bot.url);
      await client.say('/mora t2v a paper boat --duration 1');
      await expect.poll(() => replicate.predictions.length, patience).toBe(1);
      await client.say('/mora cancel');
      await expect.poll(() => replicate.predictions.map(({ status }) => status), patience).toEqual(['canceled']);
      await expect.poll(() => statusesOf(client), patience).toEqual(['cancelled']);
      expect(await worker.stop()).toBe(0);
    },
    180_000,
  );

  test('every process is restarted in turn while people ask: each video comes, once', async () => {
    premises = await openPremises('redis');
    const asked = 5;
    let workers: RunningWorker[] = [];
    try {
      workers = [await startWorker(premises.forWorkers), await startWorker(premises.forWorkers)];
      const ask = async (client: PlaygroundClient, names: readonly string[]): Promise<void> => {
        for (const name of names) await client.say(`/mora t2v the boat ${name} --duration 1`);
      };
      {
        await using bot = await startProduct(premises.forBots);
        const client = playgroundClient(bot.url);
        await ask(client, ['Ada', 'Bea', 'Cleo']);
        for (const index of workers.keys()) {
          const finished = (await client.results()).length;
          expect(await workers[index]?.stop()).toBe(0);
          workers[index] = await startWorker(premises.forWorkers);
          await expect.poll(async () => (await client.results()).length, patience).toBeGreaterThan(finished);
        }
        await ask(client, ['Dora', 'Eve']);
        expect(await bot.stop()).toBe(0);
      }
      await using bot = await startProduct(premises.forBots);
      const client = playgroundClient(bot.url);
      await expect.poll(() => statusesOf(client), patience).toEqual(Array.from({ length: asked }, () => 'done'));
      const tasks = (await client.results()).map(({ taskId }) => taskId);
      expect(new Set(tasks).size).toBe(asked);
    } finally {
      for (const worker of workers) await worker[Symbol.asyncDispose]();
    }
  }, 240_000);

  test('a worker whose queue does not answer any more ends all the same, and stops nothing elsewhere', async () => {
    premises = await openPremises('redis');
    replicate.nextPrediction({ status: 'hold' });
    const told = { ...withToken(), MORA_CREW: 'fast' };
    const { REDIS_URL = '' } = premises.forWorkers;
    await using proxy = await startTcpProxy(Number(new URL(REDIS_URL).port));
    await using bot = await startProduct({ ...premises.forBots, MORA_CREW: 'fast' });
    const client = playgroundClient(bot.url);
    await using worker = await startWorker({ ...told, REDIS_URL: `redis://127.0.0.1:${proxy.port}` });
    await client.say('/mora t2v a paper boat --duration 1');
    await expect.poll(() => replicate.predictions.length, patience).toBe(1);
    proxy.stall(true);
    // To be killed is what it is built for; to hang is not.
    expect(await worker.stop()).toBe(1);
    expect(replicate.predictions.map(({ status }) => status)).toEqual(['processing']);
  }, 180_000);

  test('what hangs elsewhere does not hold up a shutdown', async () => {
    premises = await openPremises('redis');
    replicate.nextPrediction({ status: 'hold' });
    const told = { ...withToken(), MORA_CREW: 'fast' };
    await using bot = await startProduct({ ...premises.forBots, MORA_CREW: 'fast' });
    const client = playgroundClient(bot.url);
    {
      await using worker = await startWorker(told);
      await client.say('/mora t2v a paper boat --duration 1');
      await expect.poll(() => replicate.predictions.length, patience).toBe(1);
      expect(await worker.stop()).toBe(0);
    }
    // It is left alone there, and the next worker goes on with it.
    expect(replicate.predictions.map(({ status }) => status)).toEqual(['processing']);
    const [held] = replicate.predictions;
    if (held !== undefined) await replicate.release(held.id);
    await using worker = await startWorker(told);
    await expect.poll(() => statusesOf(client), patience).toEqual(['done']);
    expect(Object.values(replicate.creations())).toEqual([1, 1]);
    expect(await worker.stop()).toBe(0);
  }, 180_000);
});
