import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a condition by asking again and again; the test's own time limit ends it. */
export async function waitUntil(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(10);
}
