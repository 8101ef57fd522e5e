import { el } from './dom.ts';

/** An inline editor for the words of a video; `send` makes a new one of them. The focus goes back to `opener`. */
export function createPromptEditor(
  prompt: string,
  send: (prompt: string) => Promise<boolean>,
  opener: HTMLElement,
): HTMLElement {
  const box = el('textarea', { class: 'editor-box', rows: 3, 'aria-label': 'Prompt of the new video' });
  box.value = prompt;
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
