import type { Card } from '../../src/bots/card.ts';
import type { ChatAdapter } from '../../src/bots/chat.ts';
import type { Delivery } from '../../src/bots/delivery.ts';

/** A chat that only remembers: what was posted, how often, and the newest card of each task. */
export interface MemoryChat extends ChatAdapter {
  readonly posted: readonly Delivery[];
  readonly cards: readonly Card[];
  /** Resolves once a task's outcome is posted. */
  outcome(taskId: string): Promise<Delivery>;
}

/** `before` may hold a delivery up or fail it. */
export function createMemoryChat(before: (delivery: Delivery) => Promise<void> | void = () => undefined): MemoryChat {
  const posted: Delivery[] = [];
  const cards: Card[] = [];
  const waiting = new Map<string, (delivery: Delivery) => void>();
  return {
    platform: 'playground',
    cardPace: { intervalMs: 10 },
    cardGroup: ({ channel, thread }) => thread ?? channel,
    posted,
    cards,
    start: () => Promise.resolve(),
    showCard(card) {
      cards.push(card);
      return Promise.resolve();
    },
    async deliver(delivery) {
      await before(delivery);
      // What a real platform's own key does: the same delivery shows once.
      if (!posted.some((earlier) => earlier.taskId === delivery.taskId)) {
        posted.push(delivery);
        waiting.get(delivery.taskId)?.(delivery);
      }
      return { place: 'thread' };
    },
    showEntry: () => Promise.resolve(),
    hideEntry: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    outcome(taskId) {
      const there = posted.find((delivery) => delivery.taskId === taskId);
      if (there !== undefined) return Promise.resolve(there);
      const { promise, resolve } = Promise.withResolvers<Delivery>();
      waiting.set(taskId, resolve);
      return promise;
    },
  };
}
