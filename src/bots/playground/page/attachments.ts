import { api } from './api.ts';
import { el, newId } from './dom.ts';
import { icon } from './icons.ts';

/** The pictures of a message that is being written. Each is sent at once, so that a bad one is known early. */
export interface Attachments {
  readonly element: HTMLElement;
  add(files: Iterable<File>): void;
  /** Ids of the pictures, once all are there. */
  ready(): Promise<readonly string[]>;
  count(): number;
  /** Takes them out, to be put back by `restore` where the message is not accepted. */
  takeAll(): readonly Attached[];
  restore(attached: readonly Attached[]): void;
}

/** A picture on its way or there. */
export interface Attached {
  readonly chip: HTMLElement;
  readonly artifact: Promise<string | undefined>;
  readonly stop: () => void;
}

const maxImages = 4;
const maxBytes = 25 * 1024 * 1024;

/** `complain` shows a sentence for a file that is not taken, or takes it away. */
export function createAttachments(complain: (sentence: string) => void, onChange: () => void): Attachments {
  const element = el('ul', { class: 'attachments', 'aria-label': 'Attached pictures', hidden: true });
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

  function attach(file: File): void {
    const name = file.name === '' ? 'picture' : file.name;
    const url = URL.createObjectURL(file);
    const stopping = new AbortController();
    const image = el('img', { src: url, alt: '' });
    const remove = el(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': `Remove ${name}`, onclick: () => stop() },
      icon('close'),
    );
    const chip = el(
      'li',
      { class: 'attachment is-loading' },
      image,
      el('span', { class: 'attachment-name' }, name),
      remove,
    );
    const stop = (): void => {
      stopping.abort();
      URL.revokeObjectURL(url);
      drop(chip);
    };
    const artifact = api.upload(newId(), file, stopping.signal).then(
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
    attached.push({ chip, artifact, stop });
  }

  return {
    element,
    count: () => attached.length,
    add(files) {
      complain('');
      for (const file of files) {
        if (attached.length >= maxImages) complain(`Attach at most ${maxImages} pictures.`);
        else if (file.size > maxBytes) complain(`${file.name}: This file is too large. Send one of at most 25 MB.`);
        else attach(file);
      }
      render();
    },
    async ready() {
      const ids = await Promise.all(attached.map((item) => item.artifact));
      return ids.filter((id) => id !== undefined);
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
