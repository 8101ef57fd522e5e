import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A fixture that runs as a process of its own, so that it can be killed. */
export interface Fixture extends AsyncDisposable {
  readonly pid: number | undefined;
  /** Waits for its next message. */
  message(): Promise<unknown>;
  /** Calls back for each message. */
  onMessage(listener: (message: unknown) => void): void;
  /** Kills it as a power cut would. */
  kill(): Promise<void>;
}

export function forkFixture(file: URL, parameters: readonly string[]): Fixture {
  const child = fork(file, parameters, { execArgv: ['--disable-warning=ExperimentalWarning'] });
  const kill = async (): Promise<void> => killChild(child);
  return {
    pid: child.pid,
    message: async () => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const ended = (): void => reject(new Error('the fixture ended by itself'));
      child.once('message', resolve).once('exit', ended);
      return promise.finally(() => child.off('message', resolve).off('exit', ended));
    },
    onMessage: (listener) => void child.on('message', listener),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

async function killChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
