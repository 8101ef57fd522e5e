import { expect } from 'vitest';
import type { FakeSlackMessage } from '../fakes/slack/fake-slack.ts';
import { createQuickProvider } from '../fakes/quick-provider.ts';
import { openScene } from '../bots/slack/open-slack.ts';
import { linesOf, names, type Act, type ChatDriver, type OpenDriver, type Seen, type Thing } from './chat-driver.ts';
import { picture } from './picture.ts';

/** The story in a workspace of Slack, over Socket Mode. */
export const openSlackDriver: OpenDriver = async (before): Promise<ChatDriver> => {
  await using opened = new AsyncDisposableStack();
  const scene = opened.use(await openScene());
  const { slack, teamId, channelId, userId: maker } = scene;
  await scene.house.work(createQuickProvider(before));
  await scene.startBot();
  const people = { maker, other: slack.addUser({ teamId, name: names.other }).id };
  const admin = slack.addUser({ teamId, name: 'Mo', admin: true }).id;
  const galleryId = slack.addChannel({ teamId, name: 'gallery' }).id;
  slack.people.slash({ teamId, channelId, userId: admin, text: `gallery set <#${galleryId}>` });
  await expect.poll(() => slack.ephemerals(channelId, admin).length).toBe(1);
  const held = opened.move();

  function everywhere(id: string): readonly FakeSlackMessage[] {
    const parents = slack.messages(id);
    return [...parents, ...parents.flatMap(({ ts }) => slack.messages(id, ts))].toSorted((a, b) =>
      a.ts < b.ts ? -1 : 1,
    );
  }

  function has(message: FakeSlackMessage, action: string): boolean {
    return message.buttons().some(({ actionId }) => actionId.startsWith(`1.${action}.`));
  }

  const outcomes = (): readonly FakeSlackMessage[] => everywhere(channelId).filter((message) => has(message, 'again'));

  function find(thing: Thing): FakeSlackMessage | undefined {
    switch (thing) {
      case 'card':
        return everywhere(channelId).findLast(({ metadata }) => metadata?.['event_type'] === 'mora_card');
      case 'outcome':
        return outcomes().at(-1);
      case 'entry':
        return slack.messages(galleryId).findLast((message) => has(message, 'vote'));
    }
  }

  function press({ who = 'maker', on, label, words }: Extract<Act, { do: 'press' }>): void | Promise<void> {
    const message = find(on);
    const button = message?.buttons().find((one) => one.label === label);
    if (message === undefined || button === undefined) throw new Error(`There is no ${label}`);
    // Slack's own client asks once more before the app hears of it.
    expect(button.confirm).toBe(label === 'Delete');
    const userId = people[who];
    const { channelId: id, ts } = message;
    slack.people.press({ teamId, userId, channelId: id, ts, actionId: button.actionId });
    return words === undefined ? undefined : fillIn(userId, words);
  }

  async function fillIn(userId: string, words: string): Promise<void> {
    await expect.poll(() => slack.openView(userId)).toBeDefined();
    await slack.people.submit({ teamId, userId, values: { mora_words: words } }).ack();
  }

  async function animate(words: string): Promise<void> {
    const png = await picture();
    const file = slack.addFile({ teamId, userId: maker, name: 'sea.png', mimetype: 'image/png', bytes: png });
    const shown = slack.people.say({ teamId, channelId, userId: maker, text: 'look', files: [file] });
    slack.people.say({ teamId, channelId, userId: maker, text: words, threadTs: shown.ts, mentionsBot: true });
  }

  return {
    crowd: true,
    async act(act) {
      switch (act.do) {
        case 'command': {
          const { prompt, ...options } = act.options ?? {};
          const typed = Object.entries(options).map(([name, value]) => `--${name} ${value}`);
          const text = [act.name, ...(prompt === undefined ? [] : [prompt]), ...typed].join(' ');
          return void slack.people.slash({ teamId, channelId, userId: maker, text });
        }
        case 'press':
          return press(act);
        case 'animate':
          return animate(act.words);
        case 'star': {
          const ts = find('entry')?.ts ?? '';
          return slack.people.react({ teamId, userId: people.other, channelId: galleryId, ts, reaction: 'star' });
        }
      }
    },
    see: (thing) => Promise.resolve(seen(find(thing))),
    outcomes: () => Promise.resolve(outcomes().length),
    told(who) {
      const alone = [channelId, galleryId].flatMap((id) => slack.ephemerals(id, people[who]));
      return Promise.resolve(seen(alone.toSorted((a, b) => (a.ts < b.ts ? -1 : 1)).at(-1)));
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
};

function seen(message: FakeSlackMessage | undefined): Seen | undefined {
  if (message === undefined) return undefined;
  const buttons = message.buttons().map(({ label }) => label);
  const videos = message.files.filter(({ mimetype }) => mimetype === 'video/mp4').length;
  return { words: linesOf(message.words(), buttons), buttons, videos };
}
