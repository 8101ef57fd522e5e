import { setTimeout as wait } from 'node:timers/promises';

/** Which calls a fault meets: by the method's name, or a path such as `/upload`; without one, all. */
interface FaultTarget {
  readonly method?: string | RegExp;
  /** How many calls; 1 unless told (a delay: all). */
  readonly times?: number;
}

/** An answer given instead of the real one. */
export interface FailFault extends FaultTarget {
  /** `{ ok: false, error }` with status 200. */
  readonly error?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Status 429 with this wait. */
  readonly retryAfterS?: number;
}

export interface CutFault extends FaultTarget {
  /** `after`: the call is carried out, then the connection dies without an answer. */
  readonly when: 'before' | 'after';
}

export interface DelayFault extends FaultTarget {
  readonly ms: number;
}

export interface SlackFaults {
  fail(fault: FailFault): void;
  cut(fault: CutFault): void;
  delay(fault: DelayFault): void;
  takeFail(method: string): FailFault | undefined;
  takeCut(method: string): CutFault | undefined;
  pause(method: string, signal: AbortSignal): Promise<void>;
}

export function createFaults(): SlackFaults {
  const [fails, cuts, delays] = [createPile<FailFault>(1), createPile<CutFault>(1), createPile<DelayFault>(Infinity)];
  return {
    fail: (fault) => fails.add(fault),
    cut: (fault) => cuts.add(fault),
    delay: (fault) => delays.add(fault),
    takeFail: (name) => fails.take(name),
    takeCut: (name) => cuts.take(name),
    async pause(method, signal) {
      const fault = delays.take(method);
      if (fault !== undefined) await wait(fault.ms, undefined, { signal });
    },
  };
}

function createPile<Fault extends FaultTarget>(usualTimes: number) {
  const pile: { readonly fault: Fault; left: number }[] = [];
  return {
    add(fault: Fault): void {
      pile.push({ fault, left: fault.times ?? usualTimes });
    },
    take(name: string): Fault | undefined {
      const met = pile.find(({ fault: { method }, left }) => {
        if (left <= 0) return false;
        return method === undefined || (typeof method === 'string' ? method === name : method.test(name));
      });
      if (met === undefined) return undefined;
      met.left -= 1;
      return met.fault;
    },
  };
}
