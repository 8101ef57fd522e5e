import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { reportSchema, type BotSettings, type Order, type Report } from '../bots/bot-messages.ts';

/** A bot in a process of its own, on a fake chat. */
export interface BotProcess extends AsyncDisposable {
  readonly pid: number;
  /** Gives an order and waits for the report of its kind. */
  ask(order: Order): Promise<Report>;
}

/** Starts one and waits until it is ready. */
export async function startBot(
  name: `${'discord' | 'slack'}-${'bare' | 'studio'}`,
  settings: BotSettings,
): Promise<BotProcess> {
  const file = fileURLToPath(new URL(`../bots/${name}-bot.ts`, import.meta.url));
  const child = fork(file, {
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'],
    env: { PATH: process.env['PATH'], BOT_SETTINGS: JSON.stringify(settings) },
  });
  await report(child, 'ready');
  return {
    pid: child.pid ?? 0,
    async ask(order) {
      const answered = report(child, order.kind);
      child.send(order);
      return answered;
    },
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.send({ kind: 'stop' });
      await exited;
    },
  };
}

function report(child: ChildProcess, kind: Report['kind']): Promise<Report> {
  const { promise, resolve, reject } = Promise.withResolvers<Report>();
  const onMessage = (message: unknown): void => {
    const parsed = reportSchema.parse(message);
    if (parsed.kind !== kind) return;
    child.off('message', onMessage);
    child.off('exit', onExit);
    resolve(parsed);
  };
  const onExit = (code: number | null): void => reject(new Error(`a bot ended with ${code}`));
  child.on('message', onMessage);
  child.once('exit', onExit);
  return promise;
}
