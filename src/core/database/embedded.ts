import { access, mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { MoraError, systemCode, toMoraError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { lockDirectory } from './directory-lock.ts';
import { EmbeddedPool } from './embedded-pool.ts';
import { runEmbeddedInit } from './embedded-init-process.ts';
import type { DatabasePool } from './pool.ts';

/** With less free than this a database cannot even write its next log segment (16 MiB each). */
const leastFreeBytes = 20 * 1024 * 1024;

/** PGlite's own 160 MB are for tables that ours will never be; measured, this frees 140 MB and costs no speed. */
const sharedBuffers = 'shared_buffers=16MB';

/** Folders in which a first start was making a database when it was killed. */
const unfinishedPrefix = 'database.new-';

/**
 * Opens the embedded database in `dataDir`, making it where there is none, and takes the directory for this process
 * until the pool ends. Throws `data-directory-in-use`, `data-directory-broken`, `disk-full`, or `cancelled` by `signal`.
 */
export async function openEmbedded(
  dataDir: string,
  options: { readonly logger: Logger; readonly signal?: AbortSignal },
): Promise<DatabasePool> {
  const lock = await lockDirectory(dataDir);
  try {
    const directory = path.join(dataDir, 'database');
    if (!(await exists(directory))) await initialise(dataDir, directory, options.logger, options.signal);
    options.signal?.throwIfAborted();
    const database = await openExisting(directory);
    return new EmbeddedPool(database, async () => lock.release());
  } catch (error) {
    await lock.release();
    throw toMoraError(error);
  }
}

/** Makes a database beside its place and moves it there whole, so that a half-made one is never taken for a database. */
async function initialise(dataDir: string, directory: string, logger: Logger, signal?: AbortSignal): Promise<void> {
  const entries = await readdir(dataDir);
  const unfinished = entries.filter((name) => name.startsWith(unfinishedPrefix));
  await Promise.all(unfinished.map(async (name) => rm(path.join(dataDir, name), { recursive: true, force: true })));
  const fresh = path.join(dataDir, `${unfinishedPrefix}${process.pid}`);
  logger.info({ dataDir }, 'making a new embedded database; this takes a few seconds once');
  try {
    await mkdir(fresh);
    await runEmbeddedInit(fresh, signal);
    await rename(fresh, directory);
  } catch (error) {
    // Asked before the half-made database gives its room back.
    const full = await isDiskFull(dataDir);
    await rm(fresh, { recursive: true, force: true });
    if (full) throw diskFull(error);
    throw error;
  }
}

async function openExisting(directory: string): Promise<PGlite> {
  // Without this file PGlite would make a new database over what is there.
  if (!(await isFile(path.join(directory, 'PG_VERSION')))) throw broken(directory, undefined, 'PG_VERSION is missing');
  try {
    return await PGlite.create({
      dataDir: directory,
      startParams: [...PGlite.defaultStartParams, '-c', sharedBuffers],
    });
  } catch (error) {
    if (await isDiskFull(directory)) throw diskFull(error);
    throw broken(directory, error, error instanceof Error ? error.message : String(error));
  }
}

function broken(directory: string, cause: unknown, detail: string): MoraError {
  const place = path.resolve(directory);
  return new MoraError(
    'data-directory-broken',
    `The database in ${place} is damaged and cannot be opened; nothing was deleted. Put back a backup of that folder, or move it away to start with an empty one.`,
    { cause, detail },
  );
}

async function isDiskFull(directory: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize < leastFreeBytes;
}

function diskFull(cause: unknown): MoraError {
  return new MoraError('disk-full', 'The disk of the studio is full. Free some space on it, then start again.', {
    cause,
  });
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

/** An empty folder counts as absent: it holds nothing to lose, and some tools make it beforehand. */
async function exists(directory: string): Promise<boolean> {
  try {
    await access(directory);
    return (await readdir(directory)).length > 0;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw broken(directory, error, 'cannot be read');
  }
}
