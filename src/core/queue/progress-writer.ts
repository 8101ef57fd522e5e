import { setTimeout as sleep } from 'node:timers/promises';
import type { StageProgress } from '../provider.ts';

/** Writes progress one at a time and in order; of what comes in between only the newest counts. */
export interface ProgressWriter {
  report(progress: StageProgress): void;
  /** Writes what is left at once and waits for it. Nothing is written afterwards. */
  finish(): Promise<void>;
}

/** `write` may fail: progress may be lost. `gapMs` lies at least between the end of a write and the next one. */
export function createProgressWriter(
  write: (progress: StageProgress) => Promise<void>,
  options: { readonly gapMs: number; readonly onError: (error: unknown) => void },
): ProgressWriter {
  const finishing = new AbortController();
  let newest: StageProgress | undefined;
  let writing: Promise<void> | undefined;

  const writeAll = async (): Promise<void> => {
    for (let next = newest; next !== undefined; next = newest) {
      newest = undefined;
      await write(next).catch(options.onError);
      // An aborted pause is how finish() makes the last one go out at once.
      await sleep(options.gapMs, undefined, { signal: finishing.signal, ref: false }).catch(() => undefined);
    }
    writing = undefined;
  };

  return {
    report: (progress) => {
      if (finishing.signal.aborted) return;
      newest = progress;
      writing ??= writeAll();
    },
    finish: async () => {
      finishing.abort('finished');
      await writing;
    },
  };
}
