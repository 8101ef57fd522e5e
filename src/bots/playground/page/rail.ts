import type { About } from '../wire.ts';
import { byId, el } from './dom.ts';
import { routeHash } from './route.ts';
import type { Store } from './store.ts';

/** The list of channels, with a dot where there is something new. */
export function createRail(channels: About['channels'], store: Store): { render(current: string): void } {
  const items = channels.map(({ id }) => {
    const dot = el('span', { class: 'dot', hidden: true }, el('span', { class: 'visually-hidden' }, 'new messages'));
    const link = el(
      'a',
      { href: routeHash({ channel: id }), class: 'channel-link' },
      el('span', { 'aria-hidden': 'true' }, '#'),
      id,
      dot,
    );
    return { id, dot, link };
  });
  byId('channels').append(...items.map(({ link }) => el('li', {}, link)));
  const key = (id: string): string => `mora.seen.${id}`;

  return {
    render(current) {
      for (const { id, dot, link } of items) {
        const newest = store.inChannel(id).findLast((message) => message.sending === undefined)?.position ?? 0;
        if (id === current) {
          if (link.getAttribute('aria-current') === null) link.scrollIntoView({ inline: 'nearest', block: 'nearest' });
          link.setAttribute('aria-current', 'page');
          if (!document.hidden) localStorage.setItem(key(id), String(newest));
        } else link.removeAttribute('aria-current');
        // To a newcomer nothing is new.
        if (localStorage.getItem(key(id)) === null && newest > 0) localStorage.setItem(key(id), String(newest));
        dot.hidden = id === current || newest <= Number(localStorage.getItem(key(id)) ?? 0);
      }
    },
  };
}
