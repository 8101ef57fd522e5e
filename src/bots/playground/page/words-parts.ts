import type { WordsContent } from '../wire.ts';
import { el } from './dom.ts';
import type { MessageActions } from './message-actions.ts';
import type { ShownMessage } from './store.ts';

/** What comes with the words of a message: the lines of a list, and what there is to choose from. */
export function createWordsParts(
  { items, choices }: WordsContent,
  message: ShownMessage,
  { press, reply }: Pick<MessageActions, 'press' | 'reply'>,
): HTMLElement[] {
  const lines = items?.map(({ text, url, clip }) => {
    const again = (): void => reply(message, `/mora history ${clip}`);
    return el(
      'li',
      {},
      el('span', { dir: 'auto' }, text),
      url === undefined ? undefined : el('a', { href: url, rel: 'noreferrer' }, 'Open'),
      clip === undefined ? undefined : el('button', { type: 'button', class: 'link-button', onclick: again }, 'Show'),
    );
  });
  const buttons = choices?.map(({ id, label }) => {
    const button = el('button', { type: 'button', class: 'button' }, label);
    button.addEventListener('click', () => {
      button.disabled = true;
      void press(id).finally(() => (button.disabled = false));
    });
    return button;
  });
  return [
    ...(lines === undefined ? [] : [el('ul', { class: 'lines' }, ...lines)]),
    ...(buttons === undefined ? [] : [el('div', { class: 'choices' }, ...buttons)]),
  ];
}
