import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { MoraError, type MoraErrorOptions } from '../../../src/core/errors.ts';
import { httpFailure, networkFailure } from '../../remote/http-failure.ts';
import type { VendorGate } from '../../remote/vendor-gate.ts';

/** What is known of a request that failed. */
export interface FailedRequest {
  /** How the vendor is named to people. */
  readonly label: string;
  /** Whether the request would begin work that costs something. */
  readonly creating: boolean;
  /** Whose end ends the request. */
  readonly signal: AbortSignal;
  /** Closed by what stops all models. */
  readonly gate: VendorGate;
  readonly model: string;
  /** Closed by what stops the model alone. */
  readonly modelGate: VendorGate;
}

/** By these a safety filter said no. Source: https://developers.openai.com/api/docs/guides/error-codes */
const refusedCodes: ReadonlySet<string> = new Set([
  'moderation_blocked',
  'content_policy_violation',
  'content_filter',
  'invalid_prompt',
]);
/** By these the account has nothing left to spend. */
const brokeCodes: ReadonlySet<string> = new Set(['insufficient_quota', 'billing_hard_limit_reached']);

/** A refusal of a safety filter: the same words would be refused again. */
export function refusal(options: MoraErrorOptions = {}): MoraError {
  const sentence = "The model's safety filter refused this. Change the words or the picture and try again.";
  return new MoraError('refused', sentence, options);
}

/** How long a model that the account may not use is left alone: as long as its vendor would be. */
const restMs = 90_000;

/** A model that the server has not, or that the account may not use: the operator may mend that. */
export function closedModel(label: string, model: string, detail: string | undefined): MoraError {
  const sentence = `${label} does not let the studio use the model ${model}. Ask the operator to look at it; the task waits a while.`;
  return new MoraError('unauthorized', sentence, { waitMs: restMs, ...(detail === undefined ? {} : { detail }) });
}

/** The account has spent all. It is told as a rate limit too, but no waiting helps. */
class OutOfCredit extends Error {
  constructor() {
    super('insufficient_quota');
    this.name = 'OutOfCredit';
  }
}

/** Throws where an answer that asks to wait says in truth that the account has spent all. */
export function throwIfBroke(body: string): void {
  const [, code] = /"code"\s*:\s*"(\w+)"/u.exec(body) ?? [];
  if (code !== undefined && brokeCodes.has(code)) throw new OutOfCredit();
}

/**
 * What an error of the SDK means. Closes a gate where all further requests would fail alike. The error of the SDK is
 * never kept as a cause: its message may repeat the key or a person's words.
 */
export function openaiFailure(error: unknown, request: FailedRequest): MoraError {
  if (error instanceof MoraError) return error;
  const { label, creating, signal, gate, model, modelGate } = request;
  if (signal.aborted || error instanceof APIUserAbortError) {
    return new MoraError('cancelled', 'This was cancelled.', { cause: signal.reason });
  }
  if (error instanceof APIConnectionTimeoutError) return lateFailure(label, creating);
  if (error instanceof APIConnectionError && error.cause instanceof OutOfCredit)
    return gate.refused(error.cause.message);
  if (error instanceof APIConnectionError) return networkFailure(label, error.cause ?? error, { creating });
  if (!(error instanceof APIError)) return networkFailure(label, error, { creating });

  const status: unknown = error.status;
  const code = error.code ?? undefined;
  const named = [code, error.type, error.param ?? undefined].filter((part) => part !== undefined);
  const detail = [typeof status === 'number' ? String(status) : 'in the stream', ...named].join(' ');
  if (code !== undefined && refusedCodes.has(code)) return refusal({ detail });
  if ((code !== undefined && brokeCodes.has(code)) || status === 401 || status === 402) return gate.refused(detail);
  if (typeof status !== 'number') {
    return new MoraError('provider-failed', `${label} could not finish this. Please try again.`, { detail });
  }
  if (status === 403 || status === 404) {
    // What the server says of the model is for the operator: "Your organization must be verified…".
    const why = `${detail} ${error.message.slice(0, 200)}`;
    modelGate.refused(why);
    return closedModel(label, model, why);
  }
  if (status === 400 && isAboutPicture(code, error.param)) {
    return new MoraError('bad-media', 'The model could not read this picture. Try another one.', { detail });
  }
  return httpFailure(label, status, { creating, detail });
}

/** The server said nothing for too long. */
function lateFailure(label: string, creating: boolean): MoraError {
  if (!creating) return new MoraError('unavailable', `${label} did not answer in time. Please try again in a moment.`);
  return new MoraError(
    'uncertain',
    `${label} did not answer in time, and nobody can tell whether it did the work. Please ask again if you still want it.`,
  );
}

function isAboutPicture(code: string | undefined, param: string | null | undefined): boolean {
  return param === 'image' || (code !== undefined && /image_(?:file|parse)|invalid_image|image_too/u.test(code));
}
