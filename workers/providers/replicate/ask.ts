import type { z } from 'zod';
import { MoraError } from '../../../src/core/errors.ts';
import { httpFailure, networkFailure } from '../../remote/http-failure.ts';
import type { VendorGate } from '../../remote/vendor-gate.ts';
import type { FailedRequest } from './guarded-fetch.ts';

/** How a request is meant. */
export interface AskOptions {
  /** It begins paid work. */
  readonly creating?: boolean;
  /** Statuses that say that the thing is not there: they are answered with undefined. */
  readonly absentAt?: readonly number[];
}

/** Makes a request through the SDK, reads its answer and says in the studio's words what went wrong. */
export interface Asker {
  <T>(work: () => Promise<unknown>, answer: z.ZodType<T>, options?: Omit<AskOptions, 'absentAt'>): Promise<T>;
  <T>(work: () => Promise<unknown>, answer: z.ZodType<T>, options: AskOptions): Promise<T | undefined>;
}

/** How the host is named in the log. */
const label = 'Replicate';

/** `gate` is closed by bad credentials, and by an account without credit until something could be created again. */
export function createAsker({
  gate,
  failedRequest,
}: {
  readonly gate: VendorGate;
  readonly failedRequest: (error: unknown) => FailedRequest | undefined;
}): Asker {
  /** Without credit all but creating works: that it does says nothing. */
  let unpaid = false;

  function failureOf(error: unknown, creating: boolean): MoraError {
    const failed = failedRequest(error);
    // An answer that is no JSON, for one: something was answered.
    if (failed === undefined) return unreadable(error, creating);
    const { status, body, error: cause } = failed;
    const detail = body.slice(0, 500);
    if (status === undefined) {
      if (cause !== undefined) return networkFailure(label, cause, { creating });
      return new MoraError('internal', 'Something went wrong on our side. Please try again.', { detail });
    }
    if (status === 402) {
      unpaid = true;
      return gate.refused(`the account has no credit left: add some in its billing settings (402, ${detail})`);
    }
    if (status === 401 || status === 403) return gate.refused(`the token is not taken (${status}, ${detail})`);
    // A gateway says 503, too, of work that it had passed on; only who is overloaded says so.
    const isUnclear = creating && status === 503 && !/overload|high demand|capacity|try again/iu.test(body);
    return httpFailure(label, isUnclear ? 500 : status, { creating, detail });
  }

  async function ask<T>(
    work: () => Promise<unknown>,
    answer: z.ZodType<T>,
    options: AskOptions = {},
  ): Promise<T | undefined> {
    const { creating = false, absentAt = [] } = options;
    let answered: unknown;
    try {
      answered = await work();
    } catch (error) {
      if (absentAt.includes(failedRequest(error)?.status ?? 0)) return undefined;
      throw failureOf(error, creating);
    }
    if (creating) unpaid = false;
    if (!unpaid) gate.worked();
    const parsed = answer.safeParse(answered);
    if (parsed.success) return parsed.data;
    throw unreadable(parsed.error, creating);
  }
  return ask;
}

/** An answer came, but nobody can say what it was. */
function unreadable(cause: unknown, creating: boolean): MoraError {
  return new MoraError(
    creating ? 'uncertain' : 'unavailable',
    'The answer of the model’s host could not be read. Please try again later.',
    { cause, detail: `${label}: an answer that cannot be read` },
  );
}
