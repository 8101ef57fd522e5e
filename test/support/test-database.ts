import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { openDatabase, type Database } from '../../src/core/database/open-database.ts';
import { openEmbedded } from '../../src/core/database/embedded.ts';
import type { DatabasePool } from '../../src/core/database/pool.ts';
import { silentLogger } from '../../src/core/log.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A data directory of its own with an empty database in it, not opened yet. */
export async function testDataDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const directory = await temporaryDirectory();
  await copyTemplate(directory.path);
  return directory;
}

/** Puts a migrated, empty database into a data directory. */
export async function copyTemplate(dataDir: string): Promise<void> {
  // A thousand small files: node's own copy takes ten times as long.
  await promisify(execFile)('cp', ['-R', path.join(inject('templateDataDir'), 'database'), dataDir]);
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
