import type { Config } from '../core/config.ts';
import { openPostgres } from '../core/database/postgres.ts';
import { MoraError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import { waitForAbort } from '../core/wait-for-abort.ts';
import { openHealthServer } from './health-server.ts';
import { setUp } from './set-up.ts';
import { openWorkshop } from './workshop.ts';

/** Long enough for words and stills, short enough for an impatient supervisor, which waits ten seconds at the least. */
const graceMs = 5_000;

/** Works on stages for a studio elsewhere until the signal aborts. Throws `configuration` where nothing is shared. */
export async function worker(
  config: Config,
  logger: Logger,
  stop: AbortSignal,
  print: (line: string) => void,
): Promise<void> {
  if (config.redisUrl === undefined && config.databaseUrl === undefined) {
    throw new MoraError(
      'configuration',
      'A worker of its own needs a queue that it can share: set REDIS_URL or DATABASE_URL, for this worker and for the studio. The embedded database serves one process, and “npm start” works on everything by itself.',
    );
  }
  const setup = await setUp(config);
  await using opened = new AsyncDisposableStack();
  const pool =
    config.redisUrl === undefined && config.databaseUrl !== undefined
      ? await openPostgres(config.databaseUrl, { logger })
      : undefined;
  if (pool !== undefined) opened.defer(() => pool.end());
  const workshop = await openWorkshop(config, setup, pool, opened, logger);
  const crew = await workshop.startCrew();
  opened.defer(() => crew.stop(graceMs));
  if (config.healthPort !== undefined) {
    // While the worker's sign of life is in the queue, the queue can be reached and others count on this worker.
    const check = async (): Promise<void> => {
      const workers = await workshop.queue.workers();
      const isKnown = workers.some(({ workerId }) => workerId === crew.presence.workerId);
      if (stop.aborted || !isKnown) throw new MoraError('unavailable', 'starting or stopping');
    };
    opened.use(await openHealthServer({ port: config.healthPort, logger, check }));
  }
  const parts = Object.entries(crew.presence.agents).map(([agent, names]) => `${agent} (${names.join(', ')})`);
  print(`Mora worker is ready: ${parts.join('; ') || 'nothing that it could do; see “npm run mora -- doctor”'}`);
  await waitForAbort(stop);
  logger.info('stopping');
}
