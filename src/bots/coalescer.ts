import type { Logger } from '../core/log.ts';
import { createGroups } from './coalescer-groups.ts';
import type { Pace } from './pace.ts';

/** Runs an action for a key soon, and seldom: many touches become one run with the newest state. */
export interface Coalescer {
  touch(key: string): void;
  /** Waits for runs under way and starts no more. */
  stop(): Promise<void>;
}

export interface CoalescerOptions extends Pace {
  /** Most runs at a time, of all keys together. */
  readonly concurrency: number;
  /** The group of a key, asked once a key; undefined for a key that no group bounds. Needed for `perGroup` and `overall`. */
  readonly groupOf?: (key: string) => Promise<string | undefined>;
  readonly logger: Logger;
}

/** An action that fails is logged and dropped: what is coalesced here may be lost. */
export function createCoalescer(
  { intervalMs, perGroup, overall, concurrency, groupOf, logger }: CoalescerOptions,
  action: (key: string) => Promise<void>,
): Coalescer {
  /** Keys to run, in the order of their first touch. */
  const due = new Set<string>();
  /** Keys that ran lately, with whether they were touched since. */
  const resting = new Map<string, { touched: boolean; timer?: NodeJS.Timeout }>();
  const running = new Set<Promise<void>>();
  /** Keys whose group is being asked for. */
  const asking = new Map<string, Promise<void>>();
  const groups = groupOf === undefined ? undefined : createGroups({ perGroup, overall }, groupOf);
  let stopped = false;
  let waking: NodeJS.Timeout | undefined;

  function runNext(): void {
    if (stopped || running.size >= concurrency) return;
    const allMs = groups?.waitForAllMs() ?? 0;
    const key = allMs > 0 ? undefined : due.values().find((one) => waitMs(one) === 0);
    if (key === undefined) wakeForGroups();
    else run(key);
  }

  function run(key: string): void {
    due.delete(key);
    const rest: { touched: boolean; timer?: NodeJS.Timeout } = { touched: false };
    resting.set(key, rest);
    const ended = groups?.charge(key);
    const work = action(key)
      .catch((error: unknown) => logger.warn({ err: error, key }, 'coalesced-action-failed'))
      .then(() => {
        running.delete(work);
        ended?.();
        if (!stopped) rest.timer = setTimeout(() => wake(key, rest.touched), intervalMs);
        runNext();
      });
    running.add(work);
    // Others may run beside it.
    runNext();
  }

  /** All that is due belongs to groups that have had their share: looks again when the first of them may go on. */
  function wakeForGroups(): void {
    clearTimeout(waking);
    if (due.size === 0) return;
    const soonestMs = Math.max(groups?.waitForAllMs() ?? 0, Math.min(...due.values().map(waitMs)));
    // Where a run has to end first, its end looks again.
    if (soonestMs < Infinity) waking = setTimeout(runNext, soonestMs);
  }

  function waitMs(key: string): number {
    return groups?.waitMs(key) ?? 0;
  }

  function wake(key: string, touched: boolean): void {
    resting.delete(key);
    if (touched) makeDue(key);
  }

  function makeDue(key: string): void {
    if (groups === undefined || groups.knows(key)) {
      due.add(key);
      return runNext();
    }
    if (asking.has(key)) return;
    const asked = groups
      .ask(key)
      .catch((error: unknown) => logger.warn({ err: error, key }, 'group-unknown'))
      .then(() => {
        asking.delete(key);
        due.add(key);
        runNext();
      });
    asking.set(key, asked);
  }

  return {
    touch(key) {
      const rest = resting.get(key);
      if (rest !== undefined) rest.touched = true;
      else if (!stopped) makeDue(key);
    },
    async stop() {
      stopped = true;
      clearTimeout(waking);
      for (const { timer } of resting.values()) clearTimeout(timer);
      await Promise.all([...asking.values(), ...running]);
    },
  };
}
