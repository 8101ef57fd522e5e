import { cp } from 'node:fs/promises';
import path from 'node:path';
import { inject } from 'vitest';
import { openDatabase, type Database } from '../../src/core/database/open-database.ts';
import { openEmbedded } from '../../src/core/database/embedded.ts';
import type { DatabasePool } from '../../src/core/database/pool.ts';
import { silentLogger } from '../../src/core/log.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A data directory of its own with an empty database in it, not opened yet. */
export async function testDataDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const directory = await temporaryDirectory();
  await cp(path.join(inject('templateDataDir'), 'database'), path.join(directory.path, 'database'), {
    recursive: true,
  });
  return directory;
}

/** An embedded database that is empty, migrated, and gone with its directory when it is disposed. */
export async function openTestDatabase(): Promise<
  AsyncDisposable & { readonly database: Database; readonly pool: DatabasePool; readonly dataDir: string }
> {
  await using opened = new AsyncDisposableStack();
  const directory = opened.use(await testDataDirectory());
  const pool = await openEmbedded(directory.path, { logger: silentLogger() });
  opened.defer(() => pool.end());
  const database = await openDatabase(pool);
  const held = opened.move();
  return { database, pool, dataDir: directory.path, [Symbol.asyncDispose]: () => held.disposeAsync() };
}
