import type { ChatAdapter } from '../bots/chat.ts';
import type { Desk } from '../bots/desk.ts';
import type { Config } from '../core/config.ts';
import { inTime } from '../core/in-time.ts';
import type { Logger } from '../core/log.ts';
import { reconcile } from '../core/studio/reconcile.ts';
import { sweep } from '../core/studio/retention/sweep.ts';
import type { House } from './house.ts';

/** How often what a crash left behind is looked for. */
const reconcileIntervalMs = 60_000;

/** People who come with the start have it for themselves. */
const firstSweepMs = 60_000;
const sweepIntervalMs = 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

/** Milliseconds that a shutdown waits for it: the next start goes on with what it left. */
const endMs = 2_000;

/** A chat with what answers in it. */
export interface Served {
  readonly adapter: ChatAdapter;
  readonly desk: Desk;
}

/** Removes what is due, soon after the start and each hour; returns what ends it. */
export function keepSwept(
  { keeping }: Config,
  { database, artifacts }: House,
  served: readonly Served[],
  logger: Logger,
): () => Promise<void> {
  const { retention: rows, eraser, clips } = database;
  const turn = async (signal: AbortSignal): Promise<void> => {
    const nowMs = Date.now();
    await sweep(keeping, { rows, eraser, clips, artifacts, logger, nowMs, signal });
    if (keeping.days === undefined) return;
    const beforeMs = nowMs - keeping.days * dayMs;
    for (const { adapter } of served) await adapter.forgetBefore?.(beforeMs, signal);
  };
  const turns = takeTurns(turn, (error) => logger.error({ err: error }, 'sweep-failed'));
  const timers = [setTimeout(turns.begin, firstSweepMs), setInterval(turns.begin, sweepIntervalMs)];
  return async () => {
    for (const timer of timers) clearTimeout(timer);
    await turns.end();
  };
}

/** Mends what a crash left behind, from now on and each minute; returns what ends it. */
export function keepMended(served: readonly Served[], { database, queue }: House, logger: Logger): () => Promise<void> {
  const unservedSinceMs = new Map<string, number>();
  const turn = async (signal: AbortSignal): Promise<void> => {
    for (const { adapter, desk } of served) {
      await reconcile(adapter.platform, {
        tasks: database.tasks,
        queue,
        logger,
        nowMs: Date.now(),
        unservedSinceMs,
        signal,
        deliver: (task) => desk.deliver(task, signal),
        refresh: (taskId) => desk.refresh(taskId),
      });
      await desk.mendShowcase();
    }
  };
  const turns = takeTurns(turn, (error) => logger.error({ err: error }, 'reconcile-failed'));
  // Nobody waits for it: a long line takes a while to look through.
  turns.begin();
  const timer = setInterval(turns.begin, reconcileIntervalMs);
  return async () => {
    clearInterval(timer);
    await turns.end();
  };
}

/** Runs a work turn by turn: never two at a time, and one that throws does not keep the next from coming. */
function takeTurns(
  turn: (signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
): { readonly begin: () => void; end(): Promise<void> } {
  const ending = new AbortController();
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      await turn(ending.signal);
    } catch (error) {
      if (!ending.signal.aborted) onError(error);
    } finally {
      running = undefined;
    }
  };
  return {
    begin: () => {
      running ??= run();
    },
    end: async () => {
      ending.abort();
      if (running !== undefined) await inTime(running, endMs, () => undefined);
    },
  };
}
