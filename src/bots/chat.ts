import type { Card } from './card.ts';
import type { Delivery } from './delivery.ts';

/**
 * A chat platform. Its adapter takes commands in by itself (parse, acknowledge, run); this is what the desk needs of it
 * to answer. All texts it is given are plain: escaping is the adapter's.
 */
export interface ChatAdapter {
  /** Lower-case letters: names the delivery queue and the platform of its threads. */
  readonly platform: string;
  /** Least time between two edits of a task's card, in milliseconds. */
  readonly cardIntervalMs: number;
  /** Begins to take commands. */
  start(): Promise<void>;
  /** Shows a task's card in its thread, or changes it. Newest wins; a lost one does no harm. */
  showCard(card: Card): Promise<void>;
  /**
   * Posts the outcome into its thread. Called again after a failure or a crash until it returns, so it must find what an
   * earlier call posted. Throws a retryable `MoraError` while the platform cannot take it.
   */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<void>;
  /** Stops taking commands and closes connections. */
  stop(): Promise<void>;
}
