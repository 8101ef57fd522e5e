import { setTimeout as sleep } from 'node:timers/promises';
import { inTime } from '../in-time.ts';
import type { Logger } from '../log.ts';

/** Tasks of one message: a store bounds its length. */
const mostAtOnce = 100;

/** Milliseconds between two messages: far less than anybody sees on a card. */
const gapMs = 25;

/** Milliseconds after which a message without an answer no longer holds up the next. */
const patienceMs = 5_000;

/** Says which tasks changed, one message at a time. */
export interface Hints {
  /** Returns at once and never fails. A task that is already to be said is said once. */
  add(taskId: string): void;
  /** Waits until all is said. */
  sent(): Promise<void>;
}

/**
 * The first is said at once; what changes while a message is under way or shortly after goes with the next one. So a
 * quiet studio hears of each change as before, and a busy one is not busy with that. `send` may fail: hints may be lost.
 */
export function createHints(send: (taskIds: readonly string[]) => Promise<void>, logger: Logger): Hints {
  const waiting = new Set<string>();
  let sending: Promise<void> | undefined;

  const sendAll = async (): Promise<void> => {
    while (waiting.size > 0) {
      const taskIds = [...waiting].slice(0, mostAtOnce);
      for (const taskId of taskIds) waiting.delete(taskId);
      try {
        await inTime(send(taskIds), patienceMs, () => undefined);
      } catch (error) {
        logger.debug({ err: error }, 'hints were lost');
      }
      await sleep(gapMs);
    }
    sending = undefined;
  };

  return {
    add: (taskId) => {
      waiting.add(taskId);
      sending ??= sendAll();
    },
    sent: async () => sending,
  };
}
