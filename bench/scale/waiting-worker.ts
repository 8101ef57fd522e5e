import { setTimeout as sleep } from 'node:timers/promises';
import { silentLogger } from '../../src/core/log.ts';
import { openTaskQueue } from '../../src/core/queue/open-task-queue.ts';
import { seatOf } from '../../src/core/seat.ts';
import { linePlan } from '../../test/support/plans.ts';

// Run as `waiting-worker.ts url concurrency waitMs`: a worker whose provider works elsewhere, so that it only waits.
const [url = '', concurrency = '', waitMs = ''] = process.argv.slice(2);
const queue = await openTaskQueue({ store: { kind: 'redis', url }, logger: silentLogger() });
await Promise.all(
  linePlan().stages.map((stage) =>
    queue.workStages(seatOf(stage), {
      concurrency: Number(concurrency),
      process: async ({ stageId, signal }) => {
        await sleep(Number(waitMs), undefined, { signal });
        return stageId;
      },
    }),
  ),
);
process.send?.('ready');
