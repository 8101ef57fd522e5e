import { el } from './dom.ts';
import type { MessageActions } from './message-actions.ts';
import { createMessageView, type MessageView } from './message-view.ts';
import type { ShownMessage } from './store.ts';
import { dayName } from './words.ts';

/** A list of messages that keeps to its newest end while the person reads there. */
export interface MessageList {
  show(messages: readonly ShownMessage[]): void;
  /** Moves to the newest message. */
  readonly toEnd: () => void;
}

/** Pixels from the end within which the person counts as reading the newest. */
const nearEnd = 120;
/** Messages of one author within so many milliseconds stand together. */
const togetherMs = 5 * 60_000;

/** Fills `scroll`. `withThreads` shows days, and under each message what is in its thread: right for a channel. */
export function createMessageList(
  scroll: HTMLElement,
  name: string,
  actions: MessageActions,
  withThreads: boolean,
): MessageList {
  const list = el('ol', { class: 'messages', 'aria-label': name });
  scroll.append(list);
  const views = new Map<string, MessageView>();
  const days = new Map<string, HTMLElement>();
  let atEnd = true;
  scroll.addEventListener('scroll', () => {
    atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < nearEnd;
  });
  const toEnd = (): void => scroll.scrollTo({ top: scroll.scrollHeight });
  // Pictures and videos get their size late; a card grows and shrinks.
  new ResizeObserver(() => {
    if (atEnd) toEnd();
  }).observe(list);

  function viewOf(message: ShownMessage): HTMLElement {
    const known = views.get(message.id);
    if (known !== undefined) {
      known.update(message);
      return known.element;
    }
    const view = createMessageView(message, actions, withThreads);
    views.set(message.id, view);
    return view.element;
  }

  /** The rows of the list, with the day before its first message. */
  function rowsOf(messages: readonly ShownMessage[]): HTMLElement[] {
    const nowMs = Date.now();
    return messages.flatMap((message, at) => {
      const before = messages[at - 1];
      const day = dayName(message.atMs, nowMs);
      const newDay = before === undefined || dayName(before.atMs, nowMs) !== day;
      const element = viewOf(message);
      const soon = before !== undefined && message.atMs - before.atMs < togetherMs;
      const together = soon && !newDay && before.author === message.author && message.replyTo === undefined;
      element.classList.toggle('is-continued', together);
      return newDay && withThreads ? [dayRow(day), element] : [element];
    });
  }

  function dayRow(day: string): HTMLElement {
    const known = days.get(day);
    if (known !== undefined) return known;
    const row = el('li', { class: 'day' }, day);
    days.set(day, row);
    return row;
  }

  return {
    toEnd,
    show(messages) {
      const rows = rowsOf(messages);
      const ids = new Set(messages.map((message) => message.id));
      for (const id of views.keys()) if (!ids.has(id)) views.delete(id);
      const hadFocus = list.contains(document.activeElement);
      const stays = new Set<Element>(rows);
      const gone = [...list.children].filter((row) => !stays.has(row));
      for (const row of gone) row.remove();
      // Moving an element restarts what plays in it, so only what is out of place is moved.
      for (const [at, row] of rows.entries()) {
        if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
      }
      // What had the focus is gone, such as a card's button: the keyboard goes on from here.
      if (hadFocus && !list.contains(document.activeElement)) scroll.focus();
      if (messages.at(-1)?.sending !== undefined) atEnd = true;
      if (atEnd) toEnd();
    },
  };
}
