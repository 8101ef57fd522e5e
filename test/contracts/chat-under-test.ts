import type { ChatAdapter } from '../../src/bots/chat.ts';
import type { Clip } from '../../src/core/outcome.ts';
import type { ThreadRef } from '../../src/core/thread.ts';

/** A message of the bot as a person sees it. */
export interface ShownMessage {
  /** Stays while the message is changed. */
  readonly id: string;
  /** All its words as they are read, whatever markup or escaping carries them. */
  readonly words: string;
  /** Whether a video is in it that can be played or opened. */
  readonly video: boolean;
  /** Whether its video is hidden until somebody asks to see it. */
  readonly veiled: boolean;
  readonly buttons: readonly string[];
}

/** A chat to try. */
export interface ChatUnderTest extends AsyncDisposable {
  /** The adapter that runs now. */
  adapter(): ChatAdapter;
  /** A new thread on the platform. */
  thread(): Promise<ThreadRef>;
  /** A channel to show a gallery in, with nothing in it yet. */
  gallery(): Promise<ThreadRef>;
  /** A clip whose files the adapter can read. */
  clip(): Promise<Clip>;
  /** What the bot's messages in a thread or a gallery show now, oldest first. */
  shown(thread: ThreadRef): Promise<readonly ShownMessage[]>;
  /** The number of stars that a message says, wherever this platform says it. */
  starred(message: ShownMessage): number | undefined;
  /** Ends the adapter and starts another one over the same platform and stores. */
  restart(): Promise<void>;
}
