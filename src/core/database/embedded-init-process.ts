import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MoraError } from '../errors.ts';

/** Makes a new database in an empty directory, in a child process. Throws `internal` with what the child said. */
export async function runEmbeddedInit(directory: string, signal?: AbortSignal): Promise<void> {
  const child = fork(fileURLToPath(new URL('embedded-init.ts', import.meta.url)), [directory], {
    // The options of this process may be a test runner's or a debugger's.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { signal }),
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = `${complaint}${text}`.slice(-2_000);
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    await once(child, 'exit');
  } finally {
    // When it was aborted it may still write for a moment, and its folder is about to be removed.
    if (child.pid !== undefined) await exited;
  }
  if (child.exitCode !== 0) {
    throw new MoraError(
      'internal',
      'The embedded database could not be made. Start again; if it stays so, report it.',
      {
        detail: complaint,
      },
    );
  }
}
