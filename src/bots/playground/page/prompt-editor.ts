import { el } from './dom.ts';

/** What an editor asks for. */
export interface EditorWords {
  /** What stands in it at first. */
  readonly first: string;
  readonly label: string;
  readonly hint: string;
  /** Whether it may be sent empty. */
  readonly optional: boolean;
}

/** An inline editor for the words of a video; `send` makes a new one of them. The focus goes back to `opener`. */
export function createPromptEditor(
  { first, label, hint, optional }: EditorWords,
  send: (prompt: string) => Promise<boolean>,
  opener: HTMLElement,
): HTMLElement {
  const box = el('textarea', {
    class: 'editor-box',
    rows: 3,
    'aria-label': label,
    placeholder: hint,
    required: !optional,
  });
  box.value = first;
  const submit = el('button', { type: 'submit', class: 'button primary' }, 'Make it');
  const close = (): void => {
    form.remove();
    opener.focus();
  };
  const form = el(
    'form',
    {
      class: 'editor',
      onsubmit: (event) => {
        event.preventDefault();
        if (submit.disabled) return;
        submit.disabled = true;
        // A refusal is shown by whoever sends; the words stay here to be mended.
        void send(box.value).then((accepted) => {
          submit.disabled = false;
          if (accepted) close();
        });
      },
      onkeydown: (event) => {
        if (!(event instanceof KeyboardEvent) || event.isComposing) return;
        if (event.key === 'Escape') {
          event.stopPropagation();
          close();
        } else if (event.key === 'Enter' && !event.shiftKey && event.target === box) {
          event.preventDefault();
          form.requestSubmit();
        }
      },
    },
    box,
    el(
      'div',
      { class: 'editor-buttons' },
      submit,
      el('button', { type: 'button', class: 'button quiet', onclick: close }, 'Close'),
    ),
  );
  return form;
}
