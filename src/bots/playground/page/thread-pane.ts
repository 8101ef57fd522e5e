import type { PaneParts } from './channel-pane.ts';
import { createComposer } from './composer.ts';
import { byId, setText } from './dom.ts';
import { setUpDropZone } from './drop-zone.ts';
import { icon } from './icons.ts';
import { createMessageList } from './message-list.ts';
import { summaryOf } from './message-view.ts';

/** The thread that is open beside the channel, or over it on a phone. `closed` is told when the person closes it. */
export function createThreadPane({
  store,
  outbox,
  commands,
  sources,
  route,
  go,
  closed,
}: PaneParts & { readonly closed: () => void }): { render(): void } {
  const pane = byId('thread');
  const title = byId('thread-title');
  const close = byId('thread-close');
  close.append(icon('back'), icon('close'));
  const composer = createComposer({
    place: byId('thread-composer'),
    id: 'thread-words',
    label: 'Message to the thread',
    placeholder: 'Answer in the thread',
    commands,
    sources,
    send: async (draft) => {
      const { channel, thread } = route();
      if (thread !== undefined) await outbox.say({ ...draft, channel, thread });
    },
  });
  const list = createMessageList(
    byId('thread-scroll'),
    'Messages of the thread',
    { store, press: outbox.press, reply: composer.reply, openThread: () => {} },
    false,
  );
  setUpDropZone(pane, 'Drop pictures or videos here to use them in the thread', composer.attach);

  const leave = (): void => {
    const { channel, thread } = route();
    go({ channel });
    const opener = document.querySelector<HTMLElement>(`[data-id="${CSS.escape(thread ?? '')}"] .thread-summary`);
    if (opener === null) closed();
    else opener.focus();
  };
  close.addEventListener('click', leave);
  pane.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) leave();
  });

  let shown: string | undefined;
  return {
    render() {
      const { thread } = route();
      const root = thread === undefined ? undefined : store.get(thread);
      pane.hidden = root === undefined;
      byId('app').dataset['thread'] = root === undefined ? 'closed' : 'open';
      if (root === undefined) {
        shown = undefined;
        return;
      }
      composer.switchTo(root.id);
      setText(byId('thread-topic'), summaryOf(root));
      list.show([root, ...store.inThread(root.id)]);
      if (shown === root.id) return;
      shown = root.id;
      list.toEnd();
      // Whoever opened it by hand goes on in it; whoever just sent a command goes on writing.
      if (document.activeElement?.classList.contains('thread-summary') === true) title.focus();
    },
  };
}
