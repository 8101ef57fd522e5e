import type { EntryContent, ResultContent } from '../wire.ts';
import { createActionButtons } from './action-buttons.ts';
import { createClipFigure } from './clip-figure.ts';
import { el, fileUrl } from './dom.ts';
import { icon } from './icons.ts';
import type { Press } from './outbox.ts';

/** The end of a task, or an entry of the gallery. */
export interface ResultView {
  readonly element: HTMLElement;
  /** Takes what changes of it: what stands on its buttons. The video plays on. */
  update(content: ResultContent | EntryContent): void;
}

/** The video with its facts, or what went wrong; and what can be done next. */
export function createResultView(content: ResultContent | EntryContent, text: string, press: Press): ResultView {
  const { clip, prompt, buttons: known } = content;
  const status = content.kind === 'result' ? content.status : 'done';
  const more = clip === undefined ? [] : [downloadLink(clip.video)];
  const buttons = createActionButtons(known, prompt, press, ...more);
  const label = content.kind === 'entry' ? 'A video in the gallery' : status === 'done' ? 'Finished video' : 'Outcome';
  const element = el(
    'section',
    { class: 'result', 'data-status': status, 'aria-label': label },
    ...(clip === undefined ? sayOutcome(prompt, status, text) : createClipFigure(content, clip)),
    buttons.row,
    buttons.editorPlace,
  );
  return { element, update: (next) => buttons.update(next.buttons) };
}

function sayOutcome(prompt: string, status: ResultContent['status'], text: string): HTMLElement[] {
  const mark = el('span', { class: 'outcome-mark' }, icon(status === 'failed' ? 'cross' : 'close'));
  const sentence = el('p', { class: 'outcome' }, mark, text);
  return prompt === '' ? [sentence] : [sentence, el('p', { class: 'outcome-prompt' }, prompt)];
}

function downloadLink(video: string): HTMLElement {
  return el('a', { class: 'button', href: `${fileUrl(video)}?download`, download: true }, icon('download'), 'Save');
}
