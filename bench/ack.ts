import { setTimeout as sleep } from 'node:timers/promises';
import { startFakeDiscord, type FakeDiscord } from '../test/fakes/discord/fake-discord.ts';
import { percentile, type Bench } from './support/bench.ts';
import { startBot } from './support/bot-process.ts';

const perSecond = 50;
/** Two turns each: 30 seconds a bot in all. */
const turns = 2;
const turnS = 15;
/** Tasks of ours that run all the while. */
const running = 200;
const channels = 50;

/** Who is asked, and for what. */
type Turn = 'bare' | 'status' | 't2v';

/** How soon somebody sees that they were heard. */
export const ack: Bench = {
  name: 'ack',
  about: `from a command on Discord to its acknowledgement, ${perSecond} a second for ${turns * turnS} s with ${running} tasks running, against a bare discord.js bot that only defers`,
  async run() {
    const times: Record<Turn, number[]> = { bare: [], status: [], t2v: [] };
    let lost = 0;
    for (let turn = 0; turn < turns; turn += 1) {
      for (const what of ['bare', 'status', 't2v'] as const) {
        const done = await oneTurn(what);
        times[what].push(...done.times);
        lost += done.lost;
      }
    }
    const bare = percentile(times.bare, 0.5);
    return {
      measures: [
        { name: '/mora status: median', value: percentile(times.status, 0.5) / bare, unit: '×', aim: 1.5 },
        { name: '/mora status: p99', value: percentile(times.status, 0.99), unit: 'ms', aim: 100 },
        { name: '/mora t2v: median', value: percentile(times.t2v, 0.5) / bare, unit: '×', aim: 1.5 },
        { name: '/mora t2v: p99', value: percentile(times.t2v, 0.99), unit: 'ms', aim: 100 },
        { name: '/mora t2v that became no task', value: lost, unit: '', aim: 0 },
        { name: 'bare bot: median', value: bare, unit: 'ms' },
        { name: 'bare bot: p99', value: percentile(times.bare, 0.99), unit: 'ms' },
      ],
    };
  },
};

async function oneTurn(what: Turn): Promise<{ readonly times: readonly number[]; readonly lost: number }> {
  await using discord = await startFakeDiscord();
  const guildId = discord.addGuild().id;
  const channelIds = Array.from({ length: channels }, () => discord.addChannel({ guildId }).id);
  await using bot = await startBot(what === 'bare' ? 'bare' : 'studio', discord);
  if (what !== 'bare') {
    await bot.ask({ kind: 'tasks', count: running, guildId, channelIds, held: true });
    while (discord.commands().length === 0) await sleep(20);
  }
  const userId = discord.addUser().id;
  discord.setMember(guildId, userId, {});
  const command =
    what === 'status' ? { path: ['status'] } : { path: ['t2v'], options: { prompt: 'a paper boat on a rainy street' } };
  const times = await drive(discord, (index) => ({
    ...command,
    userId,
    guildId,
    channelId: channelIds[index % channelIds.length] ?? '',
  }));
  const lost = what === 't2v' ? await lostOf(times.length, async () => (await bot.ask({ kind: 'accepted' })).value) : 0;
  return { times, lost };
}

/** Gives commands at an even pace, and returns how many milliseconds the answer to each took. */
async function drive(
  discord: FakeDiscord,
  command: (index: number) => Parameters<FakeDiscord['command']>[0],
): Promise<number[]> {
  const answered: Promise<number>[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < perSecond * turnS; index += 1) {
    await sleep(Math.max(0, startedAt + (index * 1_000) / perSecond - performance.now()));
    const askedAt = performance.now();
    const asked = discord.command(command(index));
    answered.push(asked.callback().then(() => performance.now() - askedAt));
  }
  return Promise.all(answered);
}

/** Waits until so many tasks were accepted, or until no more come. */
async function lostOf(count: number, accepted: () => Promise<number>): Promise<number> {
  for (let [last, still] = [-1, 0]; ;) {
    const now = await accepted();
    if (now >= count) return 0;
    still = now === last ? still + 1 : 0;
    if (still > 50) return count - now;
    last = now;
    await sleep(200);
  }
}
