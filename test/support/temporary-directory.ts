import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new empty folder, removed with all that is in it when it is disposed. */
export async function temporaryDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'mora-test-'));
  // The child of a server that was killed, such as one that writes Redis' log anew, may still put a file into it.
  const remove = (): Promise<void> => rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
  return { path: directory, [Symbol.asyncDispose]: remove };
}
