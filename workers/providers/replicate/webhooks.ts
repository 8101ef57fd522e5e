import { toMoraError } from '../../../src/core/errors.ts';
import type { Logger } from '../../../src/core/log.ts';
import type { VendorParts } from '../../vendor.ts';
import { openReplicate } from './open-replicate.ts';
import { createWebhookBook, verifyReplicateWebhook } from './webhook.ts';
import { webhookPath } from './webhook-address.ts';

/** What takes Replicate's webhooks in. */
export interface ReplicateWebhooks {
  /** With a parameter, `mark`, as hono writes it. */
  readonly path: typeof webhookPath;
  /** Answers a request. `mark` is there where a generation is worth asking for now. */
  handle(request: Request, mark: string): Promise<{ readonly response: Response; readonly mark?: string }>;
}

/** A prediction with its logs is far smaller. */
const maxBodyBytes = 1024 * 1024;

/**
 * Takes webhooks in: proven, of this hour, each once. They only wake whoever waits for the generation; what became of it
 * is asked from Replicate. Undefined where there is no token.
 */
export function replicateWebhooks(
  parts: Pick<VendorParts, 'config' | 'logger' | 'settings'>,
  now: () => number = Date.now,
): ReplicateWebhooks | undefined {
  const opened = openReplicate(parts);
  if (opened === undefined) return undefined;
  const { client } = opened;
  const book = createWebhookBook();
  let secret: string | undefined;

  return {
    path: webhookPath,
    async handle(request, mark) {
      const body = await readBody(request);
      if (body === undefined) return { response: new Response(null, { status: 413 }) };
      // A stranger's message is not worth a request of ours.
      if (!request.headers.has('webhook-signature')) return { response: new Response(null, { status: 401 }) };
      try {
        secret ??= await client.webhookSecret(request.signal);
      } catch (error) {
        return unavailable(parts.logger, error);
      }
      try {
        const told = verifyReplicateWebhook({ headers: request.headers, body, secret, nowMs: now() });
        // The address itself is not signed.
        if (told.mark !== undefined && told.mark !== mark) return { response: new Response(null, { status: 401 }) };
        const response = new Response(null, { status: 200 });
        return book.enter(told.id, now()) ? { response, mark } : { response };
      } catch (error) {
        parts.logger.warn({ err: toMoraError(error) }, 'webhook-refused');
        return { response: new Response(null, { status: 401 }) };
      }
    },
  };
}

/** Replicate sends again what is answered so. */
function unavailable(logger: Logger, error: unknown): { readonly response: Response } {
  logger.warn({ err: error }, 'webhook-secret-not-read');
  return { response: new Response(null, { status: 503 }) };
}

/** The whole body, or undefined where it is too large. */
async function readBody(request: Request): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const stream: ReadableStream<Uint8Array> | null = request.body;
  for await (const chunk of stream ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
