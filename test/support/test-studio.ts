import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openDiskArtifactStore } from '../../src/core/artifacts/disk-artifact-store.ts';
import type { ArtifactStore } from '../../src/core/artifacts/artifact-store.ts';
import { openDatabase, type Database } from '../../src/core/database/open-database.ts';
import { openEmbedded } from '../../src/core/database/embedded.ts';
import { silentLogger } from '../../src/core/log.ts';
import type { Provider } from '../../src/core/provider.ts';
import { openTaskQueue } from '../../src/core/queue/open-task-queue.ts';
import type { TaskQueue } from '../../src/core/queue/task-queue.ts';
import { createStudio, type Studio } from '../../src/core/studio/studio.ts';
import type { ImageIntake } from '../../src/core/studio/image-intake.ts';
import type { VideoIntake } from '../../src/core/studio/video-intake.ts';
import { agents } from '../../src/core/agents.ts';
import { startCrew, type Crew } from '../../workers/crew.ts';
import type { StageParts } from '../../workers/run-stage.ts';

/** A studio on its real embedded stores. */
export interface TestStudio extends AsyncDisposable {
  readonly studio: Studio;
  readonly database: Database;
  readonly queue: TaskQueue;
  readonly artifacts: ArtifactStore;
  /** Puts providers to work on all agents; they stop with the studio. Where they make real videos, real tools are needed. */
  work(provider: Provider | readonly Provider[], tools?: StageParts['media']): Promise<Crew>;
}

/** Pictures are taken as they are: what intake does is tested where it stands. */
const takeAny: ImageIntake = (source, id) =>
  Promise.resolve({ artifact: 'artifact' in source ? source.artifact : id, size: { width: 640, height: 480 } });

/** A video of five seconds, whatever was sent. */
const takeAnyVideo: VideoIntake = (source, id) => {
  const facts = { width: 640, height: 360, fps: 24, frames: 120, durationS: 5, codec: 'h264' };
  return Promise.resolve({ artifact: 'artifact' in source ? source.artifact : id, facts, sound: false });
};

/** Videos here are no media: their frames are as little. */
const media = { extractFrame: (_path: string, _which: string, out: string) => keepFrame(out) };

async function keepFrame(out: string): Promise<{ width: number; height: number }> {
  await writeFile(out, 'a frame');
  return { width: 640, height: 360 };
}

/** Opens a studio over a data directory, as a process would. */
export async function openTestStudio(dataDir: string): Promise<TestStudio> {
  const logger = silentLogger();
  await using opened = new AsyncDisposableStack();
  const pool = await openEmbedded(dataDir, { logger });
  opened.defer(() => pool.end());
  const database = await openDatabase(pool);
  const queue = await openTaskQueue({ store: { kind: 'postgres', pool }, logger });
  opened.defer(() => queue.close());
  const artifacts = await openDiskArtifactStore(path.join(dataDir, 'artifacts'));
  const scratchDir = path.join(dataDir, 'scratch');
  await mkdir(scratchDir, { recursive: true });
  const studio = createStudio({
    database,
    queue,
    artifacts,
    takeImage: takeAny,
    takeVideo: takeAnyVideo,
    logger,
  });
  const held = opened.move();
  return {
    studio,
    database,
    queue,
    artifacts,
    async work(provider, tools = media) {
      const providers = 'agents' in provider ? [provider] : provider;
      const crew = await startCrew({ queue, artifacts, media: tools, providers, agents, scratchDir, logger });
      held.defer(() => crew.stop(0));
      return crew;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
