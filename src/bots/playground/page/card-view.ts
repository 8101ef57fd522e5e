import type { CardContent } from '../wire.ts';
import type { Press } from './outbox.ts';
import { el, fileUrl, setText } from './dom.ts';
import { createPlanView } from './plan-view.ts';
import { standing } from './words.ts';

/** A task under way. It is changed in place, so that nothing flickers and the focus stays where it is. */
export interface CardView {
  readonly element: HTMLElement;
  update(card: CardContent): void;
}

export function createCardView(press: Press): CardView {
  const frame = el('div', { class: 'frame' });
  const headline = el('p', { class: 'card-headline' });
  const time = el('span', { class: 'card-time' });
  const prompt = el('p', { class: 'card-prompt' });
  const plan = createPlanView();
  const notes = el('div', { class: 'card-notes' });
  const buttons = el('div', { class: 'card-buttons' });
  const body = el(
    'div',
    { class: 'card-body' },
    el('div', { class: 'card-top' }, headline, time),
    prompt,
    plan.element,
    notes,
    buttons,
  );
  const element = el('section', { class: 'card', 'aria-label': 'A video in the making' }, frame, body);
  let preview: string | undefined;

  return {
    element,
    update(card) {
      element.dataset['status'] = card.status;
      const now = standing(card);
      setText(headline, now.words);
      setText(time, [now.time, card.status === 'working' ? card.price : undefined].filter(Boolean).join(' · '));
      setText(prompt, card.prompt);
      prompt.hidden = card.prompt === '';
      if (card.preview !== undefined && card.preview !== preview) {
        preview = card.preview;
        frame.replaceChildren(el('img', { src: fileUrl(preview), alt: 'The first frame so far' }));
      }
      plan.update(card.stages);
      if (notes.childElementCount !== card.notes.length)
        notes.replaceChildren(...card.notes.map((note) => el('p', {}, note)));
      if (buttons.childElementCount === card.buttons.length) return;
      buttons.replaceChildren(
        ...card.buttons.map(({ id, label }) => {
          const button = el('button', { type: 'button', class: 'button quiet' }, label);
          button.addEventListener('click', () => {
            button.disabled = true;
            void press(id).finally(() => (button.disabled = false));
          });
          return button;
        }),
      );
    },
  };
}
