import { createCardView, type CardView } from './card-view.ts';
import { el, setText } from './dom.ts';
import { icon } from './icons.ts';
import { createMenu, type MenuItem } from './menu.ts';
import { createMessageMedia, mediaWords, nextSteps } from './message-media.ts';
import { createResultView, type ResultView } from './result-view.ts';
import type { ShownMessage, Store } from './store.ts';
import { createThreadSummary } from './thread-summary.ts';
import type { MessageActions } from './message-actions.ts';
import { createWordsParts } from './words-parts.ts';
import { clockTime } from './words.ts';

/** One message on the page. */
export interface MessageView {
  readonly element: HTMLElement;
  update(message: ShownMessage): void;
}

/** `withThread` shows under a message what is in its thread. */
export function createMessageView(first: ShownMessage, actions: MessageActions, withThread: boolean): MessageView {
  const name = first.author === 'you' ? 'You' : 'Mora';
  const sending = el('p', { class: 'sending', hidden: true });
  const time = el('time', { datetime: new Date(first.atMs).toISOString() }, clockTime(first.atMs));
  const head = el('header', { class: 'message-head' }, el('b', {}, name), time);
  const text = el('div', { class: 'message-text' });
  const content = el('div', { class: 'message-content' });
  const summary = withThread ? createThreadSummary(first, actions) : undefined;
  const menu = createMenu(`More about this message of ${name}`, () => menuItems(current, actions));
  const article = el(
    'article',
    { class: 'message-body', 'aria-label': `${name}, ${clockTime(first.atMs)}` },
    head,
    quoteOf(first, actions.store),
    text,
    createMessageMedia(first, actions),
    content,
    sending,
    summary?.element,
  );
  const element = el(
    'li',
    { class: 'message', 'data-author': first.author, 'data-kind': first.content.kind, 'data-id': first.id },
    el('div', { class: 'avatar', 'aria-hidden': 'true' }, first.author === 'you' ? 'Y' : markOf()),
    article,
    menu,
  );
  let current = first;
  let card: CardView | undefined;
  let result: ResultView | undefined;

  function update(message: ShownMessage): void {
    // A video that was deleted leaves a line of words in its place.
    if (message.content.kind !== current.content.kind) {
      element.dataset['kind'] = message.content.kind;
      content.replaceChildren();
      [card, result] = [undefined, undefined];
    }
    current = message;
    showText(text, message);
    element.classList.toggle('is-sending', message.sending !== undefined);
    sending.hidden = message.sending !== 'waiting';
    setText(sending, message.sending === 'waiting' ? 'Waiting for the studio' : '');
    showContent(message);
    summary?.update();
  }

  function showContent(message: ShownMessage): void {
    const said = message.content;
    switch (said.kind) {
      case 'card':
        card ??= place(createCardView(actions.press));
        card.update(said);
        return;
      case 'result':
      case 'entry':
        result ??= place(createResultView(said, message.text, actions.press));
        result.update(said);
        return;
      case 'words':
        if (content.childElementCount === 0) content.append(...createWordsParts(said, message, actions));
        return;
      case 'problem':
      case 'gone':
    }
  }

  function place<View extends { readonly element: HTMLElement }>(view: View): View {
    content.replaceChildren(view.element);
    return view;
  }

  update(first);
  return { element, update };
}

/** A command stands out from its words, and an option is never torn from its value. */
function commandWords(text: string): (string | HTMLElement)[] {
  const command = /^\/(?:mora\s+)?\S+/iu.exec(text)?.[0];
  if (command === undefined) return [text];
  const parts = text.slice(command.length).split(/((?<=\s)--[a-z]+(?:[= ]\S+)?)/iu);
  return [
    el('span', { class: 'command' }, command),
    ...parts.map((part, index) => (index % 2 === 1 ? el('span', { class: 'option' }, part) : part)),
  ];
}

/** Longer messages are cut by default: a wall of text would push the rest away. */
const shortLength = 600;

function showText(place: HTMLElement, { text: all, author, content }: ShownMessage): void {
  const isList = content.kind === 'words' && content.items !== undefined;
  const text = content.kind === 'result' || isList ? '' : all;
  place.hidden = text === '';
  if (place.dataset['text'] === text) return;
  place.dataset['text'] = text;
  const words = el('p', { dir: 'auto' }, ...(author === 'you' ? commandWords(text) : [text]));
  place.replaceChildren(words);
  if (text.length <= shortLength) return;
  words.classList.add('cut');
  const button = el('button', { type: 'button', class: 'link-button', 'aria-expanded': 'false' }, 'Show all');
  button.addEventListener('click', () => {
    const cut = words.classList.toggle('cut');
    button.setAttribute('aria-expanded', String(!cut));
    setText(button, cut ? 'Show all' : 'Show less');
  });
  place.append(button);
}

function quoteOf(message: ShownMessage, store: Store): HTMLElement | undefined {
  if (message.replyTo === undefined || message.replyTo === message.thread) return undefined;
  const original = store.get(message.replyTo);
  if (original === undefined) return undefined;
  const jump = (): void => {
    const target = document.querySelector(`[data-id="${CSS.escape(original.id)}"]`);
    target?.scrollIntoView({ block: 'center' });
    target?.classList.add('is-found');
    setTimeout(() => target?.classList.remove('is-found'), 1_500);
  };
  return el(
    'button',
    { type: 'button', class: 'quote', onclick: jump },
    icon('reply'),
    el('b', {}, original.author === 'you' ? 'You' : 'Mora'),
    el('span', {}, summaryOf(original)),
  );
}

/** A message in one line. */
export function summaryOf(message: ShownMessage): string {
  const { kind } = message.content;
  if ((kind === 'result' || kind === 'entry') && message.content.prompt !== '')
    return message.content.prompt.slice(0, 120);
  if (message.content.kind === 'result' && message.content.clip !== undefined) return 'a video';
  return message.text === '' ? mediaWords(message) : message.text.slice(0, 120);
}

function menuItems(message: ShownMessage, actions: MessageActions): MenuItem[] {
  const { content } = message;
  const prompt = 'prompt' in content ? content.prompt : message.text;
  const begin = nextSteps(message).map(({ label, icon: name, words }): MenuItem => ({
    label,
    icon: name,
    run: () => actions.reply(message, words),
  }));
  const reply: MenuItem = { label: 'Reply', icon: 'reply', run: () => actions.reply(message) };
  const copy: MenuItem = { label: 'Copy text', icon: 'copy', run: () => void navigator.clipboard.writeText(prompt) };
  return [...begin, reply, ...(prompt === '' ? [] : [copy])];
}

/** The studio's mark, as its avatar. */
function markOf(): Node {
  return el('img', { src: '/playground/page/mark.svg', alt: '' });
}
