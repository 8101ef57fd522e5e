import { el, setText } from './dom.ts';
import { createMessageView, type MessageActions, type MessageView } from './message-view.ts';
import type { ShownMessage } from './store.ts';
import { dayName } from './words.ts';

/** A list of messages that keeps to its newest end while the person reads there. */
export interface MessageList {
  show(messages: readonly ShownMessage[]): void;
  /** Moves to the newest message. */
  toEnd(): void;
}

/** Pixels from the end within which the person counts as reading the newest. */
const nearEnd = 120;
/** Messages of one author within so many milliseconds stand together. */
const togetherMs = 5 * 60_000;

/** Fills `scroll`. `rootId` is the message that a thread hangs on; channels have none. */
export function createMessageList(
  scroll: HTMLElement,
  name: string,
  actions: MessageActions,
  withThreads: boolean,
): MessageList {
  const list = el('ol', { class: 'messages', 'aria-label': name });
  scroll.append(list);
  const views = new Map<string, MessageView>();
  let atEnd = true;
  scroll.addEventListener('scroll', () => {
    atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < nearEnd;
  });
  const toEnd = (): void => scroll.scrollTo({ top: scroll.scrollHeight });
  // Pictures and videos get their size late; a card grows and shrinks.
  new ResizeObserver(() => {
    if (atEnd) toEnd();
  }).observe(list);

  function place(message: ShownMessage, at: number, before: ShownMessage | undefined): void {
    const known = views.get(message.id);
    const view = known ?? createMessageView(message, actions, withThreads);
    if (known === undefined) views.set(message.id, view);
    else view.update(message);
    // Moving an element restarts what plays in it, so only what is out of place is moved.
    if (list.children[at] !== view.element) list.insertBefore(view.element, list.children[at] ?? null);
    const day = dayName(message.atMs, Date.now());
    const newDay = before === undefined || dayName(before.atMs, Date.now()) !== day;
    const together =
      !newDay && before.author === message.author && message.atMs - before.atMs < togetherMs && !message.replyTo;
    view.element.classList.toggle('is-continued', together);
    showDay(view.element, newDay && withThreads ? day : undefined);
  }

  return {
    toEnd,
    show(messages) {
      const ids = new Set(messages.map((message) => message.id));
      for (const [id, view] of views) {
        if (ids.has(id)) continue;
        view.element.remove();
        views.delete(id);
      }
      for (const [at, message] of messages.entries()) place(message, at, messages[at - 1]);
      if (messages.at(-1)?.sending !== undefined) atEnd = true;
      if (atEnd) toEnd();
    },
  };
}

function showDay(element: HTMLElement, day: string | undefined): void {
  const shown = element.querySelector<HTMLElement>(':scope > .day');
  if (day === undefined) shown?.remove();
  else if (shown === null) element.prepend(el('p', { class: 'day' }, day));
  else setText(shown, day);
}
