import type { CardContent } from '../wire.ts';
import type { Press } from './outbox.ts';
import { el, fileUrl, setText } from './dom.ts';
import { icon } from './icons.ts';
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
  const stages = el('ol', { class: 'stages', 'aria-label': 'Steps' });
  const buttons = el('div', { class: 'card-buttons' });
  const body = el(
    'div',
    { class: 'card-body' },
    el('div', { class: 'card-top' }, headline, time),
    prompt,
    stages,
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
      setText(time, now.time ?? '');
      setText(prompt, card.prompt);
      prompt.hidden = card.prompt === '';
      if (card.preview !== undefined && card.preview !== preview) {
        preview = card.preview;
        frame.replaceChildren(el('img', { src: fileUrl(preview), alt: 'The first frame so far' }));
      }
      updateStages(stages, card.stages);
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

const stateWords = {
  waiting: 'waiting',
  queued: 'in the queue',
  running: 'now',
  done: 'done',
  failed: 'failed',
} as const;

function updateStages(list: HTMLElement, stages: CardContent['stages']): void {
  while (list.childElementCount > stages.length) list.lastElementChild?.remove();
  for (const [index, stage] of stages.entries()) {
    const item = list.children[index] ?? list.appendChild(stageItem());
    if (!(item instanceof HTMLElement)) continue;
    const [mark, label, state, bar] = [...item.children];
    if (!(mark instanceof HTMLElement && label instanceof HTMLElement && state instanceof HTMLElement)) continue;
    if (item.dataset['status'] !== stage.status) {
      item.dataset['status'] = stage.status;
      mark.replaceChildren(
        ...(stage.status === 'done' ? [icon('check')] : stage.status === 'failed' ? [icon('cross')] : []),
      );
    }
    setText(label, stage.label);
    const percent = stage.status === 'running' ? stage.percent : undefined;
    const phase = stage.status === 'running' ? (stage.phase ?? 'starting') : stateWords[stage.status];
    setText(state, percent === undefined ? phase : `${phase} ${Math.round(percent)} %`);
    if (!(bar instanceof HTMLProgressElement)) continue;
    bar.hidden = stage.status !== 'running';
    bar.setAttribute('aria-label', stage.label);
    // Without a value the bar says that nobody knows, which is then the truth.
    if (percent === undefined) bar.removeAttribute('value');
    else bar.value = percent;
  }
}

function stageItem(): HTMLElement {
  return el(
    'li',
    { class: 'stage' },
    el('span', { class: 'stage-mark', 'aria-hidden': 'true' }),
    el('span', { class: 'stage-label' }),
    el('span', { class: 'stage-state' }),
    el('progress', { max: 100, hidden: true }),
  );
}
