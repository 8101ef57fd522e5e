import type { GalleryRow } from '../core/database/gallery-rows.ts';
import type { DeliveredTo } from '../core/outcome.ts';
import type { GalleryEntry } from '../core/studio/gallery.ts';
import type { ThreadRef } from '../core/thread.ts';
import type { Card } from './card.ts';
import type { Pace } from './pace.ts';
import type { Delivery } from './delivery.ts';

/**
 * A chat platform. Its adapter takes commands in by itself (parse, acknowledge, run); this is what the desk needs of it
 * to answer. All texts it is given are plain and English: escaping and translating are the adapter's.
 */
export interface ChatAdapter {
  /** Lower-case letters: names the delivery queue and the platform of its threads. */
  readonly platform: string;
  /** How often cards may be changed. */
  readonly cardPace: Pace;
  /** The group of a thread's cards, which the platform bounds together. */
  cardGroup(thread: ThreadRef): string;
  /** Begins to take commands. */
  start(): Promise<void>;
  /** Shows a task's card in its thread, or changes it. Newest wins; a lost one does no harm. */
  showCard(card: Card): Promise<void>;
  /**
   * Posts the outcome into its thread, or into the best place that is left, and says where. Called again after a failure
   * or a crash until it returns, so it must find what an earlier call posted. Throws a retryable `MoraError` while the
   * platform cannot take it.
   */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveredTo>;
  /**
   * Shows an entry in its gallery, or changes it. Called again until it returns, so it must find what an earlier call
   * posted in the same round. Throws a `MoraError`; one that is not retryable means that it can never be shown there.
   */
  showEntry(entry: GalleryEntry): Promise<void>;
  /** Takes an entry away again; one that is not there is no error. */
  hideEntry(row: GalleryRow): Promise<void>;
  /**
   * Removes what it shows by itself of things before a time (milliseconds since 1970) that nobody needs any more; absent
   * where the platform keeps the messages. Ends early when aborted.
   */
  forgetBefore?(beforeMs: number, signal: AbortSignal): Promise<void>;
  /** Stops taking commands and closes connections. */
  stop(): Promise<void>;
}
