import { spawnSync } from 'node:child_process';
import { temporaryDirectory } from './temporary-directory.ts';

/** A disk of its own of so many megabytes, or undefined where this user may not mount one. */
export async function smallDisk(megabytes: number): Promise<(AsyncDisposable & { readonly path: string }) | undefined> {
  const directory = await temporaryDirectory();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory.path]);
  if (mounted.status !== 0) {
    await directory[Symbol.asyncDispose]();
    process.stderr.write('a small disk cannot be mounted here: what happens on a full one is not tried\n');
    return undefined;
  }
  return {
    path: directory.path,
    async [Symbol.asyncDispose]() {
      spawnSync('umount', ['--lazy', directory.path]);
      await directory[Symbol.asyncDispose]();
    },
  };
}
