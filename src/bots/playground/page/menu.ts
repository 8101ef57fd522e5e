import { el } from './dom.ts';
import { icon, type IconName } from './icons.ts';

/** One thing that can be done with a message. */
export interface MenuItem {
  readonly label: string;
  readonly icon: IconName;
  run(): void;
}

/** A button that opens a menu: arrow keys move in it, Escape closes it and gives the focus back. */
export function createMenu(name: string, itemsNow: () => readonly MenuItem[]): HTMLElement {
  const list = el('div', { role: 'menu', class: 'menu', 'aria-label': name, hidden: true, onkeydown: onKey });
  const button = el(
    'button',
    {
      type: 'button',
      class: 'icon-button menu-button',
      'aria-label': name,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      onclick: () => (list.hidden ? open() : close(true)),
    },
    icon('more'),
  );
  const root = el('div', { class: 'menu-root' }, button, list);

  function open(): void {
    list.replaceChildren(
      ...itemsNow().map((item) =>
        el(
          'button',
          {
            type: 'button',
            role: 'menuitem',
            tabindex: -1,
            onclick: () => {
              close(true);
              item.run();
            },
          },
          icon(item.icon),
          item.label,
        ),
      ),
    );
    list.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    // Upwards where there is no room below.
    const room =
      (root.closest('.scroll')?.getBoundingClientRect().bottom ?? innerHeight) - button.getBoundingClientRect().bottom;
    list.classList.toggle('upwards', room < list.offsetHeight + 12);
    document.addEventListener('pointerdown', onPointer);
    focusItem(0);
  }

  function close(giveFocusBack: boolean): void {
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', onPointer);
    if (giveFocusBack) button.focus();
  }

  function onPointer(event: PointerEvent): void {
    if (event.target instanceof Node && !root.contains(event.target)) close(false);
  }

  function focusItem(index: number): void {
    const items = list.querySelectorAll<HTMLElement>('[role=menuitem]');
    items[(index + items.length) % items.length]?.focus();
  }

  function onKey(event: Event): void {
    if (!(event instanceof KeyboardEvent)) return;
    const at = [...list.children].indexOf(document.activeElement ?? list);
    if (event.key === 'ArrowDown') focusItem(at + 1);
    else if (event.key === 'ArrowUp') focusItem(at - 1);
    else if (event.key === 'Home') focusItem(0);
    else if (event.key === 'End') focusItem(-1);
    else if (event.key === 'Escape') close(true);
    else if (event.key === 'Tab') return close(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return root;
}
