/** At most so many runs in a window of time. */
export interface Window {
  /** Milliseconds until another run may begin; 0 for now, Infinity where one has to end first. */
  waitMs(): number;
  /**
   * Counts a run; to be called back at its end, where its time in the window begins: what it does may reach a platform
   * as late as that.
   */
  charge(): () => void;
  /** Whether it has counted nothing lately. */
  isEmpty(): boolean;
}

export interface WindowOptions {
  readonly count: number;
  readonly windowMs: number;
}

export function createWindow({ count, windowMs }: WindowOptions): Window {
  let underWay = 0;
  /** When runs ended, the oldest first. */
  let ended: readonly number[] = [];

  function lately(): readonly number[] {
    const since = performance.now() - windowMs;
    if (ended.some((atMs) => atMs <= since)) ended = ended.filter((atMs) => atMs > since);
    return ended;
  }

  return {
    waitMs() {
      const last = lately();
      const over = last.length + underWay - count;
      if (over < 0) return 0;
      const first = last[over];
      return first === undefined ? Infinity : Math.max(1, Math.ceil(first + windowMs - performance.now()));
    },
    charge() {
      underWay += 1;
      return () => {
        underWay -= 1;
        ended = [...lately(), performance.now()];
      };
    },
    isEmpty: () => underWay === 0 && lately().length === 0,
  };
}
