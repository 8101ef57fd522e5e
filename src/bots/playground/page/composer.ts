import type { CommandSpec } from '../wire.ts';
import type { Attached } from './attachment-chip.ts';
import { createAttachments, filesOf } from './attachments.ts';
import { readLine, type LineSources } from './command-line.ts';
import type { Given } from './command-needs.ts';
import { createCompletion } from './completion.ts';
import { el, setText } from './dom.ts';
import { icon } from './icons.ts';
import { mediaOf } from './message-media.ts';
import { summaryOf } from './message-view.ts';
import type { Draft } from './outbox.ts';
import type { ShownMessage } from './store.ts';

/** A box to write a message in, with files, an answer's target and completion. */
export interface Composer {
  /** Puts words in and the focus there. */
  readonly fill: (text: string) => void;
  readonly reply: (message: ShownMessage, text?: string) => void;
  readonly attach: (files: Iterable<File>) => void;
  readonly focus: () => void;
  /** Goes to another place: what is written here waits until this place comes back. */
  readonly switchTo: (place: string) => void;
}

/** What a composer is for. `send` throws an error whose message is a sentence where it is not accepted. */
export interface ComposerParts {
  readonly place: HTMLElement;
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly commands: readonly CommandSpec[];
  readonly sources: LineSources;
  readonly send: (draft: Pick<Draft, 'text' | 'images' | 'videos' | 'replyTo'>) => Promise<void>;
}

/** What is written in one place while the person is in another. */
interface KeptDraft {
  readonly text: string;
  readonly replyTo: ShownMessage | undefined;
  readonly attached: readonly Attached[];
}

export function createComposer({ place, id, label, placeholder, commands, sources, send }: ComposerParts): Composer {
  const box = el('textarea', { id, class: 'words', rows: 1, placeholder, 'aria-label': label, autocomplete: 'off' });
  const trouble = el('p', { class: 'trouble', role: 'alert', hidden: true });
  const replyText = el('span', { class: 'reply-text' });
  const replyBar = el(
    'div',
    { class: 'reply-bar', hidden: true },
    icon('reply'),
    replyText,
    el(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': 'Do not reply', onclick: () => setReply() },
      icon('close'),
    ),
  );
  const picker = el('input', {
    type: 'file',
    accept: 'image/*,video/*,.mkv',
    multiple: true,
    hidden: true,
    tabindex: -1,
  });
  const attachments = createAttachments(complain, refresh);
  const sendButton = el('button', { type: 'submit', class: 'send', 'aria-label': 'Send' }, icon('send'));
  const attachButton = el(
    'button',
    {
      type: 'button',
      class: 'icon-button attach',
      'aria-label': 'Attach pictures or videos',
      title: 'Attach pictures or videos',
      onclick: () => picker.click(),
    },
    icon('attach'),
  );
  const help = el('div', { class: 'completion' });
  const form = el(
    'form',
    { class: 'composer', onsubmit: (event) => (event.preventDefault(), void submit()) },
    help,
    trouble,
    el(
      'div',
      { class: 'composer-box' },
      replyBar,
      attachments.element,
      el('div', { class: 'composer-row' }, attachButton, picker, box, sendButton),
    ),
  );
  place.append(form);
  const completion = createCompletion(box, help, commands, given, sources);
  let replyTo: ShownMessage | undefined;
  let waiting = false;
  const drafts = new Map<string, KeptDraft>();
  let here: string | undefined;

  /** Whether what is being written asks for videos. */
  function wantsVideos(): boolean {
    return (readLine(box.value, 0, commands).command?.videos ?? 0) > 0;
  }

  /** What the message has to work with: its own files, and those of the message that it answers. */
  function given(): Given {
    const { images, videos } = attachments.count();
    const replied = replyTo === undefined ? { images: 0, videos: 0 } : mediaOf(replyTo);
    return { images: images + replied.images, videos: videos + replied.videos };
  }

  function complain(sentence: string): void {
    trouble.hidden = sentence === '';
    setText(trouble, sentence);
  }

  function setReply(message?: ShownMessage): void {
    replyTo = message;
    replyBar.hidden = message === undefined;
    setText(replyText, message === undefined ? '' : `Reply to ${nameOf(message)}: ${summaryOf(message)}`);
    refresh();
  }

  function refresh(): void {
    const { images, videos } = attachments.count();
    sendButton.disabled = box.value.trim() === '' && images + videos === 0;
    completion.update();
    // For browsers without field-sizing.
    if (!CSS.supports('field-sizing', 'content')) {
      box.style.height = 'auto';
      box.style.height = `${box.scrollHeight}px`;
    }
  }

  async function submit(): Promise<void> {
    if (waiting || sendButton.disabled) return;
    complain('');
    waiting = true;
    const { images, videos } = await attachments.ready(wantsVideos());
    waiting = false;
    const text = box.value;
    // A file that could not be used has said so; there may be nothing left to send.
    if (!trouble.hidden || (text.trim() === '' && images.length + videos.length === 0)) return;
    const target = replyTo;
    const sentFrom = here;
    const attached = attachments.takeAll();
    box.value = '';
    setReply();
    try {
      await send({ text, images, videos, ...(target === undefined ? {} : { replyTo: target.id }) });
      for (const item of attached) item.stop();
    } catch (error) {
      // Nothing that was typed is lost; what was begun meanwhile is left alone.
      if (sentFrom !== undefined && sentFrom !== here) {
        drafts.set(sentFrom, { text, replyTo: target, attached });
        return;
      }
      complain(error instanceof Error ? error.message : 'This was not sent. Please try again.');
      if (!sendButton.disabled) return;
      box.value = text;
      attachments.restore(attached);
      setReply(target);
    }
  }

  box.addEventListener('input', refresh);
  box.addEventListener('blur', () => completion.close());
  for (const event of ['click', 'keyup'] as const) {
    box.addEventListener(event, (pressed) => {
      if (!(pressed instanceof KeyboardEvent) || ['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(pressed.key))
        completion.update();
    });
  }
  box.addEventListener('keydown', (event) => {
    if (completion.takeKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === 'Escape' && replyTo !== undefined) {
      event.stopPropagation();
      setReply();
    }
  });
  box.addEventListener('paste', (event) => {
    const files = filesOf(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    attachments.add(files);
  });
  picker.addEventListener('change', () => {
    attachments.add([...(picker.files ?? [])]);
    picker.value = '';
    box.focus();
  });
  refresh();

  function fill(text: string): void {
    box.value = text;
    box.focus();
    box.setSelectionRange(text.length, text.length);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function switchTo(next: string): void {
    if (here === next) return;
    if (here !== undefined) drafts.set(here, { text: box.value, replyTo, attached: attachments.takeAll() });
    here = next;
    const draft = drafts.get(next);
    drafts.delete(next);
    box.value = draft?.text ?? '';
    setReply(draft?.replyTo);
    attachments.restore(draft?.attached ?? []);
    complain('');
    refresh();
    completion.close();
  }

  return {
    fill,
    switchTo,
    focus: () => box.focus(),
    attach: (files) => attachments.add(files),
    reply(message, text) {
      setReply(message);
      if (text !== undefined && box.value.trim() === '') fill(text);
      else box.focus();
    },
  };
}

/** Whom an answer goes to, or what. */
function nameOf({ author, content }: ShownMessage): string {
  if (author === 'you') return 'your message';
  return content.kind === 'result' && content.clip !== undefined ? 'Mora’s video' : 'Mora';
}
