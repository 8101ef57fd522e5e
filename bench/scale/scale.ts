import { hasPostgres, hasRedis } from '../../test/support/servers.ts';
import type { Bench } from '../support/bench.ts';
import { submitsWhileQueued } from './submits.ts';
import { scaleWorkers } from './workers.ts';

/** What more machines bring, and what a long line costs those who join it. */
export const scale: Bench = {
  name: 'scale',
  about: 'worker processes that only wait, on one Redis; and submits behind many tasks, on Redis and PostgreSQL',
  async run() {
    if (!hasRedis() || !hasPostgres()) return { skipped: 'redis-server and postgresql are needed' };
    return { measures: [...(await scaleWorkers()), ...(await submitsWhileQueued())] };
  },
};
