import { openEmbedded } from '../../../src/core/database/embedded.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { openTaskQueue } from '../../../src/core/queue/open-task-queue.ts';
import { queueContract } from '../../contracts/queue-contract.ts';
import { testDataDirectory } from '../../support/test-database.ts';

queueContract('the embedded database', async () => {
  await using opened = new AsyncDisposableStack();
  const directory = opened.use(await testDataDirectory());
  const logger = silentLogger();
  const pool = await openEmbedded(directory.path, { logger });
  opened.defer(() => pool.end());
  const held = opened.move();
  return {
    openQueue: (timing) => openTaskQueue({ store: { kind: 'postgres', pool }, logger, timing }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
});
