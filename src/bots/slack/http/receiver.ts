import { isValidSlackRequest, ReceiverMultipleAckError, type App, type Receiver } from '@slack/bolt';
import type { Context, Hono } from 'hono';
import type { Logger } from '../../../core/log.ts';
import { limitBody } from '../../limit-body.ts';
import { eventsPath } from './paths.ts';
import { readBody } from './read-body.ts';

export interface HttpReceiverOptions {
  readonly signingSecret: string;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly nowMs?: () => number;
  /** How long an acknowledgement may take. */
  readonly ackMs?: number;
}

/** A form with its values is the largest; Slack names no bound, and the SDK's own server takes four megabytes. */
const maxBodyBytes = 3 * 1024 * 1024;

/** After this Slack shows people an error: https://docs.slack.dev/interactivity/handling-user-interaction */
const slackPatienceMs = 3_000;

/** Brings Slack's signed requests to Bolt, by the studio's own web server. */
export function createHttpReceiver(options: HttpReceiverOptions): Receiver & { mount(app: Hono): void } {
  const { signingSecret, logger, nowMs = Date.now, ackMs = slackPatienceMs } = options;
  let bolt: App | undefined;

  function isSigned(context: Context, body: string): boolean {
    return isValidSlackRequest({
      signingSecret,
      body,
      headers: {
        'x-slack-signature': context.req.header('x-slack-signature') ?? '',
        'x-slack-request-timestamp': Number(context.req.header('x-slack-request-timestamp')),
      },
      nowMilliseconds: nowMs(),
    });
  }

  async function take(context: Context): Promise<Response> {
    const text = await context.req.text();
    const body = readBody(text, context.req.header('content-type') ?? '');
    // Slack looks whether we have a certificate, and signs nothing for that; the rest of such a request is not read.
    if (body?.['ssl_check'] === '1') return context.body(null, 200);
    if (!isSigned(context, text)) return context.body(null, 401);
    if (body === undefined) return context.body(null, 400);
    if (body['type'] === 'url_verification') return context.json({ challenge: body['challenge'] });
    // Not open yet, or not any more: Slack sends events again.
    if (bolt === undefined) return context.body(null, 503);
    return answerOf(bolt, context, body);
  }

  /** Hands it to Bolt, and answers with the one acknowledgement. */
  async function answerOf(app: App, context: Context, body: Record<string, unknown>): Promise<Response> {
    const answered = Promise.withResolvers<Response>();
    const enough = setTimeout(() => {
      logger.error({}, 'slack-request-not-acknowledged');
      answered.resolve(context.body(null, 500));
    }, ackMs);
    let acknowledged = false;
    const ack = (answer?: unknown): Promise<void> => {
      if (acknowledged) return Promise.reject(new ReceiverMultipleAckError());
      acknowledged = true;
      answered.resolve(toResponse(context, answer));
      return Promise.resolve();
    };
    const retryNum = Number(context.req.header('x-slack-retry-num'));
    const retryReason = context.req.header('x-slack-retry-reason');
    const retry = {
      ...(Number.isNaN(retryNum) ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    };
    app.processEvent({ body, ack, ...retry }).catch((error: unknown) => {
      logger.error({ err: error }, 'slack-request-failed');
      answered.resolve(context.body(null, 500));
    });
    try {
      return await answered.promise;
    } finally {
      clearTimeout(enough);
    }
  }

  return {
    init(app) {
      bolt = app;
    },
    start: () => Promise.resolve(),
    stop() {
      bolt = undefined;
      return Promise.resolve();
    },
    mount(app) {
      const limit = limitBody(maxBodyBytes, (context) => context.body(null, 413));
      app.post(eventsPath, limit, (context) => take(context));
    },
  };
}

/** Nothing, a text, or what a form is answered with. */
function toResponse(context: Context, answer: unknown): Response {
  if (answer === undefined || answer === null || answer === '') return context.body(null, 200);
  return typeof answer === 'string' ? context.text(answer) : context.json(answer);
}
