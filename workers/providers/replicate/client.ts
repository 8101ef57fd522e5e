import Replicate from 'replicate';
import { z } from 'zod';
import { MoraError } from '../../../src/core/errors.ts';
import { createPatientFetch } from '../../remote/patient-fetch.ts';
import type { VendorGate } from '../../remote/vendor-gate.ts';
import { createAsker } from './ask.ts';
import { createGuardedFetch } from './guarded-fetch.ts';
import type { ReplicateInput, ReplicateModel } from './model.ts';
import { predictionSchema, type Prediction } from './prediction.ts';
import { resetHintMs } from './reset-hint.ts';
import { withGrace } from './with-grace.ts';

/** What a prediction is created with. */
export interface PredictionOrder {
  readonly model: Pick<ReplicateModel, 'slug' | 'versionId'>;
  readonly input: ReplicateInput;
  /** Where Replicate tells when it begins and ends. */
  readonly webhook?: string | undefined;
}

/** Replicate's API as the studio uses it. Everything throws `MoraError`. */
export interface ReplicateClient {
  /** Throws `uncertain` where it may have begun. An abort while it is sent waits a moment for the answer. */
  create(order: PredictionOrder, signal: AbortSignal): Promise<Prediction>;
  /** Undefined where there is none of that name (any more). */
  get(id: string, signal: AbortSignal): Promise<Prediction | undefined>;
  /** The account's predictions, newest first; pages are fetched as they are needed. */
  newest(signal: AbortSignal): AsyncGenerator<Prediction>;
  /** One that has ended or is not known is no error. */
  cancel(id: string, signal: AbortSignal): Promise<void>;
  /** Hands a file over and returns its address there. */
  upload(file: Blob, signal: AbortSignal): Promise<string>;
  /** SHA-256 of a file that was handed over, in lower-case hexadecimal digits; undefined where it cannot be told. */
  digestOf(fileUrl: string, signal: AbortSignal): Promise<string | undefined>;
  /** Name of the account that the token belongs to. */
  account(signal: AbortSignal): Promise<string>;
  /** The OpenAPI document of a model, of its newest version where none is named; unchecked. Undefined where there is none. */
  documentOf(model: Pick<ReplicateModel, 'slug' | 'versionId'>, signal: AbortSignal): Promise<unknown>;
  /** The secret that webhooks are signed with. */
  webhookSecret(signal: AbortSignal): Promise<string>;
}

export interface ReplicateClientOptions {
  readonly token: string;
  /** Replicate's own where absent. */
  readonly baseUrl?: string | undefined;
  readonly gate: VendorGate;
  /** Replicate stops a generation after so many minutes by itself. */
  readonly cancelAfterMinutes: number;
}

const ownBaseUrl = 'https://api.replicate.com/v1';
/** Creating takes less than a second: an aborted turn waits so long for the name of what it began, to stop it there. */
const graceMs = 1_500;
/** A look is repeated anyway: one that hangs is given up. */
const lookLimitMs = 60_000;
const gone = { absentAt: [404, 410] };
/** What cancelling says of a prediction that is not there or has ended. */
const ended = { absentAt: [404, 409, 410, 422] };

const accountSchema = z.object({ username: z.string() });
const fileSchema = z.object({ urls: z.object({ get: z.url() }) });
const storedFileSchema = z.object({ checksums: z.object({ sha256: z.string() }) });
const versionSchema = z.object({ openapi_schema: z.unknown().optional() });
const modelSchema = z.object({ latest_version: versionSchema.nullish() });
const secretSchema = z.object({ key: z.string() });
const pageSchema = z.object({ done: z.boolean().optional(), value: z.array(z.unknown()).optional() });

/** Speaks to Replicate through its SDK. It keeps no connection that would have to be closed. */
export function createReplicateClient(options: ReplicateClientOptions): ReplicateClient {
  const { token, baseUrl = ownBaseUrl, gate, cancelAfterMinutes } = options;
  const cancelAfter = { 'Cancel-After': `${Math.round(cancelAfterMinutes * 60)}s` };
  const { fetch, failedRequest } = createGuardedFetch({
    send: createPatientFetch({ waitHintMs: (_status, _headers, body) => resetHintMs(body) }),
    origin: new URL(baseUrl).origin,
    headersFor: (method, pathname) => (method === 'POST' && pathname.endsWith('/predictions') ? cancelAfter : {}),
  });
  const sdk = new Replicate({ auth: token, baseUrl, fetch, useFileOutput: false, userAgent: 'mora-studio' });
  const ask = createAsker({ gate, failedRequest });

  return {
    async create({ model, input, webhook }, signal) {
      if (signal.aborted) throw new MoraError('cancelled', 'This was cancelled.');
      gate.check();
      const target = model.versionId === undefined ? { model: model.slug } : { version: model.versionId };
      const events: ('start' | 'completed')[] = ['start', 'completed'];
      const hook = webhook === undefined ? {} : { webhook, webhook_events_filter: events };
      return withGrace(signal, graceMs, (late) =>
        ask(() => sdk.predictions.create({ ...target, input, ...hook, signal: late }), predictionSchema, {
          creating: true,
        }),
      );
    },

    get(id, signal) {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(lookLimitMs)]);
      return ask(() => sdk.predictions.get(id, { signal: limited }), predictionSchema, gone);
    },

    async *newest(signal) {
      const pages = sdk.paginate(() => sdk.predictions.list({ signal }), { signal });
      for (;;) {
        const page = await ask(() => pages.next(), pageSchema);
        if (page.done === true) return;
        for (const one of page.value ?? []) {
          const prediction = predictionSchema.safeParse(one);
          if (prediction.success) yield prediction.data;
        }
      }
    },

    async cancel(id, signal) {
      await ask(() => sdk.predictions.cancel(id, { signal }), z.unknown(), ended);
    },

    async upload(file, signal) {
      gate.check();
      const { urls } = await ask(() => sdk.files.create(file, {}, { signal }), fileSchema);
      return urls.get;
    },

    async digestOf(fileUrl, signal) {
      const id = /\/files\/([\w-]+)$/u.exec(fileUrl)?.[1];
      if (id === undefined) return undefined;
      const file = await ask(() => sdk.files.get(id, { signal }), storedFileSchema, gone);
      return file?.checksums.sha256;
    },

    async account(signal) {
      return (await ask(() => sdk.accounts.current({ signal }), accountSchema)).username;
    },

    async documentOf({ slug, versionId }, signal) {
      const [owner = '', name = ''] = slug.split('/');
      if (versionId === undefined) {
        const model = await ask(() => sdk.models.get(owner, name, { signal }), modelSchema);
        return model.latest_version?.openapi_schema;
      }
      const version = await ask(() => sdk.models.versions.get(owner, name, versionId, { signal }), versionSchema);
      return version.openapi_schema;
    },

    async webhookSecret(signal) {
      return (await ask(() => sdk.webhooks.default.secret.get({ signal }), secretSchema)).key;
    },
  };
}
