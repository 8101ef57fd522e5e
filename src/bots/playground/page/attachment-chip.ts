import type { AttachmentKind, Uploaded } from '../wire.ts';
import { api } from './api.ts';
import { el, fileUrl, newId, setText } from './dom.ts';
import { icon } from './icons.ts';
import { seconds } from './words.ts';

/** A file on its way or there, with what stands for it in the message box. */
export interface Attached {
  readonly chip: HTMLElement;
  /** What it is taken for; known for sure once it is there. */
  kind(): AttachmentKind;
  /** Resolves once it is there; undefined where it cannot be used, which `failed` was told. */
  ready(): Promise<Uploaded | undefined>;
  /** Where the message asks for videos, a picture that may move is sent again as one. */
  becomeVideo(): void;
  stop(): void;
}

/** Kinds of pictures that may move. */
const maybeMoving: ReadonlySet<string> = new Set(['image/gif', 'image/webp']);

/** What a file is by its name and type; the studio looks at its bytes. */
export function kindOfFile(file: File): AttachmentKind {
  const named = /\.(mp4|m4v|mov|webm|mkv|avi)$/iu.test(file.name);
  return file.type.startsWith('video/') || named ? 'video' : 'image';
}

/** Sends a file at once. `failed` is told a sentence where it cannot be used; `gone` that it was taken out. */
export function attach(file: File, failed: (sentence: string) => void, gone: (item: Attached) => void): Attached {
  let kind = kindOfFile(file);
  const name = file.name === '' ? (kind === 'video' ? 'video' : 'picture') : file.name;
  const stopping = new AbortController();
  const pictureUrl = kind === 'image' ? URL.createObjectURL(file) : undefined;
  const preview = el('span', { class: 'attachment-preview' });
  preview.append(pictureUrl === undefined ? icon('film') : el('img', { src: pictureUrl, alt: '' }));
  const length = el('span', { class: 'attachment-length', hidden: true });
  const remove = el(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': `Remove ${name}`, onclick: () => item.stop() },
    icon('close'),
  );
  const chip = el(
    'li',
    { class: 'attachment' },
    preview,
    el('span', { class: 'attachment-name' }, name),
    length,
    remove,
  );

  async function send(as: AttachmentKind): Promise<Uploaded | undefined> {
    chip.classList.add('is-loading');
    try {
      const uploaded = await api.upload(newId(), file, as, stopping.signal);
      chip.classList.remove('is-loading');
      ({ kind } = uploaded);
      if (uploaded.kind === 'video') showVideo(uploaded);
      return uploaded;
    } catch (error) {
      if (!stopping.signal.aborted) failed(`${name}: ${error instanceof Error ? error.message : 'It cannot be used.'}`);
      item.stop();
      return undefined;
    }
  }

  function showVideo({ artifact, durationS }: Extract<Uploaded, { kind: 'video' }>): void {
    length.hidden = false;
    setText(length, seconds(durationS));
    // The studio's copy: it plays in every browser, whatever was sent.
    const video = el('video', { src: fileUrl(artifact), playsinline: true, loop: true, preload: 'metadata' });
    video.setAttribute('aria-label', `Preview of ${name}`);
    video.tabIndex = -1;
    video.muted = true;
    preview.replaceChildren(video);
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) video.play().catch(() => {});
  }

  const item: Attached = {
    chip,
    kind: () => kind,
    ready: () => sending,
    becomeVideo() {
      if (kind === 'video' || !maybeMoving.has(file.type)) return;
      kind = 'video';
      sending = send('video');
    },
    stop() {
      stopping.abort();
      if (pictureUrl !== undefined) URL.revokeObjectURL(pictureUrl);
      gone(item);
    },
  };
  let sending = send(kind);
  return item;
}
