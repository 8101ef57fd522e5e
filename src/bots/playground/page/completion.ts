import type { CommandSpec } from '../wire.ts';
import { announce } from './announcer.ts';
import { needsOf, type Given } from './command-needs.ts';
import { optionHint, readLine, type LineReading, type LineSources, type Suggestion } from './command-line.ts';
import { el, setText } from './dom.ts';

/** Completion for a message box: a list above it, chips for options, and a line that says what will not work. */
export interface Completion {
  /** Looks at the box again, after its text or caret changed. */
  update(): void;
  /** Takes a key that is meant for the list; true where it did. */
  takeKey(event: KeyboardEvent): boolean;
  close(): void;
}

/**
 * Places the completion's parts into `place` and serves `box`. The focus stays in the box; the list is pointed at.
 * `given` says what the message has to work with.
 */
export function createCompletion(
  box: HTMLTextAreaElement,
  place: HTMLElement,
  commands: readonly CommandSpec[],
  given: () => Given,
  sources: LineSources,
): Completion {
  const listId = `${box.id}-suggestions`;
  const list = el('ul', {
    class: 'suggestions',
    id: listId,
    role: 'listbox',
    'aria-label': 'Suggestions',
    hidden: true,
  });
  const usage = el('div', { class: 'usage', hidden: true });
  const problem = el('p', { class: 'line-problem', role: 'status', id: `${box.id}-problem`, hidden: true });
  const needs = el('p', { class: 'line-needs', role: 'status', hidden: true });
  place.append(list, usage, needs, problem);
  box.setAttribute('aria-autocomplete', 'list');
  box.setAttribute('aria-haspopup', 'listbox');
  box.setAttribute('aria-controls', listId);
  box.setAttribute('aria-describedby', problem.id);

  let suggestions: readonly Suggestion[] = [];
  let active = -1;
  /** The text for which the list was closed by hand. */
  let dismissed: string | undefined;

  function showList(next: readonly Suggestion[]): void {
    const same =
      next.length === suggestions.length && next.every((item, index) => item.label === suggestions[index]?.label);
    suggestions = next;
    list.hidden = next.length === 0;
    if (same && next.length > 0) return;
    list.replaceChildren(
      ...next.map(({ label, detail }, index) =>
        el(
          'li',
          {
            role: 'option',
            id: `${listId}-${index}`,
            'aria-selected': 'false',
            // A press would take the focus out of the box before the click.
            onmousedown: (event) => event.preventDefault(),
            onclick: () => accept(index),
          },
          el('span', { class: 'suggestion-label' }, label),
          detail === '' ? undefined : el('span', { class: 'suggestion-detail' }, detail),
        ),
      ),
    );
    point(next.length === 0 ? -1 : 0);
    if (next.length > 0) announce(`${next.length} ${next.length === 1 ? 'suggestion' : 'suggestions'}`);
  }

  function point(index: number): void {
    active = index;
    for (const [at, option] of [...list.children].entries()) option.setAttribute('aria-selected', String(at === index));
    const option = list.children[index];
    if (option === undefined) box.removeAttribute('aria-activedescendant');
    else {
      box.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    }
  }

  function accept(index: number): void {
    const chosen = suggestions[index];
    if (chosen === undefined) return;
    box.setRangeText(chosen.insert, chosen.from, chosen.to, 'end');
    box.focus();
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function showUsage({ command, unused }: LineReading): void {
    usage.hidden = command === undefined || unused.length === 0;
    const key = usage.hidden ? '' : `${command?.name} ${unused.map((option) => option.name).join(' ')}`;
    if (usage.dataset['key'] === key) return;
    usage.dataset['key'] = key;
    const chips = unused.map((option) =>
      el(
        'button',
        {
          type: 'button',
          class: 'chip',
          title: option.description,
          'aria-label': `Add --${option.name}: ${option.description}`,
          onclick: () => addOption(option.name),
        },
        el('b', {}, `--${option.name}`),
        ` ${optionHint(option)}`,
      ),
    );
    usage.replaceChildren(...chips);
  }

  function addOption(name: string): void {
    const gap = /\s$/u.test(box.value) ? '' : ' ';
    box.setRangeText(`${gap}--${name} `, box.value.length, box.value.length, 'end');
    box.focus();
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }

  return {
    update() {
      const reading = readLine(box.value, box.selectionStart, commands, sources);
      if (dismissed !== box.value) dismissed = undefined;
      showList(dismissed === undefined ? reading.suggestions : []);
      showUsage(reading);
      const need = reading.command === undefined ? undefined : needsOf(reading.command, given());
      setText(needs, need ?? '');
      needs.hidden = need === undefined;
      setText(problem, reading.problems.join(' '));
      problem.hidden = reading.problems.length === 0;
    },
    takeKey(event) {
      if (list.hidden || event.isComposing) return false;
      if (event.key === 'ArrowDown') point((active + 1) % suggestions.length);
      else if (event.key === 'ArrowUp') point((active - 1 + suggestions.length) % suggestions.length);
      else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) accept(active);
      else if (event.key === 'Escape') {
        dismissed = box.value;
        showList([]);
      } else return false;
      return true;
    },
    close: () => showList([]),
  };
}
