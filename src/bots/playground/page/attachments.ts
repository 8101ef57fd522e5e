import { attach, kindOfFile, type Attached } from './attachment-chip.ts';
import { el } from './dom.ts';

/** The pictures and videos of a message that is being written. Each is sent at once, so that a bad one is known early. */
export interface Attachments {
  readonly element: HTMLElement;
  add(files: Iterable<File>): void;
  /** Ids of what is attached, once all is there. With `asVideos`, what may be a picture or move is a video. */
  ready(asVideos: boolean): Promise<{ readonly images: readonly string[]; readonly videos: readonly string[] }>;
  count(): { readonly images: number; readonly videos: number };
  /** Takes them out, to be put back by `restore` where the message is not accepted. */
  takeAll(): readonly Attached[];
  restore(attached: readonly Attached[]): void;
}

const maxFiles = 8;
const maxMegabytes = { image: 25, video: 200 } as const;

/** `complain` shows a sentence for a file that is not taken, or takes it away. */
export function createAttachments(complain: (sentence: string) => void, onChange: () => void): Attachments {
  const element = el('ul', { class: 'attachments', 'aria-label': 'Attached files', hidden: true });
  let attached: Attached[] = [];

  function render(): void {
    element.hidden = attached.length === 0;
    element.replaceChildren(...attached.map((item) => item.chip));
    onChange();
  }

  function drop(gone: Attached): void {
    attached = attached.filter((item) => item !== gone);
    render();
  }

  function addOne(file: File): void {
    const megabytes = maxMegabytes[kindOfFile(file)];
    if (attached.length >= maxFiles) complain(`Attach at most ${maxFiles} files.`);
    else if (file.size > megabytes * 1024 * 1024)
      complain(`${file.name}: This file is too large. Send one of at most ${megabytes} MB.`);
    else attached.push(attach(file, complain, drop));
  }

  return {
    element,
    count: () => {
      const videos = attached.filter((item) => item.kind() === 'video').length;
      return { videos, images: attached.length - videos };
    },
    add(files) {
      complain('');
      for (const file of files) addOne(file);
      render();
    },
    async ready(asVideos) {
      if (asVideos) for (const item of attached) item.becomeVideo();
      const there = (await Promise.all(attached.map((item) => item.ready()))).filter((item) => item !== undefined);
      const idsOf = (kind: 'image' | 'video'): string[] =>
        there.filter((item) => item.kind === kind).map((item) => item.artifact);
      return { images: idsOf('image'), videos: idsOf('video') };
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

/** The files of a drop or a paste. */
export function filesOf(data: DataTransfer | null): File[] {
  return data === null ? [] : [...data.files];
}
