import { setTimeout as sleep } from 'node:timers/promises';
import { currentTurn } from './turn-scope.ts';

interface PatientFetchOptions {
  /**
   * What a vendor says of the wait in its own way, in milliseconds; `Infinity` where waiting does not help. `Retry-After`
   * is read in any other case.
   */
  readonly waitHintMs?: (status: number, headers: Headers, body: string) => number | undefined;
  /** Longest time that one request waits altogether; then the refusal is handed on. */
  readonly maxWaitMs?: number;
  /** The first wait where nobody says how long; each further one is twice as long. */
  readonly firstWaitMs?: number;
  /** From 0 to 1, for the jitter. */
  readonly random?: () => number;
}

/** Longest single wait: an hour-long `Retry-After` is not waited for at once. */
const longestWaitMs = 60_000;

/**
 * A `fetch` for the SDKs of vendors that waits while it is refused for coming too often: on 429, and on 503 that names a
 * time. The turn that it works for is told, and its abort ends the wait. Whatever else happens is handed on untouched.
 */
export function createPatientFetch(options: PatientFetchOptions = {}): typeof fetch {
  const { waitHintMs, maxWaitMs = 300_000, firstWaitMs = 2_000, random = Math.random } = options;
  return async (input, init) => {
    const turn = currentTurn();
    const signals = [init?.signal, turn?.signal].filter((signal) => signal !== undefined && signal !== null);
    const signal = signals.length === 0 ? undefined : AbortSignal.any(signals);
    const request = { ...init, ...(signal === undefined ? {} : { signal }) };
    let waitedMs = 0;
    for (let tries = 1; ; tries += 1) {
      const response = await fetch(input, request);
      if (!asksToWait(response) || !canBeSentAgain(input, init)) return response;
      const body = await response.clone().text();
      const vendorsMs = waitHintMs?.(response.status, response.headers, body);
      // Waiting does not help, the vendor knows: an account that is spent, say.
      if (vendorsMs === Infinity) return response;
      const hintMs = retryAfterMs(response.headers) ?? vendorsMs;
      const askedMs = Math.min(longestWaitMs, hintMs ?? firstWaitMs * 2 ** Math.min(tries - 1, 10));
      // Never earlier than was asked for, and spread so that not all come back at once.
      const waitMs = hintMs === undefined ? askedMs * (0.5 + random()) : askedMs * (1 + random() * 0.5);
      if (waitedMs + waitMs > maxWaitMs) return response;
      await response.body?.cancel();
      turn?.waiting('waiting for the provider');
      await sleep(waitMs, undefined, signal === undefined ? {} : { signal });
      waitedMs += waitMs;
    }
  };
}

function asksToWait({ status, headers }: Response): boolean {
  return status === 429 || (status === 503 && headers.has('retry-after'));
}

/** A stream is gone once it was read. */
function canBeSentAgain(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): boolean {
  const body = init?.body;
  return !(input instanceof Request && input.body !== null) && !(body instanceof ReadableStream);
}

/** `Retry-After` in milliseconds, whether it names seconds or a date; some vendors add one in milliseconds. */
function retryAfterMs(headers: Headers): number | undefined {
  const exact = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(exact)) return Math.max(0, exact);
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
