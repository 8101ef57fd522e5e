import type { WindowOptions } from './sliding-window.ts';

/** How often something may be shown anew. */
export interface Pace {
  /** Least milliseconds between two runs of one key. */
  readonly intervalMs: number;
  /** Most runs in a window of time, of all keys of one group together; without it groups do not matter. */
  readonly perGroup?: WindowOptions | undefined;
  /** Most runs in a window of time, of all keys. */
  readonly overall?: WindowOptions | undefined;
}
