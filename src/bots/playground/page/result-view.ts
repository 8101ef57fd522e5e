import type { ResultContent } from '../wire.ts';
import { playWhileSeen } from './autoplay.ts';
import type { Press } from './outbox.ts';
import { el, fileUrl } from './dom.ts';
import { icon, type IconName } from './icons.ts';
import { createPlanView } from './plan-view.ts';
import { createPromptEditor } from './prompt-editor.ts';
import { createSoundButton } from './sound-button.ts';
import { altText, fileSize, seconds } from './words.ts';

const buttonIcons = {
  again: 'again',
  'edit-prompt': 'edit',
  extend: 'extend',
  restyle: 'restyle',
  cancel: 'close',
  connect: 'connect',
  share: 'film',
  delete: 'cross',
  vote: 'check',
  remix: 'restyle',
  withdraw: 'close',
} as const satisfies Record<string, IconName>;

/** The buttons that ask for words first, with what the box is for. */
const wordsFor: Readonly<
  Record<string, { readonly label: string; readonly hint: string; readonly optional: boolean }>
> = {
  'edit-prompt': { label: 'Prompt of the new video', hint: '', optional: false },
  extend: { label: 'What happens next', hint: 'What happens next? May be left empty.', optional: true },
  restyle: {
    label: 'What should change',
    hint: 'What should change? In winter, at night, as a cartoon …',
    optional: false,
  },
  remix: {
    label: 'What your remix should change',
    hint: 'What should change? In winter, at night, as a cartoon …',
    optional: false,
  },
};

/** The end of a task: the video with its facts, or what went wrong; and what can be done next. */
export function createResultView(result: ResultContent, text: string, press: Press): HTMLElement {
  const editorPlace = el('div', { class: 'editor-place' });
  const buttons: HTMLElement[] = result.buttons.map(({ id, action, label }) => {
    const button = el('button', { type: 'button', class: 'button' }, icon(buttonIcons[action]), label);
    button.addEventListener('click', () => {
      const words = wordsFor[action];
      if (words !== undefined) {
        const first = action === 'edit-prompt' ? result.prompt : '';
        editorPlace.replaceChildren(createPromptEditor({ first, ...words }, (prompt) => press(id, prompt), button));
        editorPlace.querySelector('textarea')?.focus();
        return;
      }
      button.disabled = true;
      void press(id).finally(() => (button.disabled = false));
    });
    return button;
  });
  if (result.clip !== undefined) buttons.push(downloadLink(result.clip));
  return el(
    'section',
    {
      class: 'result',
      'data-status': result.status,
      'aria-label': result.status === 'done' ? 'Finished video' : 'Outcome',
    },
    ...(result.clip === undefined ? sayOutcome(result, text) : showClip(result, result.clip)),
    el('div', { class: 'result-buttons' }, ...buttons),
    editorPlace,
  );
}

function sayOutcome({ prompt, status }: ResultContent, text: string): HTMLElement[] {
  const mark = el('span', { class: 'outcome-mark' }, icon(status === 'failed' ? 'cross' : 'close'));
  const sentence = el('p', { class: 'outcome' }, mark, text);
  return prompt === '' ? [sentence] : [sentence, el('p', { class: 'outcome-prompt' }, prompt)];
}

function showClip(result: ResultContent, clip: NonNullable<ResultContent['clip']>): HTMLElement[] {
  const video = el('video', {
    src: fileUrl(clip.video),
    poster: fileUrl(clip.poster),
    width: clip.width,
    height: clip.height,
    controls: true,
    loop: true,
    muted: true,
    playsinline: true,
    preload: 'metadata',
    'aria-label': `Video: ${altText(result.prompt)}`,
  });
  // The attribute only counts for markup that is parsed.
  video.muted = true;
  playWhileSeen(video);
  const madeBy = result.facts.find(([name]) => name === 'Made by')?.[1];
  const tag = madeBy === undefined ? undefined : el('span', { class: 'made-by' }, madeBy);
  const shape = clip.width >= clip.height ? 'wide' : 'tall';
  const figure = el(
    'figure',
    { class: 'clip', 'data-shape': shape },
    el('div', { class: 'screen' }, video, tag, clip.sound ? createSoundButton(video) : undefined),
    result.prompt === '' ? undefined : el('figcaption', {}, result.prompt),
  );
  const facts = [...result.facts, ['File', fileSize(clip.sizeBytes)] as const];
  const list = el(
    'dl',
    { class: 'facts' },
    ...facts.map(([name, value]) => el('div', { 'data-name': name }, el('dt', {}, name), el('dd', {}, value))),
  );
  return [figure, list, howItWasMade(clip)];
}

/** The plan as it was carried out, folded away: who made what, and in how long. */
function howItWasMade({ stages }: NonNullable<ResultContent['clip']>): HTMLElement {
  const total = stages.reduce((sum, stage) => sum + stage.ms, 0);
  const plan = createPlanView();
  plan.update(stages.map(({ ms, ...stage }) => ({ ...stage, status: 'done', took: seconds(ms / 1000) })));
  const steps = stages.length === 1 ? '1 step' : `${stages.length} steps`;
  return el(
    'details',
    { class: 'making' },
    el('summary', {}, `Made in ${seconds(total / 1000)}, ${steps}`),
    plan.element,
  );
}

function downloadLink({ video }: NonNullable<ResultContent['clip']>): HTMLElement {
  return el('a', { class: 'button', href: `${fileUrl(video)}?download`, download: true }, icon('download'), 'Save');
}
