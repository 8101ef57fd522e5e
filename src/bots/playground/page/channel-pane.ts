import type { About, CommandSpec } from '../wire.ts';
import { api } from './api.ts';
import { toast } from './announcer.ts';
import type { LineSources } from './command-line.ts';
import { createComposer } from './composer.ts';
import { byId, el, setText } from './dom.ts';
import { setUpDropZone } from './drop-zone.ts';
import { createEmptyState } from './empty-state.ts';
import { createMessageList } from './message-list.ts';
import type { Outbox } from './outbox.ts';
import type { Route } from './route.ts';
import type { Store } from './store.ts';

/** What both panes work with. */
export interface PaneParts {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly commands: readonly CommandSpec[];
  readonly sources: LineSources;
  readonly route: () => Route;
  readonly go: (route: Route) => void;
}

/** The channel that is open. */
export interface ChannelPane {
  render(channel: About['channels'][number] | undefined): void;
  toEnd(): void;
  focus(): void;
}

/** `taskBegan` is told the thread of a task that was begun here. */
export function createChannelPane(parts: PaneParts & { readonly taskBegan: (thread: string) => void }): ChannelPane {
  const { store, outbox, commands, sources, route, go, taskBegan } = parts;
  const scroll = byId('channel-scroll');
  const earlier = el(
    'button',
    { type: 'button', class: 'button earlier', hidden: true, onclick: () => void loadEarlier() },
    'Show earlier messages',
  );
  scroll.append(earlier);
  const composer = createComposer({
    place: byId('channel-composer'),
    id: 'channel-words',
    label: 'Message to the channel',
    placeholder: 'Write a message, or / for commands',
    commands,
    sources,
    send: async (draft) => {
      const thread = await outbox.say({ ...draft, channel: route().channel });
      if (thread !== undefined) taskBegan(thread);
    },
  });
  const empty = createEmptyState(composer.fill);
  scroll.append(empty);
  const list = createMessageList(
    scroll,
    'Messages',
    {
      store,
      press: outbox.press,
      reply: composer.reply,
      openThread: (root) => go({ channel: root.channel, thread: root.id }),
    },
    true,
  );
  setUpDropZone(
    byId('channel-scroll').parentElement ?? scroll,
    'Drop pictures or videos here to use them in a message',
    composer.attach,
  );

  async function loadEarlier(): Promise<void> {
    const before = store.earlier();
    if (before === undefined) return;
    try {
      const height = scroll.scrollHeight;
      store.addEarlier(await api.earlier(before));
      // What was read stays where it was.
      scroll.scrollTop += scroll.scrollHeight - height;
    } catch (error) {
      toast(error instanceof Error ? error.message : 'They cannot be loaded just now.');
    }
  }

  return {
    toEnd: list.toEnd,
    focus: composer.focus,
    render(channel) {
      if (channel === undefined) return;
      composer.switchTo(channel.id);
      setText(byId('channel-title'), `#${channel.id}`);
      setText(byId('channel-topic'), channel.topic);
      document.title = `#${channel.id} · Mora Studio`;
      const messages = store.inChannel(channel.id);
      empty.hidden = messages.length > 0;
      earlier.hidden = store.earlier() === undefined;
      list.show(messages);
    },
  };
}
