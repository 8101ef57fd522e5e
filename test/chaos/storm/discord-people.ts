import { setTimeout as sleep } from 'node:timers/promises';
import { kindLabels } from '../../../src/bots/texts.ts';
import type { FakeMessage } from '../../fakes/discord/fake-message.ts';
import { picture } from '../../scenarios/picture.ts';
import { chatPeople } from './chat-people.ts';
import { choose, taskOfButton, type People } from './people.ts';
import type { StormHouse } from './storm-house.ts';

/** Nobody waits longer for a form. */
const patienceMs = 3_000;

/** People of a server with several channels. */
export async function discordPeople({ discord }: Pick<StormHouse, 'discord'>): Promise<People> {
  const { id: guildId } = discord.addGuild({ name: 'Makers' });
  const channels = ['one', 'two', 'three'].map((name) => discord.addChannel({ guildId, name }).id);
  const members = ['Ada', 'Bea', 'Cleo', 'Dora'].map((name) => discord.addUser({ name }).id);
  for (const userId of members) discord.setMember(guildId, userId, {});
  const png = await picture();

  const threads = (): readonly string[] => channels.flatMap((id) => discord.threads(id).map((thread) => thread.id));
  const everywhere = (): readonly FakeMessage[] =>
    [...channels, ...threads()].flatMap((id) => discord.messages(id)).filter((one) => one.authorId === discord.botId);
  const withButton = (action: string): readonly FakeMessage[] =>
    everywhere().filter((message) => buttonOf(message, action) !== undefined);

  async function press(action: string, which: number, words?: string): Promise<boolean> {
    const message = choose(withButton(action), which);
    const customId = message === undefined ? undefined : buttonOf(message, action);
    if (message === undefined || customId === undefined) return false;
    const userId = choose(members, which) ?? '';
    const pressed = discord.press({ userId, messageId: message.id, customId });
    if (words === undefined) return true;
    const form = await Promise.race([pressed.callback(), sleep(patienceMs)]);
    if (form === undefined || pressed.modal() === undefined) return true;
    discord.submitModal({ userId, of: pressed, values: { prompt: words } });
    return true;
  }

  function command(kind: 't2v' | 'simulate', words: string, which: number): void {
    discord.command({
      userId: choose(members, which) ?? '',
      channelId: choose(channels, which) ?? '',
      path: [kind],
      options: { prompt: words, duration: 1 },
    });
  }

  function animate(words: string, which: number): void {
    const [userId, channelId] = [choose(members, which) ?? '', choose(channels, which) ?? ''];
    const files = [{ name: 'sea.png', contentType: 'image/png', bytes: png }];
    const shown = discord.say({ userId, channelId, content: 'look', files });
    discord.say({ userId, channelId, content: words, replyTo: shown.id, mentionsBot: true });
  }

  return chatPeople({
    command,
    animate,
    press,
    outcomes: () => withButton('again').flatMap((message) => taskOfButton(buttonOf(message, 'again'), 'again') ?? []),
    cards: () =>
      everywhere()
        .filter(isCard)
        .map(({ id }) => id),
  });
}

/** Its title is the kind of its task. One that has ended has no button that would tell more. */
function isCard(message: FakeMessage): boolean {
  const [title = ''] = message.words().split(' · ');
  return Object.values(kindLabels).some((label) => title === `**${label}**`);
}

function buttonOf(message: FakeMessage, action: string): string | undefined {
  return message.buttons().find(({ customId }) => taskOfButton(customId, action) !== undefined)?.customId;
}
