import { kindLabels } from '../../src/bots/texts.ts';
import type { FakeInteraction } from '../fakes/discord/fake-interaction.ts';
import type { FakeMessage } from '../fakes/discord/fake-message.ts';
import { createQuickProvider } from '../fakes/quick-provider.ts';
import { openScene, registered } from '../bots/discord/open-discord.ts';
import { answerOf, everywhere, member, moderatorRights, readable, withButton } from '../bots/discord/seen.ts';
import {
  linesOf,
  names,
  type Act,
  type ChatDriver,
  type OpenDriver,
  type Seen,
  type Thing,
  type Who,
} from './chat-driver.ts';
import { picture } from './picture.ts';

/** The story in a server of Discord. */
export const openDiscordDriver: OpenDriver = async (before): Promise<ChatDriver> => {
  await using opened = new AsyncDisposableStack();
  const scene = opened.use(await openScene());
  const { discord, guildId, channelId, userId: maker } = scene;
  await scene.house.work(createQuickProvider(before));
  await scene.startBot();
  await registered(discord);
  const people = { maker, other: member(scene, names.other) };
  const galleryId = discord.addChannel({ guildId, name: 'gallery' }).id;
  const moderator = member(scene, 'Mo', moderatorRights);
  const options = { channel: galleryId };
  await answerOf(discord.command({ userId: moderator, channelId, path: ['gallery', 'set'], options }));
  /** What each has asked last: the answers hang on it. */
  const asked = new Map<Who, FakeInteraction>();
  const held = opened.move();

  const sorted = (): readonly FakeMessage[] =>
    everywhere(discord, channelId).toSorted((a, b) => a.createdAtMs - b.createdAtMs);
  const outcomes = (): readonly FakeMessage[] => withButton(sorted(), 'again');

  function find(thing: Thing): FakeMessage | undefined {
    switch (thing) {
      case 'card':
        return sorted().findLast((message) => isCard(message, discord.botId));
      case 'outcome':
        return outcomes().at(-1);
      case 'entry':
        return withButton(discord.messages(galleryId), 'vote').at(-1);
    }
  }

  async function press({ who = 'maker', on, label, words }: Extract<Act, { do: 'press' }>): Promise<void> {
    const message = find(on);
    const customId = message?.buttons().find((one) => one.label === label)?.customId;
    if (message === undefined || customId === undefined) throw new Error(`There is no ${label}`);
    const userId = people[who];
    const pressed = discord.press({ userId, messageId: message.id, customId });
    asked.set(who, pressed);
    if (words !== undefined) {
      await pressed.callback();
      asked.set(who, discord.submitModal({ userId, of: pressed, values: { prompt: words } }));
    }
    if (label !== 'Delete') return;
    const question = await answerOf(pressed);
    const [sure] = question.buttons();
    discord.press({ userId, messageId: question.id, customId: sure?.customId ?? '' });
  }

  return {
    crowd: true,
    async act(act) {
      switch (act.do) {
        case 'command': {
          const given = act.options === undefined ? {} : { options: act.options };
          asked.set('maker', discord.command({ userId: maker, channelId, path: act.name.split(' '), ...given }));
          return;
        }
        case 'press':
          return press(act);
        case 'animate': {
          const files = [{ name: 'sea.png', contentType: 'image/png', bytes: await picture() }];
          const shown = discord.say({ userId: maker, channelId, content: 'look', files });
          discord.say({ userId: maker, channelId, content: act.words, replyTo: shown.id, mentionsBot: true });
          return;
        }
        case 'star':
          return press({ do: 'press', who: 'other', on: 'entry', label: '⭐ 0' });
      }
    },
    see: (thing) => Promise.resolve(seen(find(thing))),
    outcomes: () => Promise.resolve(outcomes().length),
    told: (who) => Promise.resolve(seen(asked.get(who)?.original())),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
};

function isCard(message: FakeMessage, botId: string): boolean {
  const [title = ''] = readable(message).split(' · ');
  return message.authorId === botId && Object.values(kindLabels).some((label) => title === `**${label}**`);
}

function seen(message: FakeMessage | undefined): Seen | undefined {
  if (message === undefined) return undefined;
  const buttons = message.buttons().map(({ label }) => label);
  const videos = message.files.filter(({ name }) => name.endsWith('.mp4')).length;
  return { words: linesOf(readable(message), buttons), buttons, videos };
}
