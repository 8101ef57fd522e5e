import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { MoraError } from '../../../src/core/errors.ts';
import { predictionIdSchema } from './prediction.ts';
import { markOf } from './webhook-address.ts';

/** What a webhook told, once it is proven. */
export interface ReplicateWebhook {
  /** Of the message: the same where it is sent again. */
  readonly id: string;
  readonly predictionId: string;
  /** Of the beginning that it is about, where the prediction shows its webhook. */
  readonly mark?: string;
}

/** A message may be so old, and a clock so wrong. */
const maxAgeMs = 5 * 60_000;

const bodySchema = z.object({ id: predictionIdSchema, webhook: z.string().nullish() });

/**
 * Proves that Replicate sent this: HMAC-SHA256 over id, timestamp and body with the account's secret (`whsec_…`), one of
 * several signatures, none older than five minutes. Throws `not-allowed`.
 * https://replicate.com/docs/topics/webhooks/verify-webhook
 */
export function verifyReplicateWebhook(request: {
  readonly headers: Headers;
  /** As it came, byte for byte. */
  readonly body: string;
  readonly secret: string;
  readonly nowMs: number;
}): ReplicateWebhook {
  const { headers, body, secret, nowMs } = request;
  const id = headers.get('webhook-id') ?? '';
  const timestamp = headers.get('webhook-timestamp') ?? '';
  if (id === '' || !/^\d{1,12}$/u.test(timestamp)) throw refused('no id or no time');
  if (Math.abs(nowMs - Number(timestamp) * 1_000) > maxAgeMs) throw refused('too old, or from the future');

  const key = Buffer.from(secret.replace(/^whsec_/u, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  const given = (headers.get('webhook-signature') ?? '')
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice('v1,'.length), 'base64'));
  const isProven = given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  if (!isProven) throw refused('no signature fits');

  const told = bodySchema.safeParse(jsonOf(body));
  if (!told.success) throw refused('not about a prediction');
  const mark = markOf(told.data.webhook ?? undefined);
  return { id, predictionId: told.data.id, ...(mark === undefined ? {} : { mark }) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(detail: string): MoraError {
  return new MoraError('not-allowed', 'This message does not come from the host of the models.', { detail });
}

/** Remembers which messages came already. */
export interface WebhookBook {
  /** Whether the message is new; it is not, the next time. */
  enter(id: string, nowMs: number): boolean;
}

/** Twice the age at which a message is refused anyway. */
const rememberedMs = 10 * 60_000;
/** Of the size of an hour's generations; the oldest are forgotten first. */
const mostRemembered = 10_000;

export function createWebhookBook(): WebhookBook {
  // Kept in the order in which they came.
  const cameAtMs = new Map<string, number>();
  return {
    enter(id, nowMs) {
      for (const [old, atMs] of cameAtMs) {
        if (nowMs - atMs < rememberedMs && cameAtMs.size < mostRemembered) break;
        cameAtMs.delete(old);
      }
      if (cameAtMs.has(id)) return false;
      cameAtMs.set(id, nowMs);
      return true;
    },
  };
}
