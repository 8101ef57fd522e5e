import type { WebSocket } from 'ws';
import type { FakeOutcome } from './payloads-envelope.ts';

/** The envelopes that were sent and wait for their acknowledgement. */
export interface SocketWaits {
  wait(envelopeId: string, socket: WebSocket): Promise<FakeOutcome>;
  settle(envelopeId: string, outcome: FakeOutcome): void;
  /** What was sent over this socket is acknowledged no more. */
  lose(socket: WebSocket): void;
  close(): void;
}

/** Gives each envelope `timeoutMs` to be acknowledged. */
export function createSocketWaits(timeoutMs: number): SocketWaits {
  const waiting = new Map<string, { socket: WebSocket; end: (outcome: FakeOutcome) => void }>();

  function settle(envelopeId: string, outcome: FakeOutcome): void {
    waiting.get(envelopeId)?.end(outcome);
  }

  return {
    async wait(envelopeId, socket) {
      const { promise, resolve } = Promise.withResolvers<FakeOutcome>();
      const timer = setTimeout(() => settle(envelopeId, { ok: false, reason: 'timeout' }), timeoutMs);
      waiting.set(envelopeId, {
        socket,
        end(outcome) {
          clearTimeout(timer);
          waiting.delete(envelopeId);
          resolve(outcome);
        },
      });
      return promise;
    },
    settle,
    lose(socket) {
      for (const { socket: its, end } of waiting.values()) if (its === socket) end({ ok: false, reason: 'timeout' });
    },
    close() {
      for (const { end } of waiting.values()) end({ ok: false, reason: 'no_connection' });
    },
  };
}
