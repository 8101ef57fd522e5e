import { afterEach, beforeEach, expect, test } from 'vitest';
import { agents as allAgents, type Agent } from '../../src/core/agents.ts';
import { MoraError } from '../../src/core/errors.ts';
import { openDiskArtifactStore } from '../../src/core/artifacts/disk-artifact-store.ts';
import { silentLogger } from '../../src/core/log.ts';
import { createMediaTools } from '../../src/core/media/media-tools.ts';
import type { TaskQueue } from '../../src/core/queue/task-queue.ts';
import type { LocalProvider } from '../../src/core/provider.ts';
import { asked, never, withStudioIn } from '../core/studio/staffed-studio.ts';
import { createQuickProvider } from '../fakes/quick-provider.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testDataDirectory } from '../support/test-database.ts';
import { openTestStudio } from '../support/test-studio.ts';
import { startCrew } from '../../workers/crew.ts';

let directory: Awaited<ReturnType<typeof testDataDirectory>>;
beforeEach(async () => {
  directory = await testDataDirectory();
});
afterEach(() => directory[Symbol.asyncDispose]());

/** A provider that plays some agents only, under a name of its own. */
function only(name: string, agents: readonly Agent[], seen: string[]): LocalProvider {
  const quick = createQuickProvider((agent) => void seen.push(`${name} ${agent}`));
  const all = Object.entries(quick.agents).filter(([agent]) => agents.some((wanted) => wanted === agent));
  return { ...quick, name, agents: Object.fromEntries(all) };
}

test('workers with different models share an agent: each takes only what it can do', async () => {
  await withStudioIn(
    directory.path,
    async (opened) => {
      const seen: string[] = [];
      await opened.work(only('words', ['prompt', 'finish'], seen));
      await opened.work(only('painter', ['text-to-image'], seen));
      await opened.work(only('slow/film', ['image-to-video'], seen));
      await opened.work(only('quick/film', ['image-to-video'], seen));
      const models = ['slow/film', 'quick/film', 'slow/film', 'quick/film'];
      for (const [index, model] of models.entries()) {
        const { taskId } = await opened.studio.submit(asked(`m${index}`, { model }), never);
        expect(await opened.chat.outcome(taskId)).toMatchObject({ status: 'done' });
      }
      expect(seen.filter((turn) => turn.endsWith('image-to-video'))).toEqual(
        models.map((name) => `${name} image-to-video`),
      );
    },
    { idle: true },
  );
});

test('a model that another worker of its vendor has is passed on to that one', async () => {
  await withStudioIn(
    directory.path,
    async (opened) => {
      const seen: string[] = [];
      await opened.work(only('words', ['prompt', 'text-to-image', 'finish'], seen));
      const first = await opened.work(only('home/old', ['image-to-video'], seen));
      await opened.work(only('home/new', ['image-to-video'], seen));
      const { taskId } = await opened.studio.submit(asked('m1', { model: 'home/new' }), never);
      expect(await opened.chat.outcome(taskId)).toMatchObject({ status: 'done' });
      expect(seen).toContain('home/new image-to-video');
      expect(seen).not.toContain('home/old image-to-video');
      await first.stop(0);
    },
    { idle: true },
  );
});

test('what nobody here can do is not taken in', async () => {
  await withStudioIn(
    directory.path,
    async (opened) => {
      await opened.work(only('words', ['prompt', 'text-to-image', 'finish'], []));
      await expect(opened.studio.submit(asked('m1'), never)).rejects.toMatchObject({ code: 'unavailable' });
      expect(await opened.studio.countOpen()).toBe(0);
    },
    { idle: true },
  );
});

test('a crew does not start where others at its queue keep their files elsewhere', async () => {
  await using opened = await openTestStudio(directory.path);
  await using elsewhere = await temporaryDirectory();
  await using _first = { [Symbol.asyncDispose]: () => crew.stop(0) };
  const crew = await opened.work(only('words', ['prompt'], []));
  const { queue } = opened;
  const media = createMediaTools({ logger: silentLogger() });
  const parts = { queue, media, scratchDir: directory.path, logger: silentLogger(), agents: allAgents };
  const artifacts = await openDiskArtifactStore(elsewhere.path);
  const starting = startCrew({ ...parts, artifacts, providers: [only('painter', ['text-to-image'], [])] });
  await expect(starting).rejects.toMatchObject({ code: 'configuration' });
  expect((await queue.workers()).map(({ workerId }) => workerId)).toEqual([crew.presence.workerId]);
  const second = await startCrew({
    ...parts,
    artifacts: opened.artifacts,
    providers: [only('painter', ['finish'], [])],
  });
  await second.stop(0);
});

test('a crew whose start fails half-way leaves nothing at work', async () => {
  const closed: string[] = [];
  await using opened = await openTestStudio(directory.path);
  const queue: TaskQueue = {
    ...opened.queue,
    async workStages(seat, work) {
      const consumer = await opened.queue.workStages(seat, work);
      return {
        close: async (graceMs) => {
          await consumer.close(graceMs);
          closed.push(seat.agent);
        },
      };
    },
    announce: () => Promise.reject(new MoraError('unavailable', 'Redis is away.')),
  };
  const provider = { ...createQuickProvider(), close: () => Promise.resolve(void closed.push('the provider')) };
  const { artifacts } = opened;
  const parts = {
    queue,
    artifacts,
    media: createMediaTools({ logger: silentLogger() }),
    scratchDir: directory.path,
    logger: silentLogger(),
  };
  const starting = startCrew({ ...parts, providers: [provider], agents: allAgents });
  await expect(starting).rejects.toMatchObject({ code: 'unavailable' });
  const last = closed.pop();
  expect(last).toBe('the provider');
  expect(closed.toSorted()).toEqual([...allAgents].toSorted());
});
