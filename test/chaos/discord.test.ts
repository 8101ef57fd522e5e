import { expect, test } from 'vitest';
import { startFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import { registered } from '../bots/discord/open-discord.ts';
import { everywhere, withButton } from '../bots/discord/seen.ts';
import { startProduct, type RunningProduct } from '../support/product.ts';
import { testDataDirectory } from '../support/test-database.ts';

const patience = { timeout: 120_000, interval: 50 };
const posts = /^\/channels\/\d+\/messages$/u;

/** What the server has seen when the process is killed. */
const moments: readonly (readonly [string, (discord: FakeDiscord, channelId: string) => boolean])[] = [
  ['once the card is there', (discord, channelId) => discord.messages(channelId).length > 0],
  ['while it is made', (discord, channelId) => discord.messages(channelId).some((card) => card.words().includes('▶'))],
  ['once the result was posted, before the answer came', (discord) => postsCut(discord)],
];

test.each(moments)(
  'the process is killed %s: the next one ends with one card and one video in its thread',
  async (_when, reached) => {
    await using discord = await startFakeDiscord();
    await using directory = await testDataDirectory();
    const { id: guildId } = discord.addGuild();
    const { id: channelId } = discord.addChannel({ guildId });
    const { id: userId } = discord.addUser({ name: 'Ada' });
    discord.setMember(guildId, userId, {});
    const start = (): Promise<RunningProduct> =>
      startProduct({ MORA_DATA_DIR: directory.path, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
    const ask = () =>
      discord.command({ userId, channelId, path: ['t2v'], options: { prompt: 'a paper boat', duration: 1 } });
    {
      await using product = await start();
      await registered(discord);
      ask();
      if (reached === moments[2]?.[1]) {
        await expect.poll(() => discord.threads(channelId).length, patience).toBe(1);
        const threadId = discord.threads(channelId)[0]?.id;
        discord.cut({
          method: 'POST',
          path: new RegExp(`^/channels/${threadId}/messages$`, 'u'),
          when: 'after',
          times: 9,
        });
      }
      await expect.poll(() => reached(discord, channelId), { ...patience, interval: 5 }).toBe(true);
      await product.kill();
    }
    await using product = await start();
    const outcomes = () => withButton(everywhere(discord, channelId), 'again');
    await expect.poll(() => discord.gateway.connected(), patience).toBe(true);
    await expect.poll(() => outcomes().length, patience).toBe(1);
    await expect.poll(() => discord.messages(channelId)[0]?.words(), patience).toContain('Done');
    expect(discord.messages(channelId)).toHaveLength(1);
    expect(outcomes()).toHaveLength(1);
    const [result] = outcomes();
    expect(result?.channelId).toBe(discord.messages(channelId)[0]?.threadId);
    expect(
      Buffer.from(result?.files[0]?.bytes ?? [])
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp');
    expect(await product.stop()).toBe(0);
  },
  240_000,
);

function postsCut(discord: FakeDiscord): boolean {
  return discord.requests.some(({ path, method, status }) => method === 'POST' && posts.test(path) && status === 0);
}
