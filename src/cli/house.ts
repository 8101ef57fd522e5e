import { plainSetup, type Setup } from '../core/arrangement/setup.ts';
import type { Config } from '../core/config.ts';
import { openEmbedded } from '../core/database/embedded.ts';
import { openDatabase, type Database } from '../core/database/open-database.ts';
import { openPostgres } from '../core/database/postgres.ts';
import type { Logger } from '../core/log.ts';
import { createImageIntake, type ImageIntake } from '../core/studio/image-intake.ts';
import { createStudio, type Studio } from '../core/studio/studio.ts';
import { createVideoIntake, type VideoIntake } from '../core/studio/video-intake.ts';
import type { Crew } from '../../workers/crew.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

/** Everything that a process with a studio holds open. */
export interface House {
  readonly studio: Studio;
  readonly database: Database;
  readonly queue: Workshop['queue'];
  readonly artifacts: Workshop['artifacts'];
  readonly media: Workshop['media'];
  /** Folder of this process for what is made on the way. */
  readonly scratchDir: string;
  readonly takeImage: ImageIntake;
  readonly takeVideo: VideoIntake;
  /** Begins to work on stages in this process; call it once everything that listens is in place. */
  startCrew(): Promise<void>;
  /** Stops the crew, if it works: it takes no more, and lets short stages end within the grace. */
  stopCrew(graceMs: number): Promise<void>;
  /** Closes what is open, last opened first; a crew that still works is stopped at once. */
  close(): Promise<void>;
}

/** Opens the stores that the configuration names, and the studio over them. Throws `MoraError`; then nothing is left open. */
export async function openHouse(config: Config, logger: Logger, setup: Setup = plainSetup): Promise<House> {
  await using opened = new AsyncDisposableStack();
  const pool =
    config.databaseUrl === undefined
      ? await openEmbedded(config.dataDir, { logger })
      : await openPostgres(config.databaseUrl, { logger });
  opened.defer(() => pool.end());
  const database = await openDatabase(pool);
  const workshop = await openWorkshop(config, setup, pool, opened, logger);
  const { queue, artifacts, media, scratchDir } = workshop;
  const takeImage = createImageIntake(media, artifacts, scratchDir);
  const takeVideo = createVideoIntake(media, artifacts, scratchDir);
  const studio = createStudio({
    database,
    queue,
    artifacts,
    takeImage,
    takeVideo,
    logger,
    arrangement: setup.arrangement,
  });

  let crew: Crew | undefined;
  const stopCrew = async (graceMs: number): Promise<void> => {
    const working = crew;
    crew = undefined;
    await working?.stop(graceMs);
  };
  const held = opened.move();
  return {
    studio,
    database,
    queue,
    artifacts,
    media,
    scratchDir,
    takeImage,
    takeVideo,
    async startCrew() {
      crew = await workshop.startCrew();
    },
    stopCrew,
    async close() {
      try {
        await stopCrew(0);
      } finally {
        await held.disposeAsync();
      }
    },
  };
}
