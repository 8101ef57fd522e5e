import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { FakeSlackMessage } from '../../fakes/slack/fake-slack.ts';
import { picture } from '../../scenarios/picture.ts';
import { chatPeople } from './chat-people.ts';
import { choose, taskOfButton, type People } from './people.ts';
import type { StormHouse } from './storm-house.ts';

const patienceMs = 3_000;
const lookMs = 50;

const markSchema = z.object({ event_type: z.string(), event_payload: z.looseObject({}) });

/** People of a workspace with several channels. */
export async function slackPeople({ slack, slackTeam }: Pick<StormHouse, 'slack' | 'slackTeam'>): Promise<People> {
  const teamId = slackTeam.id;
  const channels = ['one', 'two', 'three'].map((name) => slack.addChannel({ teamId, name }).id);
  const members = ['Ada', 'Bea', 'Cleo', 'Dora'].map((name) => slack.addUser({ teamId, name }).id);
  const png = await picture();

  function everywhere(): readonly FakeSlackMessage[] {
    return channels.flatMap((id) => {
      const top = slack.messages(id);
      return [...top, ...top.flatMap(({ ts }) => slack.messages(id, ts))];
    });
  }
  const withButton = (action: string): readonly FakeSlackMessage[] =>
    everywhere().filter((message) => buttonOf(message, action) !== undefined);

  async function press(action: string, which: number, words?: string): Promise<boolean> {
    const message = choose(withButton(action), which);
    const actionId = message === undefined ? undefined : buttonOf(message, action);
    if (message === undefined || actionId === undefined) return false;
    const userId = choose(members, which) ?? '';
    const before = slack.openView(userId)?.id;
    slack.people.press({ teamId, userId, channelId: message.channelId, ts: message.ts, actionId });
    if (words === undefined) return true;
    const endAt = performance.now() + patienceMs;
    while (slack.openView(userId)?.id === before) {
      if (performance.now() > endAt) return true;
      await sleep(lookMs);
    }
    slack.people.submit({ teamId, userId, values: { mora_words: words } });
    return true;
  }

  function command(kind: string, words: string, which: number): void {
    const [userId, channelId] = [choose(members, which) ?? '', choose(channels, which) ?? ''];
    slack.people.slash({ teamId, channelId, userId, text: `${kind} ${words} --duration 1` });
  }

  function animate(words: string, which: number): void {
    const [userId, channelId] = [choose(members, which) ?? '', choose(channels, which) ?? ''];
    const file = slack.addFile({ teamId, userId, name: 'sea.png', mimetype: 'image/png', bytes: png });
    const shown = slack.people.say({ teamId, channelId, userId, text: 'look', files: [file] });
    slack.people.say({ teamId, channelId, userId, text: words, threadTs: shown.ts, mentionsBot: true });
  }

  return chatPeople({
    command,
    animate,
    press,
    outcomes: () => withButton('again').flatMap((message) => taskOfButton(buttonOf(message, 'again'), 'again') ?? []),
    cards: () =>
      everywhere().flatMap(({ metadata }) => {
        const mark = markSchema.safeParse(metadata).data;
        return mark?.event_type === 'mora_card' ? [JSON.stringify(mark.event_payload)] : [];
      }),
  });
}

function buttonOf(message: FakeSlackMessage, action: string): string | undefined {
  return message.buttons().find(({ actionId }) => taskOfButton(actionId, action) !== undefined)?.actionId;
}
