import { api, Refusal, Unreachable } from './api.ts';
import { announce, toast } from './announcer.ts';
import type { Connection } from './connection.ts';
import { newId } from './dom.ts';
import type { Store } from './store.ts';

/** What is in a message box when it is sent; it goes back there where it is not accepted. */
export interface Draft {
  readonly channel: string;
  readonly thread?: string;
  readonly replyTo?: string;
  readonly text: string;
  readonly images: readonly string[];
  readonly videos: readonly string[];
}

/** Presses a button of a message. Tells the person what came of it; false where it was not accepted. Never rejects. */
export type Press = (button: string, prompt?: string) => Promise<boolean>;

/** Sends, keeps what cannot be sent yet, and never sends the same twice as two. */
export interface Outbox {
  /** Resolves with the thread of the task that it began, if it did. Throws `Refusal` with a sentence. */
  say(draft: Draft): Promise<string | undefined>;
  readonly press: Press;
}

/** `taskBegan` is told the thread of a task that a button began. */
export function createOutbox(store: Store, connection: Connection, taskBegan: (thread: string) => void): Outbox {
  const channelId = (channel: string): 'studio' => channel as 'studio';

  return {
    async say(draft) {
      const id = newId();
      const shown = {
        id: `said-${id}`,
        // The page got its list of channels from the studio, whose type knows the names.
        channel: channelId(draft.channel),
        ...(draft.thread === undefined ? {} : { thread: draft.thread }),
        ...(draft.replyTo === undefined ? {} : { replyTo: draft.replyTo }),
        author: 'you' as const,
        atMs: Date.now(),
        text: draft.text.trim(),
        images: [...draft.images],
        videos: [...draft.videos],
        content: { kind: 'words' as const },
        position: Number.MAX_SAFE_INTEGER,
      };
      store.upsert({ ...shown, sending: 'on-its-way' });
      for (;;) {
        try {
          const answer = await api.say({ id, ...draft });
          if (answer.problem !== undefined) throw new Refusal(answer.problem);
          return answer.thread;
        } catch (error) {
          if (!(error instanceof Unreachable)) {
            if (store.get(shown.id)?.sending !== undefined) store.remove(shown.id);
            throw error;
          }
          store.upsert({ ...shown, sending: 'waiting' });
          announce('Not sent yet: the studio cannot be reached. It is sent as soon as it can.');
          await backAgain(connection);
        }
      }
    },
    async press(button, prompt) {
      try {
        const answer = await api.press({ id: newId(), button, ...(prompt === undefined ? {} : { prompt }) });
        if (answer.note !== undefined) toast(answer.note);
        if (answer.thread !== undefined) taskBegan(answer.thread);
        return true;
      } catch (error) {
        toast(error instanceof Error ? error.message : 'Something went wrong. Please try again.');
        return false;
      }
    },
  };
}

/** Milliseconds between two tries while the line looks open. */
const pauseMs = 1_000;

async function backAgain(connection: Connection): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  await connection.opened();
}
