import type { CardContent, ResultContent } from '../wire.ts';
import { el, fileUrl, setText } from './dom.ts';
import { icon } from './icons.ts';
import type { MessageActions } from './message-actions.ts';
import type { ShownMessage } from './store.ts';
import { resultWords, standing } from './words.ts';

/** What is in the thread of a message, in one line with the newest picture. Nothing where there is no thread. */
export function createThreadSummary(
  root: ShownMessage,
  { store, openThread }: Pick<MessageActions, 'store' | 'openThread'>,
): { readonly element: HTMLElement; update(): void } {
  const thumb = el('span', { class: 'summary-thumb' });
  const state = el('span', { class: 'summary-state' });
  const count = el('span', { class: 'summary-count' });
  const button = el(
    'button',
    { type: 'button', class: 'thread-summary', hidden: true, onclick: () => openThread(root) },
    thumb,
    el('span', { class: 'summary-words' }, state, count),
  );
  let picture: string | undefined;

  return {
    element: button,
    update() {
      const answers = store.inThread(root.id);
      button.hidden = answers.length === 0;
      const newest = answers
        .map((answer) => answer.content)
        .findLast((content) => content.kind === 'card' || content.kind === 'result');
      if (newest?.kind === 'card') {
        const { words, time } = standing(newest);
        const percent = newest.stages.find((stage) => stage.status === 'running')?.percent;
        const known = percent === undefined ? time : `${Math.round(percent)} %`;
        setText(state, known === undefined ? words : `${words} · ${known}`);
      } else setText(state, newest?.kind === 'result' ? resultWords(newest) : 'Thread');
      button.dataset['status'] = newest?.status ?? 'none';
      setText(count, answers.length === 1 ? '1 message' : `${answers.length} messages`);
      const next = pictureOf(newest);
      if (next === picture && thumb.childElementCount > 0) return;
      picture = next;
      thumb.replaceChildren(next === undefined ? icon('thread') : el('img', { src: fileUrl(next), alt: '' }));
    },
  };
}

/** The newest picture of a task. What is not safe for work stays behind the veil of its video. */
function pictureOf(content: CardContent | ResultContent | undefined): string | undefined {
  if (content?.kind === 'card') return content.preview;
  return content?.clip?.nsfw === true ? undefined : content?.clip?.poster;
}
