import { api } from './api.ts';
import { el, newId } from './dom.ts';
import { icon } from './icons.ts';

/** The pictures and videos of a message that is being written. Each is sent at once, so that a bad one is known early. */
export interface Attachments {
  readonly element: HTMLElement;
  add(files: Iterable<File>): void;
  /** Ids of what is attached, once all is there. */
  ready(): Promise<{ readonly images: readonly string[]; readonly videos: readonly string[] }>;
  count(): number;
  /** Takes them out, to be put back by `restore` where the message is not accepted. */
  takeAll(): readonly Attached[];
  restore(attached: readonly Attached[]): void;
}

/** What the studio is asked to take a file for. */
type FileKind = 'image' | 'video';

/** A file on its way or there. */
export interface Attached {
  readonly kind: FileKind;
  readonly chip: HTMLElement;
  readonly artifact: Promise<string | undefined>;
  readonly stop: () => void;
}

const maxFiles = 8;
const maxMegabytes: Readonly<Record<FileKind, number>> = { image: 25, video: 200 };

/**
 * `complain` shows a sentence for a file that is not taken, or takes it away; `wantsVideo` says whether what is being
 * written asks for videos: then a file that moves and could be either is taken for one.
 */
export function createAttachments(
  complain: (sentence: string) => void,
  onChange: () => void,
  wantsVideo: () => boolean,
): Attachments {
  const element = el('ul', { class: 'attachments', 'aria-label': 'Attached files', hidden: true });
  let attached: Attached[] = [];

  function render(): void {
    element.hidden = attached.length === 0;
    element.replaceChildren(...attached.map((item) => item.chip));
    onChange();
  }

  function drop(chip: HTMLElement): void {
    attached = attached.filter((item) => item.chip !== chip);
    render();
  }

  function attach(file: File, kind: FileKind): void {
    const name = file.name === '' ? (kind === 'video' ? 'video' : 'picture') : file.name;
    const url = URL.createObjectURL(file);
    const stopping = new AbortController();
    const preview = pictureOf(file, kind, url);
    const remove = el(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': `Remove ${name}`, onclick: () => stop() },
      icon('close'),
    );
    const chip = el(
      'li',
      { class: 'attachment is-loading' },
      preview,
      el('span', { class: 'attachment-name' }, name),
      remove,
    );
    const stop = (): void => {
      stopping.abort();
      URL.revokeObjectURL(url);
      drop(chip);
    };
    const artifact = api.upload(newId(), file, kind, stopping.signal).then(
      (answer) => {
        chip.classList.remove('is-loading');
        return answer.artifact;
      },
      (error: unknown) => {
        if (!stopping.signal.aborted)
          complain(`${name}: ${error instanceof Error ? error.message : 'It cannot be used.'}`);
        stop();
        return undefined;
      },
    );
    attached.push({ kind, chip, artifact, stop });
  }

  return {
    element,
    count: () => attached.length,
    add(files) {
      complain('');
      for (const file of files) {
        const kind = kindOf(file, wantsVideo());
        const limit = maxMegabytes[kind];
        if (attached.length >= maxFiles) complain(`Attach at most ${maxFiles} files.`);
        else if (file.size > limit * 1024 * 1024)
          complain(`${file.name}: This file is too large. Send one of at most ${limit} MB.`);
        else attach(file, kind);
      }
      render();
    },
    async ready() {
      const idsOf = async (kind: FileKind): Promise<string[]> => {
        const ids = await Promise.all(attached.filter((item) => item.kind === kind).map((item) => item.artifact));
        return ids.filter((id) => id !== undefined);
      };
      return { images: await idsOf('image'), videos: await idsOf('video') };
    },
    takeAll() {
      const taken = attached;
      attached = [];
      render();
      return taken;
    },
    restore(back) {
      attached = [...back];
      render();
    },
  };
}

/** Kinds of pictures that may move. */
const maybeMoving = new Set(['image/gif', 'image/webp']);

function kindOf(file: File, wantsVideo: boolean): FileKind {
  if (file.type.startsWith('video/') || /\.(mp4|m4v|mov|webm|mkv)$/iu.test(file.name)) return 'video';
  return wantsVideo && maybeMoving.has(file.type) ? 'video' : 'image';
}

/** What stands for a file beside its name: the picture, or a frame of the video. */
function pictureOf(file: File, kind: FileKind, url: string): HTMLElement {
  if (kind === 'image' || file.type.startsWith('image/')) return el('img', { src: url, alt: '' });
  const video = el('video', { src: url, muted: true, playsinline: true, preload: 'metadata', 'aria-hidden': 'true' });
  video.tabIndex = -1;
  return video;
}

/** The files of a drop or a paste. */
export function filesOf(data: DataTransfer | null): File[] {
  return data === null ? [] : [...data.files];
}
