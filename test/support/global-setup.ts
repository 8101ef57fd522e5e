import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/core/database/open-database.ts';
import { openEmbedded } from '../../src/core/database/embedded.ts';
import { silentLogger } from '../../src/core/log.ts';
import { openTaskQueue } from '../../src/core/queue/open-task-queue.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data directory with an empty, migrated database: copying it is quicker than making one for each suite. */
    readonly templateDataDir: string;
  }
}

/** Makes the template once for all suites. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'mora-test-template-'));
  const pool = await openEmbedded(directory, { logger: silentLogger() });
  await openDatabase(pool);
  const queue = await openTaskQueue({ store: { kind: 'postgres', pool }, logger: silentLogger() });
  await queue.close();
  await pool.end();
  project.provide('templateDataDir', directory);
  return () => rm(directory, { recursive: true, force: true });
}
