import OpenAI, { APIError, type ClientOptions } from 'openai';
import { MoraError } from '../../../src/core/errors.ts';
import type { Logger } from '../../../src/core/log.ts';
import { createPatientFetch } from '../../remote/patient-fetch.ts';
import { createVendorGate, type VendorGate } from '../../remote/vendor-gate.ts';
import type { VendorParts } from '../../vendor.ts';
import { closedModel, openaiFailure, throwIfBroke } from './failure.ts';

const openaiUrl = 'https://api.openai.com/v1';
/** A picture of high quality takes up to five minutes, and a request may wait as long for its turn before. */
const requestTimeoutMs = 15 * 60_000;
/** A person waits for the moderation with the request in hand. */
const moderationTimeoutMs = 30_000;
const moderationWaitMs = 15_000;

/** Endpoints that not every server has. */
export type Endpoint = 'responses' | 'images' | 'moderation';

/** How a request is made. */
export interface Asking {
  readonly signal: AbortSignal;
  /** Whether it begins work that may cost something: such a request is never sent twice. */
  readonly creating: boolean;
}

/** One server with its credentials, shared by the models on it. */
export interface Connection {
  /** Name or address of the server where it is not OpenAI's own. */
  readonly host?: string;
  /** How it is named in sentences to people: "OpenAI", "gpu.local". */
  readonly label: string;
  /** Whether anybody may be billed. */
  readonly paid: boolean;
  /** For work: waits for its turn. */
  readonly client: OpenAI;
  /** For what a person waits for: gives up soon. */
  readonly hastyClient: OpenAI;
  /** What the server turned out not to have. */
  readonly missing: Set<Endpoint>;
  readonly gate: VendorGate;
  gateOf(model: string): VendorGate;
  /** Why a model takes no requests just now. */
  stopped(model: string): string | undefined;
  /** Makes a request for a model: watches the gates, and turns what is thrown into a `MoraError`. */
  ask<T>(model: string, asking: Asking, request: () => Promise<T>): Promise<T>;
}

/** Opens nothing yet: the first request does. `ownUrl` is OpenAI's own address; tests have another. */
export function createConnection(
  { config, logger }: Pick<VendorParts, 'config' | 'logger'>,
  ownUrl = openaiUrl,
): Connection {
  const { openaiApiKey, openaiBaseUrl } = config;
  const host = openaiBaseUrl === undefined ? undefined : new URL(openaiBaseUrl).hostname;
  const label = host ?? 'OpenAI';
  const gate = createVendorGate({ label, logger });
  const modelGates = new Map<string, VendorGate>();
  const options: ClientOptions = {
    // A local server wants none; the SDK wants something.
    apiKey: openaiApiKey ?? 'none',
    baseURL: openaiBaseUrl ?? ownUrl,
    maxRetries: 0,
    // Left out, the SDK reads these from the environment and writes to the console.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
  };
  const gateOf = (model: string): VendorGate => {
    const known = modelGates.get(model) ?? createVendorGate({ label: `${label}: ${model}`, logger });
    modelGates.set(model, known);
    return known;
  };
  return {
    ...(host === undefined ? {} : { host }),
    label,
    paid: openaiApiKey !== undefined,
    client: new OpenAI({ ...options, timeout: requestTimeoutMs, fetch: createPatientFetch({ waitHintMs }) }),
    hastyClient: new OpenAI({
      ...options,
      timeout: moderationTimeoutMs,
      fetch: createPatientFetch({ waitHintMs, maxWaitMs: moderationWaitMs }),
    }),
    missing: new Set(),
    gate,
    gateOf,
    stopped: (model) => gate.reason() ?? modelGates.get(model)?.reason(),
    async ask(model, { signal, creating }, request) {
      const modelGate = gateOf(model);
      gate.check();
      const closed = modelGate.reason();
      if (closed !== undefined) throw closedModel(label, model, closed);
      try {
        const answer = await request();
        gate.worked();
        modelGate.worked();
        return answer;
      } catch (error) {
        const mayCost = creating && openaiApiKey !== undefined;
        throw openaiFailure(error, { label, creating: mayCost, signal, gate, model, modelGate });
      }
    },
  };
}

/** Nothing better is known of the wait; but whether it is in vain. */
function waitHintMs(_status: number, _headers: Headers, body: string): undefined {
  throwIfBroke(body);
}

/**
 * Whether a server said that it has no such endpoint, rather than no such model; with `orModel`, either: then the model
 * was not chosen by the operator, and a server without it can do as little.
 */
export function isMissing(error: unknown, { orModel = false } = {}): boolean {
  if (!(error instanceof APIError)) return false;
  const status: unknown = error.status;
  if (status === 405 || status === 501) return true;
  return status === 404 && (orModel || (error.code !== 'model_not_found' && !/\bmodel\b/iu.test(error.message)));
}

/** Says that a server has no such endpoint: surely nothing was begun. */
export function missingEndpoint({ label, missing }: Connection, endpoint: Endpoint, logger: Logger): MoraError {
  if (!missing.has(endpoint)) logger.warn({ endpoint }, 'endpoint-missing');
  missing.add(endpoint);
  return new MoraError('unavailable', `${label} cannot do this step. Please try again with another model.`, {
    retryable: false,
    detail: `no ${endpoint} endpoint`,
  });
}
