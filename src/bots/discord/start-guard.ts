import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../core/log.ts';
import type { Memory } from './memory.ts';

/** Starts within this time count as one series. */
const seriesMs = 10 * 60_000;
/** So many starts in a row are somebody trying something; more are a process that crashes and is started again. */
const patience = 5;
const firstWaitMs = 15_000;
/** With this wait, 144 a day are left: Discord allows 1,000 identifies, and resets the token of who uses more. */
const longestWaitMs = 10 * 60_000;

/** Milliseconds to wait before logging in, from the times of earlier starts: nothing at first, then doubling. */
export function waitBeforeStartMs(startsAtMs: readonly number[], nowMs: number): number {
  const lately = startsAtMs.filter((atMs) => nowMs - atMs < seriesMs).length;
  if (lately < patience) return 0;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (lately - patience));
}

/** Remembers this start, and waits where there were too many of them lately. */
export async function guardStart(
  { starts }: Pick<Memory, 'starts'>,
  nowMs: () => number,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const earlier = (await starts.get('identify'))?.value.atMs ?? [];
  const waitMs = waitBeforeStartMs(earlier, nowMs());
  const kept = earlier.filter((atMs) => nowMs() - atMs < 2 * seriesMs);
  await starts.put('identify', { atMs: [...kept, nowMs()].slice(-100) });
  if (waitMs === 0) return;
  logger.warn({ waitMs, starts: earlier.length }, 'discord-start-delayed');
  await sleep(waitMs, undefined, { signal });
}
