import { createHmac, randomUUID } from 'node:crypto';

/** A webhook that was sent. */
export interface SentWebhook {
  readonly url: string;
  readonly event: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of the answer; undefined while there is none, or where nobody was there. */
  status: number | undefined;
}

/** Signs as Replicate does: base64 of HMAC-SHA256 over id, time and body with the secret after `whsec_`. */
export function signWebhook(options: {
  readonly secret: string;
  readonly body: string;
  readonly id?: string;
  readonly atMs?: number;
}): Record<string, string> {
  const { secret, body, id = `msg_${randomUUID()}`, atMs = Date.now() } = options;
  const timestamp = String(Math.floor(atMs / 1_000));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${digest}` };
}

/** Sends signed webhooks, again a few times where they are not taken. */
export class WebhookSender {
  readonly sent: SentWebhook[] = [];
  readonly #secret: string;
  readonly #stopping = new AbortController();

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** `origin` stands in the place of the address's own, where one is given. */
  async send(address: string, event: string, body: string, origin: string | undefined): Promise<void> {
    const { pathname, search } = new URL(address);
    const url = origin === undefined ? address : new URL(pathname + search, origin).href;
    const headers = { 'content-type': 'application/json', ...signWebhook({ secret: this.#secret, body }) };
    const record: SentWebhook = { url, event, headers, body, status: undefined };
    this.sent.push(record);
    for (let tries = 0; tries < 3; tries += 1) {
      try {
        const signal = this.#stopping.signal;
        const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
        await answer.body?.cancel();
        record.status = answer.status;
        if (answer.ok) return;
      } catch {
        // Nobody was there: it is sent again.
      }
      if (this.#stopping.signal.aborted) return;
    }
  }

  close(): void {
    this.#stopping.abort();
  }
}
