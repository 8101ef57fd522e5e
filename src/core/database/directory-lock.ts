import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MoraError, systemCode, toMoraError } from '../errors.ts';

/** SQLite's code for a file that somebody else has locked: https://sqlite.org/rescode.html#busy */
const sqliteBusy = 5;

/** Ownership of a data directory. */
export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * Takes a data directory for this process, creating it where it is absent. The lock is SQLite's own on `lock.sqlite`:
 * the kernel drops it when the process dies, however it dies. Throws `data-directory-in-use` where another process, or
 * another part of this one, has it; `data-directory-broken` where the folder cannot be used.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    throw unusable(directory, error);
  }
  // The name of the owner stands in a file of its own: opening lock.sqlite to read it would drop this process's lock.
  const ownerFile = path.join(directory, 'lock.owner');
  const database = await takeLock(directory, ownerFile);
  try {
    await writeFile(ownerFile, `${process.pid}\n`);
  } catch (error) {
    database.close();
    throw unusable(directory, error);
  }
  return {
    release: async () => {
      await rm(ownerFile, { force: true });
      database.close();
    },
  };
}

async function takeLock(directory: string, ownerFile: string): Promise<DatabaseSync> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path.join(directory, 'lock.sqlite'), { timeout: 0 });
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) {
      throw await inUse(directory, ownerFile, error);
    }
    throw unusable(directory, error);
  }
}

async function inUse(directory: string, ownerFile: string, cause: Error): Promise<MoraError> {
  const owner = await readFile(ownerFile, 'utf8').catch(() => '');
  const pid = /^\d{1,10}$/u.exec(owner.trim())?.[0];
  const who = pid === undefined ? 'another process' : `the process ${pid}`;
  return new MoraError(
    'data-directory-in-use',
    `The data directory ${path.resolve(directory)} is in use by ${who}. Stop that one first, or give this one a directory of its own with MORA_DATA_DIR.`,
    { cause },
  );
}

function unusable(directory: string, cause: unknown): MoraError {
  if (toMoraError(cause).code === 'disk-full') return toMoraError(cause);
  const reason = systemCode(cause) ?? 'unknown';
  return new MoraError(
    'data-directory-broken',
    `The data directory ${path.resolve(directory)} cannot be used (${reason}). Check that it is a folder which this user may write to, or name another with MORA_DATA_DIR.`,
    { cause, detail: cause instanceof Error ? cause.message : String(cause) },
  );
}
