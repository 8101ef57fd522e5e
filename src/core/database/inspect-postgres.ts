import { z } from 'zod';
import { silentLogger } from '../log.ts';
import { refuseNewer } from './migrate.ts';
import { openPostgres } from './postgres.ts';

/** What a PostgreSQL server says of itself. */
export interface PostgresFacts {
  readonly version: string;
  /** Of all its databases, with the one that asks. */
  readonly connections: number;
  readonly maxConnections: number;
}

const factsSchema = z.object({ version: z.string(), connections: z.coerce.number(), most: z.coerce.number() });

/** Connects for one look; nothing is changed. Throws `configuration` as opening the database there does. */
export async function inspectPostgres(url: string): Promise<PostgresFacts> {
  const pool = await openPostgres(url, { logger: silentLogger() });
  try {
    await refuseNewer(pool);
    const { rows } = await pool.query(
      "SELECT current_setting('server_version') AS version, current_setting('max_connections') AS most, (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections",
    );
    const { version, connections, most } = factsSchema.parse(rows[0]);
    return { version, connections, maxConnections: most };
  } finally {
    await pool.end();
  }
}
