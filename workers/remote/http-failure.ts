import { MoraError, systemCode, toMoraError, type ErrorCode } from '../../src/core/errors.ts';

interface FailureOptions {
  /** Whether the request would begin paid work: then an answer that never came is no proof that it was not carried out. */
  readonly creating: boolean;
  readonly detail?: string;
  readonly cause?: unknown;
}

/** What a vendor's HTTP status means. `label` names the vendor to people. */
export function httpFailure(label: string, status: number, { creating, detail, cause }: FailureOptions): MoraError {
  const [code, userMessage] = meaningOf(label, status, creating);
  return new MoraError(code, userMessage, {
    cause,
    detail: `HTTP ${status}${detail === undefined ? '' : `: ${detail}`}`,
  });
}

function meaningOf(label: string, status: number, creating: boolean): readonly [ErrorCode, string] {
  if (status === 401 || status === 403) {
    return ['unauthorized', `${label} does not accept the studio's credentials. Ask its operator to look at them.`];
  }
  if (status === 402) {
    return ['unauthorized', `The studio has no credit left at ${label}. Ask its operator to add some.`];
  }
  if (status === 404) {
    return ['provider-failed', `${label} does not know what was asked for. Ask the operator to run the doctor.`];
  }
  if (status === 429 || status === 503 || status === 529) {
    return ['unavailable', `${label} is overloaded just now. Please try again in a few minutes.`];
  }
  if (status >= 500 || status === 408) {
    return creating
      ? ['uncertain', unclear(label)]
      : ['unavailable', `${label} has trouble just now. Please try again.`];
  }
  return ['bad-input', `${label} did not take this request. Try other words, or another size or length.`];
}

/** Errors of a connection that was never made: nothing was sent. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

/** What an error of the connection to a vendor means. An abort stays one. */
export function networkFailure(
  label: string,
  error: unknown,
  { creating }: Pick<FailureOptions, 'creating'>,
): MoraError {
  if (error instanceof MoraError) return error;
  if (isAbort(error)) return toMoraError(error);
  const codes = causesOf(error).flatMap((cause) => systemCode(cause) ?? []);
  if (!creating || codes.some((code) => neverSent.has(code))) {
    return new MoraError('unavailable', `${label} cannot be reached just now. Please try again.`, { cause: error });
  }
  return new MoraError('uncertain', unclear(label), { cause: error });
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** An error with those that it was caused by: a fetch hides the system's own. */
function causesOf(error: unknown): readonly unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause) {
    const several: readonly unknown[] = cause instanceof AggregateError ? cause.errors : [];
    causes.push(cause, ...several);
  }
  return causes;
}

function unclear(label: string): string {
  return `The connection to ${label} broke, and nobody can tell whether it began. It is not asked again by itself, so that nothing is paid twice. Press Again to make the video anew.`;
}
