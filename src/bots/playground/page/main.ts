import type { About } from '../wire.ts';
import { announce, announceChanges, toast } from './announcer.ts';
import { api } from './api.ts';
import { createChannelPane } from './channel-pane.ts';
import { openConnection } from './connection.ts';
import { byId, setText } from './dom.ts';
import { createModelList } from './model-list.ts';
import { createOutbox } from './outbox.ts';
import { createRail } from './rail.ts';
import { readRoute, routeHash, type Route } from './route.ts';
import { createStore } from './store.ts';
import { setUpTheme } from './theme.ts';
import { createThreadPane } from './thread-pane.ts';

const connectionWords = { connecting: 'Connecting…', open: '', lost: 'Reconnecting…' } as const;

/** Threads open by themselves only where they do not hide the channel. */
const wide = matchMedia('(min-width: 62rem)');

function run(about: About): void {
  const store = createStore();
  const connection = openConnection(store, (state) => {
    setText(byId('connection'), connectionWords[state]);
    byId('app').dataset['connection'] = state;
  });
  const outbox = createOutbox(store, connection, taskBegan);
  const channelIds = about.channels.map((channel) => channel.id);
  let route: Route = readRoute(location.hash, channelIds);
  const go = (next: Route): void => void (location.hash = routeHash(next));

  const sources = { clips: () => store.clips(), channels: channelIds, models: createModelList(() => api.models()) };
  const parts = { store, outbox, commands: about.commands, sources, route: () => route, go };
  const channel = createChannelPane({ ...parts, taskBegan });
  const thread = createThreadPane({ ...parts, closed: () => channel.focus() });
  const rail = createRail(about.channels, store);

  function taskBegan(root: string): void {
    const made = store.get(root)?.channel ?? route.channel;
    if (made !== route.channel) toast(`It is made in #${made}, where this video was made.`);
    else if (wide.matches) go({ channel: made, thread: root });
  }

  const render = (): void => {
    channel.render(about.channels.find((known) => known.id === route.channel));
    thread.render();
    rail.render(route.channel);
  };
  store.onChange(render);
  announceChanges(store);
  addEventListener('hashchange', () => {
    const before = route;
    route = readRoute(location.hash, channelIds);
    render();
    if (before.channel !== route.channel) {
      channel.toEnd();
      announce(`Channel ${route.channel}`);
    }
  });
  byId('skip').addEventListener('click', (event) => {
    // The address names the channel and the thread: a jump must not change it.
    event.preventDefault();
    channel.focus();
  });
  render();
  channel.focus();
}

setUpTheme(byId('theme'));
run(await loadAbout());

/** Asks until the studio answers: the page may be open before the studio is. */
async function loadAbout(): Promise<About> {
  for (;;) {
    try {
      return await api.about();
    } catch {
      setText(byId('connection'), connectionWords.connecting);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}
