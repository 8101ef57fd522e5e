import { systemCode } from '../errors.ts';
import type { Logger } from '../log.ts';

/** Writes down trouble with a connection. */
export type TroubleLog = (what: string, error: unknown) => void;

/** The same trouble is told once in so long: a server that is away makes each queue complain many times a second. */
const quietMs = 30_000;

/** A log for what repeats itself: the first of a kind at once, then how often it came again. */
export function createTroubleLog(logger: Logger, now: () => number = () => performance.now()): TroubleLog {
  const told = new Map<string, { atMs: number; silent: number }>();
  return (what, error) => {
    const code = systemCode(error) ?? (error instanceof Error ? error.message : String(error));
    const key = `${what} ${code}`;
    const before = told.get(key);
    if (before !== undefined && now() - before.atMs < quietMs) {
      before.silent += 1;
      return;
    }
    // Messages may hold names and numbers of their own: what has long been quiet is forgotten.
    for (const [old, { atMs }] of told) if (now() - atMs > 2 * quietMs) told.delete(old);
    told.set(key, { atMs: now(), silent: 0 });
    logger.warn({ err: error, ...(before === undefined ? {} : { repeated: before.silent }) }, what);
  };
}
