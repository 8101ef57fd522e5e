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

/** Starts the product on a free port and waits until it says that it is ready and /healthz is green. */
export async function startProduct(
  environment: Readonly<Record<string, string>>,
  options: { readonly keepLog?: boolean } = {},
): Promise<RunningProduct> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts', 'start'], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'error', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', options.keepLog === true ? 'pipe' : 'inherit'],
  });
  let logged = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (logged += text));
  const url = await readyUrl(child);
  const health = await fetch(`${url}healthz`);
  if (health.status !== 200) throw new Error(`ready but not healthy: ${health.status}`);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    }
    return child.exitCode;
  };
  return {
    url,
    pid: child.pid ?? 0,
    log: () => logged.split('\n').filter((line) => line !== ''),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  };
}

async function readyUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the product has no standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /is ready: (http\S+)$/u.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`the product ended before it was ready, with exit code ${child.exitCode}`);
}
