import type { Asked } from './people-deliveries.ts';
import type { FakeWorldPort } from './people-port.ts';

/** A command or interaction that somebody started, and what became of it. */
export interface FakeAsk {
  readonly triggerId: string;
  readonly envelopeId: string;
  /**
   * Resolves with the acknowledgement's body, undefined where it had none.
   * Rejects where Slack would tell the person that it failed: after 3 s (`operation_timeout`), with nobody to send
   * it to (`dispatch_failed`), or where the answer itself is wrong.
   */
  ack(): Promise<unknown>;
  readonly createdAtMs: number;
  /** When the acknowledgement came, on the server's clock. */
  readonly ackAtMs: number | undefined;
  readonly responseUrl: string | undefined;
}

/** Follows `asked`; `carryOut` does what the acknowledgement's body asks for. */
export function fakeAsk(o: {
  world: FakeWorldPort;
  asked: Asked;
  triggerId: string;
  responseUrl?: string;
  carryOut: (body: unknown) => void;
}): FakeAsk {
  const createdAtMs = o.world.nowMs();
  let ackAtMs: number | undefined;

  async function settle(): Promise<unknown> {
    const outcome = await o.asked.outcome;
    if (!outcome.ok) {
      const isLate = outcome.reason === 'timeout' || outcome.reason === 'http_timeout';
      throw new Error(isLate ? 'operation_timeout' : 'dispatch_failed');
    }
    ackAtMs = o.world.nowMs();
    o.carryOut(outcome.body);
    return outcome.body;
  }
  const settled = settle();
  // A test that does not look at it is not to fail by it.
  settled.catch(() => {});

  return {
    triggerId: o.triggerId,
    envelopeId: o.asked.envelopeId,
    ack: () => settled,
    createdAtMs,
    get ackAtMs() {
      return ackAtMs;
    },
    responseUrl: o.responseUrl,
  };
}
