import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FakeEnvelope, FakeEnvelopeType, FakeOutcome, FakeTransport } from './payloads-envelope.ts';

type Payload = Readonly<Record<string, unknown>>;

/** What is under way to the app. */
export interface Deliveries {
  /** Sends an event until it is acknowledged, four times at most. */
  event(eventId: string, payload: Payload): void;
  /** Sends a command or an interaction once. */
  ask(type: Exclude<FakeEnvelopeType, 'events_api'>, payload: Payload, acceptsResponse: boolean): Asked;
  /** The same event, or the same envelope of a command or interaction, once more. */
  redeliver(id: string): void;
}

/** A command or interaction that was sent. */
export interface Asked {
  readonly envelopeId: string;
  /** How it ended; resolves in any case. */
  readonly outcome: Promise<FakeOutcome>;
}

/** Sends over `transport()` until `signal` aborts. `retryDelaysMs` are the waits before an event comes again. */
export function createDeliveries(o: {
  transport: () => FakeTransport;
  retryDelaysMs: readonly number[];
  signal: AbortSignal;
}): Deliveries {
  const events = new Map<string, Payload>();
  const asks = new Map<string, FakeEnvelope>();

  async function untilAcknowledged(payload: Payload): Promise<void> {
    let reason = '';
    for (const [attempt, delayMs] of [0, ...o.retryDelaysMs].entries()) {
      if (attempt > 0) {
        await wait(delayMs, undefined, { signal: o.signal });
        // Waiting for a connection costs no attempt.
        await o.transport().ready();
      }
      if (o.signal.aborted) return;
      const outcome = await o.transport().send(anEvent(payload, attempt, slackReason(reason)));
      if (outcome.ok || outcome.final === true) return;
      ({ reason } = outcome);
    }
  }

  function start(payload: Payload): void {
    // Only the end of the server ends it early, and then nobody waits for it.
    untilAcknowledged(payload).catch(() => {});
  }

  return {
    event(eventId, payload) {
      events.set(eventId, payload);
      start(payload);
    },
    ask(type, payload, acceptsResponse) {
      const envelope = { id: randomUUID(), type, payload, acceptsResponse, retryAttempt: 0, retryReason: '' };
      asks.set(envelope.id, envelope);
      return { envelopeId: envelope.id, outcome: o.transport().send(envelope) };
    },
    redeliver(id) {
      const event = events.get(id);
      const ask = asks.get(id);
      // An event that comes again says so, as after a lost acknowledgement.
      if (event !== undefined)
        o.transport()
          .send(anEvent(event, 1, 'timeout'))
          .catch(() => {});
      else if (ask !== undefined)
        o.transport()
          .send(ask)
          .catch(() => {});
      else throw new Error(`Nothing was sent as ${id}`);
    },
  };
}

/** A repeated event is a new envelope with the same event in it. */
function anEvent(payload: Payload, retryAttempt: number, retryReason: string): FakeEnvelope {
  return { id: randomUUID(), type: 'events_api', payload, acceptsResponse: false, retryAttempt, retryReason };
}

/** The reasons that Slack gives: with nobody connected the event timed out. */
function slackReason(reason: string): string {
  return reason === 'no_connection' ? 'timeout' : reason;
}
