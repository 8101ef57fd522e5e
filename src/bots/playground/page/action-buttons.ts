import type { ResultContent } from '../wire.ts';
import { el, setText } from './dom.ts';
import { icon, type IconName } from './icons.ts';
import type { Press } from './outbox.ts';
import { createPromptEditor } from './prompt-editor.ts';

type ActionButton = ResultContent['buttons'][number];

/** The buttons under a video, and the place where those that ask for words do so. */
export interface ActionButtons {
  readonly row: HTMLElement;
  readonly editorPlace: HTMLElement;
  /** Changes what stands on them, such as the number of stars. */
  update(buttons: readonly ActionButton[]): void;
}

const icons = {
  again: 'again',
  'edit-prompt': 'edit',
  extend: 'extend',
  restyle: 'restyle',
  connect: 'connect',
  share: 'share',
  delete: 'bin',
  cancel: 'close',
  vote: 'star',
  remix: 'restyle',
  withdraw: 'close',
} as const satisfies Record<string, IconName>;

/** Those that matter less are drawn so. */
const quiet: ReadonlySet<string> = new Set(['delete', 'withdraw']);

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
    label: 'What your remix changes, or how it goes on',
    hint: 'What should change? In winter, at night … or: extend, the camera rises',
    optional: false,
  },
};

/** The buttons that ask once more, as what they do cannot be taken back. */
const sureOf: Readonly<Record<string, string>> = { delete: 'Delete for good?' };

/** `prompt` is what the box of `edit-prompt` begins with; `more` comes before those that matter less. */
export function createActionButtons(
  buttons: readonly ActionButton[],
  prompt: string,
  press: Press,
  ...more: readonly HTMLElement[]
): ActionButtons {
  const editorPlace = el('div', { class: 'editor-place' });
  const labels = new Map<string, HTMLElement>();

  const views = buttons.map(({ id, action, label }) => {
    const words = el('span', {}, label);
    labels.set(id, words);
    const button = el(
      'button',
      { type: 'button', class: quiet.has(action) ? 'button quiet' : 'button', 'data-action': action },
      icon(icons[action]),
      words,
    );
    const relent = (): void => {
      delete button.dataset['sure'];
      setText(words, label);
    };
    const act = (): void => {
      button.disabled = true;
      void press(id).finally(() => {
        button.disabled = false;
        if (sure !== undefined) relent();
      });
    };
    const asks = wordsFor[action];
    const sure = sureOf[action];
    button.addEventListener('click', () => {
      if (asks !== undefined) {
        const first = action === 'edit-prompt' ? prompt : '';
        editorPlace.replaceChildren(createPromptEditor({ first, ...asks }, (typed) => press(id, typed), button));
        editorPlace.querySelector('textarea')?.focus();
      } else if (sure === undefined || button.dataset['sure'] !== undefined) act();
      else {
        button.dataset['sure'] = '';
        setText(words, sure);
      }
    });
    // Whoever goes elsewhere did not mean it.
    if (sure !== undefined) button.addEventListener('blur', relent);
    return button;
  });

  return {
    row: el(
      'div',
      { class: 'result-buttons' },
      ...views.filter((view) => !view.classList.contains('quiet')),
      ...more,
      ...views.filter((view) => view.classList.contains('quiet')),
    ),
    editorPlace,
    update(next) {
      for (const { id, action, label } of next) {
        const words = labels.get(id);
        if (words !== undefined && sureOf[action] === undefined) setText(words, label);
      }
    },
  };
}
