import type { ResultContent } from '../wire.ts';
import { playWhileSeen } from './autoplay.ts';
import { el, fileUrl } from './dom.ts';
import { createPlanView } from './plan-view.ts';
import { createSoundButton } from './sound-button.ts';
import { altText, fileSize, seconds } from './words.ts';

type ShownClip = NonNullable<ResultContent['clip']>;

/** A finished video with its words, its facts and how it was made. */
export function createClipFigure(
  { prompt, facts: told }: Pick<ResultContent, 'prompt' | 'facts'>,
  clip: ShownClip,
): HTMLElement[] {
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
    'aria-label': `Video: ${altText(prompt)}`,
  });
  // The attribute only counts for markup that is parsed.
  video.muted = true;
  const madeBy = told.find(([name]) => name === 'Made by')?.[1];
  const tag = madeBy === undefined ? undefined : el('span', { class: 'made-by' }, madeBy);
  const screen = el('div', { class: 'screen' }, video, tag, clip.sound ? createSoundButton(video) : undefined);
  if (clip.nsfw) veil(screen, video);
  else playWhileSeen(video);
  const figure = el(
    'figure',
    { class: 'clip', 'data-shape': clip.width >= clip.height ? 'wide' : 'tall' },
    screen,
    prompt === '' ? undefined : el('figcaption', {}, prompt),
  );
  const facts = [...told, ['File', fileSize(clip.sizeBytes)] as const];
  const list = el(
    'dl',
    { class: 'facts' },
    ...facts.map(([name, value]) => el('div', { 'data-name': name }, el('dt', {}, name), el('dd', {}, value))),
  );
  return [figure, list, howItWasMade(clip)];
}

/** Hides a video that is not safe for work until somebody wants to see it. */
function veil(screen: HTMLElement, video: HTMLVideoElement): void {
  screen.classList.add('is-veiled');
  video.controls = false;
  video.tabIndex = -1;
  const show = el('button', { type: 'button', class: 'veil' }, 'Not safe for work. Show it');
  show.addEventListener('click', () => {
    show.remove();
    screen.classList.remove('is-veiled');
    video.controls = true;
    video.tabIndex = 0;
    video.focus();
    playWhileSeen(video);
  });
  screen.append(show);
}

/** The plan as it was carried out, folded away: who made what, and in how long. */
function howItWasMade({ stages }: ShownClip): HTMLElement {
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
