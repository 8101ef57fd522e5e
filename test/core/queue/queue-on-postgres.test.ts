import { describe } from 'vitest';
import { openPostgres } from '../../../src/core/database/postgres.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { openTaskQueue } from '../../../src/core/queue/open-task-queue.ts';
import { queueContract } from '../../contracts/queue-contract.ts';
import { hasPostgres, startPostgres } from '../../support/servers.ts';

describe.skipIf(!hasPostgres())('PostgreSQL', () => {
  queueContract('PostgreSQL', async () => {
    await using opened = new AsyncDisposableStack();
    const server = opened.use(await startPostgres());
    const logger = silentLogger();
    const pool = await openPostgres(server.url, { logger });
    opened.defer(() => pool.end());
    const held = opened.move();
    return {
      openQueue: (timing) => openTaskQueue({ store: { kind: 'postgres', pool }, logger, timing }),
      [Symbol.asyncDispose]: () => held.disposeAsync(),
    };
  });
});
