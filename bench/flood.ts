import { setTimeout as sleep } from 'node:timers/promises';
import { startFakeDiscord, type FakeDiscord } from '../test/fakes/discord/fake-discord.ts';
import { percentile, type Bench } from './support/bench.ts';
import { startBot } from './support/bot-process.ts';
import { residentMegabytes } from './support/memory-of.ts';

const tasks = 1_000;
const channels = 20;
const windowMs = 5_000;
const sampleMs = 500;

/** What a large community does to the bot, and what the bot does to Discord. */
export const flood: Bench = {
  name: 'flood',
  platform: 'discord',
  about: `${tasks} tasks at once in ${channels} channels of Discord, with its rate limits`,
  async run() {
    await using discord = await startFakeDiscord();
    const guildId = discord.addGuild().id;
    const channelIds = Array.from({ length: channels }, () => discord.addChannel({ guildId }).id);
    await using bot = await startBot('discord-studio', { token: discord.token, apiUrl: discord.apiUrl });
    const before = await bot.ask({ kind: 'heap' });
    const residentBefore = await residentMegabytes(bot.pid);
    let peak = residentBefore;
    const startedAt = performance.now();
    const places = channelIds.map((channel) => ({ space: guildId, channel }));
    const submitted = bot.ask({ kind: 'tasks', count: tasks, places, held: false });
    while (outcomesIn(discord, channelIds).length < tasks) {
      peak = Math.max(peak, await residentMegabytes(bot.pid));
      await sleep(sampleMs);
    }
    await submitted;
    const seconds = (performance.now() - startedAt) / 1_000;
    // The last words about each card come after its outcome.
    await sleep(2 * windowMs);
    const after = await bot.ask({ kind: 'heap' });
    const edits = discord.requests.filter(({ method }) => method === 'PATCH');
    const doubled = outcomesIn(discord, channelIds).length - tasks;
    return {
      measures: [
        {
          name: '429 answers',
          value: discord.requests.filter(({ status }) => status === 429).length,
          unit: '',
          aim: 0,
        },
        { name: 'most edits of a channel in 5 s', value: mostEdits(edits), unit: '', aim: 5 },
        { name: 'outcomes posted twice', value: doubled, unit: '', aim: 0 },
        { name: 'heap afterwards', value: after.value / before.value, unit: '×' },
        { name: 'edits of cards in all', value: edits.length, unit: '' },
        { name: 'until all outcomes are there', value: seconds, unit: 's' },
        { name: 'peak of memory above idle', value: peak - residentBefore, unit: 'MB' },
      ],
    };
  },
};

function outcomesIn(discord: FakeDiscord, channelIds: readonly string[]): readonly string[] {
  return channelIds
    .flatMap((channelId) => [channelId, ...discord.threads(channelId).map(({ id }) => id)])
    .flatMap((id) => discord.messages(id))
    .filter((message) => message.buttons().some(({ customId = '' }) => customId.startsWith('1.again.')))
    .map(({ id }) => id);
}

/** The largest number of edits that a channel saw in any window. */
function mostEdits(edits: FakeDiscord['requests']): number {
  const times = Map.groupBy(edits, ({ path }) => /\/channels\/(\d+)\//u.exec(path)?.[1] ?? 'other');
  const most = [...times].map(([, requests]) => {
    const atMs = requests.map((request) => request.atMs).toSorted((a, b) => a - b);
    return Math.max(...atMs.map((start) => atMs.filter((at) => at >= start && at < start + windowMs).length));
  });
  return percentile(most, 1);
}
