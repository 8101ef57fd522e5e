import { z } from 'zod';

/** Every way in which the studio says no, with whether trying the same again can help. */
const retryableByCode = {
  /** What the person asked cannot be read or is out of range. */
  'bad-input': false,
  /** A file that came in is not the image or video it claims to be, or is past a limit. */
  'bad-media': false,
  /** Asked for something that this version does not do yet. */
  'not-supported': false,
  /** Somebody acted on what is not theirs. */
  'not-allowed': false,
  /** The thing named does not exist, or no longer. */
  'not-found': false,
  /** A person, or the shutdown of the process, stopped the work. */
  cancelled: false,
  /** The work took longer than its bound. */
  'timed-out': true,
  /** The disk that holds the data directory is full. */
  'disk-full': true,
  /** Another process owns the data directory. */
  'data-directory-in-use': false,
  /** The data directory cannot be opened or read. */
  'data-directory-broken': false,
  /** The port to listen on is taken. */
  'port-in-use': false,
  /** A setting is missing or wrong. */
  configuration: false,
  /** Nobody can do this now, but somebody may later. */
  unavailable: true,
  /** A provider answered with a failure. */
  'provider-failed': true,
  /** A safety filter said no to what was asked or made: it would again. */
  refused: false,
  /** A provider does not take the credentials of the studio. */
  unauthorized: true,
  /** Nobody can tell whether paid work was begun: it is not begun again. */
  uncertain: false,
  /** What was made and paid is gone before it could be fetched. */
  'output-lost': false,
  /** A fault of ours. */
  internal: true,
} as const;

export type ErrorCode = keyof typeof retryableByCode;

// The keys of a literal object are exactly its type's keys.
const errorCodes = Object.keys(retryableByCode) as ErrorCode[];

/** What more there is to say of an error. */
export interface MoraErrorOptions {
  readonly cause?: unknown;
  /** Where it is not as the code says. */
  readonly retryable?: boolean;
  /** For the log alone. */
  readonly detail?: string;
  readonly costUsd?: number | undefined;
  readonly waitMs?: number | undefined;
}

/**
 * The one error type of the studio. `userMessage` is a plain sentence for the person who can act on it and says the
 * next step; `message` adds detail for the log and is never shown in a chat.
 */
export class MoraError extends Error {
  readonly code: ErrorCode;
  readonly userMessage: string;
  readonly retryable: boolean;
  /** Dollars that were spent before it. */
  readonly costUsd: number | undefined;
  /** Where waiting helps: milliseconds after which the stage may go on; such a wait is not a failed try. */
  readonly waitMs: number | undefined;

  constructor(code: ErrorCode, userMessage: string, options: MoraErrorOptions = {}) {
    const detail = options.detail === undefined ? '' : ` (${options.detail})`;
    super(`${code}: ${userMessage}${detail}`, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'MoraError';
    this.code = code;
    this.userMessage = userMessage;
    this.retryable = options.retryable ?? retryableByCode[code];
    this.costUsd = options.costUsd;
    this.waitMs = options.waitMs;
  }
}

/** A failure as it crosses a process or a queue: plain JSON, safe to show. `costUsd` is what was spent before it. */
export const failureSchema = z.object({
  code: z.enum(errorCodes),
  userMessage: z.string().max(500),
  costUsd: z.number().nonnegative().optional(),
});
export type Failure = z.infer<typeof failureSchema>;

/** Any thrown value as a `MoraError`: ours as it is, a full disk, a database that is away and an abort recognised, the rest `internal`. */
export function toMoraError(error: unknown): MoraError {
  if (error instanceof MoraError) return error;
  if (systemCode(error) === 'ENOSPC' || systemCode(error) === 'EDQUOT') {
    return new MoraError(
      'disk-full',
      'The disk of the studio is full. Ask its operator to free some space, then try again.',
      {
        cause: error,
      },
    );
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return new MoraError('cancelled', 'This was cancelled.', { cause: error });
  }
  if (error instanceof Error && isFailedQuery(error) && isAway(error.cause)) {
    return new MoraError(
      'unavailable',
      'The database of the studio cannot be reached just now. Please try again soon.',
      {
        cause: error,
      },
    );
  }
  const detail = error instanceof Error ? messageOf(error) : String(error);
  return new MoraError('internal', 'Something went wrong on our side. Please try again.', { cause: error, detail });
}

/** Whether it is a statement that the database did not carry out, as drizzle says it. */
function isFailedQuery(error: Error): boolean {
  return 'query' in error && 'params' in error;
}

/** A server that does not answer, that ends connections or has none left. */
function isAway(cause: unknown): boolean {
  const code = systemCode(cause);
  return code === 'ECONNREFUSED' || code === 'ETIMEDOUT' || code === '53300';
}

/** What an error says, without the values of a statement: they are words of people. */
export function messageOf(error: Error): string {
  return isFailedQuery(error) ? error.message.replace(/\nparams:.*$/su, '') : error.message;
}

/** The part of an error that may cross to a person or another process. */
export function toFailure(error: unknown): Failure {
  const { code, userMessage, costUsd } = toMoraError(error);
  const failure = { code, userMessage: userMessage.slice(0, 500) };
  return costUsd === undefined || costUsd === 0 ? failure : { ...failure, costUsd };
}

/** The `code` of a Node system error such as `ENOENT`, or undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
