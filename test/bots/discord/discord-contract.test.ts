import { afterAll, beforeAll } from 'vitest';
import { unescapeMarkup, unquote } from '../../../src/bots/discord/markup.ts';
import { describeChatAdapter } from '../../contracts/chat-adapter-contract.ts';
import type { ChatUnderTest, ShownMessage } from '../../contracts/chat-under-test.ts';
import type { FakeMessage } from '../../fakes/discord/fake-message.ts';
import { keepClip } from '../../support/kept-clip.ts';
import { openScene, type DiscordScene } from './open-discord.ts';

let scene: DiscordScene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

describeChatAdapter('discord', async (): Promise<ChatUnderTest> => {
  const { discord, guildId } = scene;
  // Starts of other tests are hours ago: the guard of logins counts those of the last minutes.
  let aheadMs = (starts += 1) * 3_600_000;
  const nowMs = (): number => Date.now() + aheadMs;
  let bot = await scene.startBot({ nowMs });
  return {
    adapter: () => bot.adapter,
    thread() {
      const { id: channel } = discord.addChannel({ guildId });
      const { id: thread } = discord.addThread({ parentId: channel });
      return Promise.resolve({ platform: 'discord', space: guildId, channel, thread });
    },
    gallery: () =>
      Promise.resolve({ platform: 'discord', space: guildId, channel: discord.addChannel({ guildId }).id }),
    clip: () => keepClip(scene.house),
    shown: ({ channel, thread }) => Promise.resolve(discord.messages(thread ?? channel).map(toShown)),
    starred({ buttons }) {
      const stars = buttons.map((label) => /^⭐ (\d+)$/u.exec(label)?.[1]).find((found) => found !== undefined);
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

let starts = 0;

/** A message as somebody reads it: quotations without their marks, escapes without their backslashes. */
function toShown(message: FakeMessage): ShownMessage {
  return {
    id: message.id,
    words: unescapeMarkup(unquote(message.words())),
    video: message.files.some(({ name }) => name.endsWith('.mp4')),
    veiled: message.media().length > 0 && message.media().every(({ spoiler }) => spoiler),
    buttons: message.buttons().map(({ label }) => label),
  };
}
