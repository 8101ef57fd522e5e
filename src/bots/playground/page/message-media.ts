import { el, fileUrl, setText } from './dom.ts';
import { icon, type IconName } from './icons.ts';
import type { MessageActions } from './message-actions.ts';
import type { ShownMessage } from './store.ts';
import { seconds } from './words.ts';

/** Something that can be made of the pictures and videos of a message: an answer that begins with its command. */
export interface NextStep {
  readonly label: string;
  readonly icon: IconName;
  readonly words: string;
}

const animate: NextStep = { label: 'Animate', icon: 'animate', words: '/mora i2v ' };
const extend: NextStep = { label: 'Extend', icon: 'extend', words: '/mora extend ' };
const edit: NextStep = { label: 'Edit', icon: 'restyle', words: '/mora edit ' };
const connect: NextStep = { label: 'Connect', icon: 'connect', words: '/mora connect ' };

/** What can be made of a message, best first. */
export function nextSteps({ images, videos, content }: ShownMessage): readonly NextStep[] {
  const hasClip = clipOf(content) !== undefined;
  return [...(videos.length > 0 || hasClip ? [extend, edit, connect] : []), ...(images.length > 0 ? [animate] : [])];
}

/** The finished video that a message shows. */
function clipOf(content: ShownMessage['content']): { readonly video: string } | undefined {
  return content.kind === 'result' || content.kind === 'entry' ? content.clip : undefined;
}

/** How many pictures and videos there are to go on from; a finished video counts as one, and so does its poster. */
export function mediaOf({ images, videos, content }: ShownMessage): { images: number; videos: number } {
  const clips = clipOf(content) === undefined ? 0 : 1;
  return { images: images.length + clips, videos: videos.length + clips };
}

/** The pictures and videos that came with a message, and what can be made of them. */
export function createMessageMedia(message: ShownMessage, actions: MessageActions): HTMLElement | undefined {
  const { images, videos, text } = message;
  if (images.length + videos.length === 0) return undefined;
  const about = text.slice(0, 200);
  const shown = [
    ...images.map((id) => el('img', { src: fileUrl(id), alt: text === '' ? 'Picture' : about, loading: 'lazy' })),
    ...videos.map((id) => videoOf(id, text === '' ? 'Video' : `Video: ${about}`)),
  ];
  const buttons = nextSteps(message).map(({ label, icon: name, words }) =>
    el(
      'button',
      { type: 'button', class: 'button small', onclick: () => actions.reply(message, words) },
      icon(name),
      label,
    ),
  );
  return el(
    'div',
    { class: 'pictures' },
    el('div', { class: 'picture-row' }, ...shown),
    el('div', { class: 'picture-buttons' }, ...buttons),
  );
}

/** A small player with its length beside it: browsers leave that out where their controls have little room. */
function videoOf(id: string, label: string): HTMLElement {
  const length = el('span', { class: 'video-length', hidden: true });
  const video = el('video', {
    src: fileUrl(id),
    controls: true,
    playsinline: true,
    loop: true,
    preload: 'metadata',
    'aria-label': label,
    onloadedmetadata: () => {
      length.hidden = false;
      setText(length, seconds(video.duration));
    },
  });
  return el('div', { class: 'small-video' }, video, length);
}

/** What a message without words is, in a few words. */
export function mediaWords({ images, videos }: Pick<ShownMessage, 'images' | 'videos'>): string {
  const count = (number: number, one: string): string => (number === 1 ? `a ${one}` : `${number} ${one}s`);
  const parts = [
    ...(videos.length === 0 ? [] : [count(videos.length, 'video')]),
    ...(images.length === 0 ? [] : [count(images.length, 'picture')]),
  ];
  return parts.join(' and ');
}
