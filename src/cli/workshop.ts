import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ArtifactStore } from '../core/artifacts/artifact-store.ts';
import type { Setup } from '../core/arrangement/setup.ts';
import type { Config } from '../core/config.ts';
import type { DatabasePool } from '../core/database/pool.ts';
import type { Logger } from '../core/log.ts';
import { createMediaTools, type MediaTools } from '../core/media/media-tools.ts';
import { openTaskQueue } from '../core/queue/open-task-queue.ts';
import type { TaskQueue } from '../core/queue/task-queue.ts';
import { startCrew, type Crew } from '../../workers/crew.ts';
import { openArtifacts } from './open-artifacts.ts';
import { createProviders } from '../../workers/providers/create-providers.ts';

/** What every process with workers has, with the database or without it. */
export interface Workshop {
  readonly queue: TaskQueue;
  readonly artifacts: ArtifactStore;
  readonly media: MediaTools;
  /** Folder of this process for what is made on the way. */
  readonly scratchDir: string;
  /** Begins to work on the stages of the configured agents. */
  startCrew(): Promise<Crew>;
}

/**
 * Opens a workshop: the queue in Redis where that is named, else in the database. What is opened is pushed onto the
 * caller's stack.
 */
export async function openWorkshop(
  config: Config,
  { limits, providerSettings }: Setup,
  pool: DatabasePool | undefined,
  opened: AsyncDisposableStack,
  logger: Logger,
): Promise<Workshop> {
  const queue = await openTaskQueue({ store: storeOf(config, pool), logger });
  opened.defer(() => queue.close());
  const artifacts = await openArtifacts(config, opened);
  const scratchDir = await mkdtemp(path.join(tmpdir(), 'mora-scratch-'));
  opened.defer(() => rm(scratchDir, { recursive: true, force: true }));
  const media = createMediaTools({ logger });
  opened.defer(() => media.close());
  return {
    queue,
    artifacts,
    media,
    scratchDir,
    async startCrew() {
      const staff = await createProviders({ config, logger, media, settings: providerSettings });
      const { providers, moderator } = staff;
      const moderation = moderator && {
        moderator,
        sampleFrames: (...sample: Parameters<MediaTools['sampleFrames']>) => media.sampleFrames(...sample),
      };
      const closeVendors = (): Promise<void> => staff.closeVendors();
      const shared = { queue, artifacts, media, scratchDir, logger, moderation };
      return startCrew({ ...shared, providers, agents: config.agents, limits, closeVendors });
    },
  };
}

function storeOf(config: Config, pool: DatabasePool | undefined): Parameters<typeof openTaskQueue>[0]['store'] {
  if (config.redisUrl !== undefined) return { kind: 'redis', url: config.redisUrl };
  if (pool !== undefined) return { kind: 'postgres', pool };
  throw new TypeError('a workshop needs a Redis or a database');
}
