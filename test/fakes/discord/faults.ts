import { setTimeout as wait } from 'node:timers/promises';

/** Which requests a fault meets; without a field, all. */
export interface FaultTarget {
  readonly method?: string;
  /** Tested against the path without `/api/v10`. */
  readonly path?: RegExp;
  /** How many requests; 1 unless told (a delay: all). */
  readonly times?: number;
}

/** An answer given instead of the real one. */
export interface FailFault extends FaultTarget {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A connection that dies. */
export interface CutFault extends FaultTarget {
  /** `after`: the request is carried out, then the connection dies without an answer. */
  readonly when: 'before' | 'after';
}

/** A wait before a request is carried out. */
export interface DelayFault extends FaultTarget {
  readonly ms: number;
}

/** The faults that wait for a request. */
export interface Faults {
  readonly fail: (fault: FailFault) => void;
  readonly cut: (fault: CutFault) => void;
  readonly delay: (fault: DelayFault) => void;
  readonly takeFail: (method: string, path: string) => FailFault | undefined;
  readonly takeCut: (method: string, path: string) => CutFault | undefined;
  readonly pause: (method: string, path: string, signal: AbortSignal) => Promise<void>;
}

/** No fault waits at first. */
export function createFaults(): Faults {
  const fails = createPile<FailFault>(1);
  const cuts = createPile<CutFault>(1);
  const delays = createPile<DelayFault>(Infinity);
  return {
    fail: fails.add,
    cut: cuts.add,
    delay: delays.add,
    takeFail: fails.take,
    takeCut: cuts.take,
    pause: async (method, path, signal) => {
      const delay = delays.take(method, path);
      if (delay !== undefined) await wait(delay.ms, undefined, { signal });
    },
  };
}

function createPile<Fault extends FaultTarget>(usualTimes: number) {
  const pile: { fault: Fault; left: number }[] = [];
  return {
    add: (fault: Fault): void => {
      pile.push({ fault, left: fault.times ?? usualTimes });
    },
    take: (method: string, path: string): Fault | undefined => {
      const entry = pile.find(
        ({ fault, left }) =>
          left > 0 &&
          (fault.method === undefined || fault.method.toUpperCase() === method) &&
          (fault.path === undefined || fault.path.test(path)),
      );
      if (entry === undefined) return undefined;
      entry.left -= 1;
      return entry.fault;
    },
  };
}
