import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The product as a process of its own, as `npm start` runs it. */
export interface RunningProduct extends AsyncDisposable {
  /** Where its playground is, with a slash at the end. */
  readonly url: string;
  readonly pid: number;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** What it has logged, a line an entry; only where it was started to keep that. */
  log(): readonly string[];
  /** Asks it to stop and resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** A worker as a process of its own, as `npm run worker` runs it. */
export type RunningWorker = Omit<RunningProduct, 'url'>;

interface StartOptions {
  readonly keepLog?: boolean;
}

/** Starts the product on a free port and waits until it says that it is ready and /healthz is green. */
export async function startProduct(
  environment: Readonly<Record<string, string>>,
  options: StartOptions = {},
): Promise<RunningProduct> {
  const { child, running } = launch('start', environment, options);
  const url = await saidBy(child, /is ready: (http\S+)$/u);
  const health = await fetch(`${url}healthz`);
  if (health.status !== 200) throw new Error(`ready but not healthy: ${health.status}`);
  return { ...running, url };
}

/** Starts a worker and waits until it says that it is ready. */
export async function startWorker(
  environment: Readonly<Record<string, string>>,
  options: StartOptions = {},
): Promise<RunningWorker> {
  const { child, running } = launch('worker', environment, options);
  await saidBy(child, /worker is ready: (.*)$/u);
  return running;
}

function launch(
  command: 'start' | 'worker',
  environment: Readonly<Record<string, string>>,
  { keepLog = false }: StartOptions,
): { readonly child: ChildProcess; readonly running: RunningWorker } {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts', command], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'error', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', keepLog ? 'pipe' : 'inherit'],
  });
  let logged = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (logged += text));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    }
    return child.exitCode;
  };
  const running: RunningWorker = {
    pid: child.pid ?? 0,
    log: () => logged.split('\n').filter((line) => line !== ''),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  };
  return { child, running };
}

/** What a process says of itself on a line of its output. */
async function saidBy(child: ChildProcess, pattern: RegExp): Promise<string> {
  if (child.stdout === null) throw new Error('the process has no standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    const said = pattern.exec(line)?.[1];
    if (said !== undefined) return said;
  }
  throw new Error(`the process ended before it was ready, with exit code ${child.exitCode}`);
}
