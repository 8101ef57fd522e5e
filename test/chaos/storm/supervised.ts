import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** A process of the product that is started again whenever it ends. */
export interface Supervised extends AsyncDisposable {
  readonly name: string;
  readonly pid: number | undefined;
  /** Exits that nobody had asked for, after it was ready: what the product must never do. */
  readonly fell: readonly string[];
  /** Times that it was started. */
  readonly starts: number;
  /** What it has written of something, such as a task, the newest last. */
  saidOf(words: string): readonly string[];
  isReady(): boolean;
  /** Ends it as a power cut would, and keeps it down for so long. */
  kill(downMs: number): Promise<void>;
  /** Asks it to stop; throws where it does not within 20 seconds. It is started again. */
  stop(): Promise<void>;
  moveClock(offsetMs: number): void;
  heapBytes(): Promise<number>;
}

const heapSchema = z.object({ heapBytes: z.number() });
const keptLines = 20_000;
const restartMs = 300;
const stopWithinMs = 20_000;
const preload = fileURLToPath(new URL('preload.ts', import.meta.url));

/** Starts it, and starts it again until disposed. `environment` is all that it is told. */
export function supervise(
  name: string,
  command: 'start' | 'worker',
  environment: Readonly<Record<string, string>>,
): Supervised {
  let child: ChildProcess | undefined;
  const dismissed = new AbortController();
  let ready = false;
  let expected = false;
  let downMs = 0;
  let starts = 0;
  let ended: PromiseWithResolvers<void> = Promise.withResolvers();
  const fell: string[] = [];
  const log: string[] = [];

  async function live(): Promise<void> {
    while (!dismissed.signal.aborted) {
      ready = false;
      expected = false;
      ended = Promise.withResolvers();
      starts += 1;
      const born = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', '--expose-gc', '--import', preload, 'src/main.ts', command],
        { env: { PATH: process.env['PATH'], ...environment }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
      );
      child = born;
      const say = (text: string): void => {
        log.push(...text.split('\n').filter((line) => line !== ''));
        log.splice(0, log.length - keptLines);
      };
      born.stderr?.setEncoding('utf8').on('data', say);
      born.stdout?.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes('is ready')) ready = true;
      });
      await once(born, 'exit');
      // A start that finds no Redis or database ends and says so; that is for its supervisor to try again.
      if (ready && !expected)
        fell.push(`${name} ended with ${born.exitCode ?? born.signalCode}:\n${log.slice(-12).join('\n')}`);
      ready = false;
      ended.resolve();
      await sleep(Math.max(restartMs, downMs));
      downMs = 0;
    }
  }

  const living = live();
  return {
    name,
    fell,
    saidOf: (words) => log.filter((line) => line.includes(words)),
    get pid() {
      return child?.pid;
    },
    get starts() {
      return starts;
    },
    isReady: () => ready,
    async kill(forMs) {
      expected = true;
      downMs = forMs;
      child?.kill('SIGKILL');
      await ended.promise;
    },
    async stop() {
      const wasReady = ready;
      expected = true;
      child?.kill('SIGTERM');
      const late = new AbortController();
      const timeout = sleep(stopWithinMs, undefined, { signal: late.signal }).then(
        () => {
          if (wasReady) fell.push(`${name} did not stop in time`);
          child?.kill('SIGKILL');
        },
        () => undefined,
      );
      await ended.promise;
      late.abort();
      await timeout;
    },
    moveClock: (offsetMs) => {
      if (child?.connected === true) child.send({ storm: { clockOffsetMs: offsetMs } });
    },
    async heapBytes() {
      if (child === undefined) throw new Error(`${name} does not run`);
      const answer = once(child, 'message');
      child.send({ storm: { heap: true } });
      const [message]: unknown[] = await answer;
      return heapSchema.parse(message).heapBytes;
    },
    async [Symbol.asyncDispose]() {
      dismissed.abort();
      expected = true;
      child?.kill('SIGTERM');
      const late = new AbortController();
      void sleep(stopWithinMs, undefined, { signal: late.signal }).then(
        () => child?.kill('SIGKILL'),
        () => undefined,
      );
      await living;
      late.abort();
    },
  };
}
