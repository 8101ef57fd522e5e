import { afterAll, beforeAll } from 'vitest';
import { describeChatAdapter } from '../../contracts/chat-adapter-contract.ts';
import type { ChatUnderTest, ShownMessage } from '../../contracts/chat-under-test.ts';
import type { FakeSlackMessage } from '../../fakes/slack/fake-slack.ts';
import { keepClip } from '../../support/kept-clip.ts';
import { openScene, type SlackScene } from './open-slack.ts';

let scene: SlackScene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

describeChatAdapter('slack', async (): Promise<ChatUnderTest> => {
  const { slack, house, teamId, userId } = scene;
  let aheadMs = 0;
  const nowMs = (): number => Date.now() + aheadMs;
  let bot = await scene.startBot({ nowMs });
  return {
    adapter: () => bot.adapter,
    thread() {
      const { id: channel } = slack.addChannel({ teamId });
      const { ts: thread } = slack.people.say({ teamId, channelId: channel, userId, text: 'something to talk about' });
      return Promise.resolve({ platform: 'slack', space: teamId, channel, thread });
    },
    gallery: () => Promise.resolve({ platform: 'slack', space: teamId, channel: slack.addChannel({ teamId }).id }),
    clip: () => keepClip(house),
    shown: ({ channel, thread }) => Promise.resolve(slack.messages(channel, thread).map(toShown)),
    starred({ words }) {
      const stars = /⭐ (\d+)/u.exec(words)?.[1];
      return stars === undefined ? undefined : Number(stars);
    },
    async restart() {
      await bot[Symbol.asyncDispose]();
      // So long the cards of a process wait for it to come back.
      aheadMs += 31_000;
      bot = await scene.startBot({ nowMs });
    },
    [Symbol.asyncDispose]: () => bot[Symbol.asyncDispose](),
  };
});

/** A message as somebody reads it. */
function toShown(message: FakeSlackMessage): ShownMessage {
  return {
    id: message.ts,
    words: message.words(),
    video: message.files.some(({ mimetype }) => mimetype.startsWith('video/')),
    // Slack has no way to hide a video until somebody asks for it.
    veiled: false,
    buttons: message.buttons().map(({ label }) => label),
  };
}
