/** The server's clock, which a test may move forward. */
export interface FakeClock {
  readonly nowMs: () => number;
  readonly advance: (ms: number) => void;
}

/** A clock that runs as the machine's does, plus what it was moved by. */
export function createClock(): FakeClock {
  let movedMs = 0;
  return {
    nowMs: () => Date.now() + movedMs,
    advance: (ms) => {
      movedMs += ms;
    },
  };
}
