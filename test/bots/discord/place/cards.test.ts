import { expect, test } from 'vitest';
import type { Card } from '../../../../src/bots/card.ts';
import { openMemory } from '../../../../src/bots/discord/memory.ts';
import { linePlan } from '../../../support/plans.ts';
import { openScene, type DiscordScene, registered } from '../open-discord.ts';
import { MEMBER_PERMISSIONS, PERMISSIONS } from '../../../fakes/discord/permissions.ts';
import { outcome, readable, withButton } from '../seen.ts';

/** Each needs its last edit, a second of what the channel takes. */
const tasks = 15;
const edits = /^\/channels\/(\d+)\/messages\/\d+$/u;
const hourMs = 3_600_000;

test('under a storm of progress of many tasks a channel sees at most five edits in five seconds, and the newest state at the end', async () => {
  await using scene = await openScene({ limits: { postMessage: { count: 1_000, windowMs: 1_000 } } });
  const { discord, channelId } = scene;
  await scene.work(undefined);
  await scene.startBot();
  await registered(discord);
  for (let count = 0; count < tasks; count += 1) scene.ask(`boat ${count}`);
  const done = () => discord.messages(channelId).filter((message) => readable(message).includes('Done')).length;
  await expect.poll(done).toBe(tasks);
  const times = discord.requests
    .filter(({ method, path }) => method === 'PATCH' && edits.test(path))
    .map(({ atMs }) => atMs);
  // Clocks round.
  const windowMs = 4_990;
  for (const from of times)
    expect(times.filter((atMs) => atMs >= from && atMs < from + windowMs).length).toBeLessThanOrEqual(5);
  expect(discord.requests.filter(({ status }) => status === 429)).toEqual([]);
});

test('what changes nothing is not sent, and a key frame is sent once', async () => {
  await using scene = await openScene();
  const { discord, house } = scene;
  const bot = await scene.startBot();
  const { id: preview } = await house.artifacts.put('task-card-frame', 'image/png', { bytes: new Uint8Array(9) });
  const card = { ...cardIn(scene), preview };
  await bot.adapter.showCard(card);
  await bot.adapter.showCard(percent(card, 20));
  await bot.adapter.showCard(percent(card, 20));
  await bot.adapter.showCard(percent(card, 40));
  const sent = discord.requests.filter(({ files }) => files.length > 0);
  expect(sent.map(({ method }) => method)).toEqual(['POST']);
  expect(editsOf(scene)).toBe(2);
  expect(discord.messages(scene.channelId)[0]?.media()).not.toEqual([]);
});

test('a place that is closed meanwhile is not asked again and again', async () => {
  await using scene = await openScene();
  const { discord, channelId, guildId } = scene;
  let aheadMs = 0;
  const bot = await scene.startBot({ nowMs: () => Date.now() + aheadMs });
  const [kicked, old] = [cardIn(scene), cardIn(scene)];
  for (const card of [kicked, old]) await bot.adapter.showCard(card);
  const thread = discord.threads(channelId).at(-1)?.id ?? '';
  const refused = () => discord.requests.filter(({ status }) => status === 403).length;
  discord.archive(thread, { locked: true });
  aheadMs = hourMs;
  discord.advance(hourMs);
  for (const at of [10, 20, 30]) await bot.adapter.showCard(percent(old, at));
  expect(refused()).toBe(1);
  aheadMs = 0;
  discord.kick(guildId);
  for (const at of [10, 20, 30]) await bot.adapter.showCard(percent(kicked, at));
  expect(refused()).toBe(2);
});

test('past an hour it goes on in a new card, and the old one says where', async () => {
  await using scene = await openScene();
  const { discord, channelId } = scene;
  let aheadMs = 0;
  const bot = await scene.startBot({ nowMs: () => Date.now() + aheadMs });
  const card = cardIn(scene);
  await bot.adapter.showCard(card);
  aheadMs = hourMs;
  discord.advance(hourMs);
  await bot.adapter.showCard(percent(card, 70));
  await bot.adapter.showCard(percent(card, 80));
  const [old] = discord.messages(channelId);
  const [next] = discord.messages(old?.threadId ?? '');
  expect(readable(next)).toContain('80');
  expect(readable(old)).toContain(`/${next?.id}`);
  expect(discord.messages(old?.threadId ?? '')).toHaveLength(1);
});

test('a card that a moderator took away does no harm, and is left alone from then on', async () => {
  await using scene = await openScene();
  const { discord, channelId } = scene;
  const gate = Promise.withResolvers<void>();
  await scene.work((agent) => (agent === 'finish' ? gate.promise : undefined));
  await scene.startBot();
  await registered(discord);
  scene.ask();
  await expect.poll(() => discord.threads(channelId)).toHaveLength(1);
  const [card] = discord.messages(channelId);
  discord.deleteMessage(card?.id ?? '');
  gate.resolve();
  expect((await outcome(discord, channelId)).channelId).toBe(card?.threadId);
  expect(discord.messages(channelId)).toEqual([]);
});

test('where no thread can be made, the outcome answers the card in the channel', async () => {
  await using scene = await openScene();
  const { discord, channelId } = scene;
  discord.setBotPermissions(channelId, MEMBER_PERMISSIONS & ~PERMISSIONS.CREATE_PUBLIC_THREADS);
  await scene.work();
  await scene.startBot();
  await registered(discord);
  scene.ask();
  const result = await outcome(discord, channelId);
  expect(result).toMatchObject({ channelId, replyTo: discord.messages(channelId)[0]?.id });
});

test('a process that died before the thread of a card: the next one opens it', async () => {
  await using scene = await openScene();
  const { discord, channelId } = scene;
  const card = cardIn(scene);
  let aheadMs = 0;
  const nowMs = (): number => Date.now() + aheadMs;
  const first = await scene.startBot({ nowMs });
  discord.fail({ method: 'POST', path: /\/threads$/u, status: 503, times: 4 });
  await first.adapter.showCard(card);
  expect(discord.threads(channelId)).toEqual([]);
  await first[Symbol.asyncDispose]();
  aheadMs = 31_000;
  const next = await scene.startBot({ nowMs });
  await next.adapter.showCard(percent(card, 60));
  expect(discord.messages(channelId)).toHaveLength(1);
  expect(discord.threads(channelId)).toHaveLength(1);
});

test('a process that died before it kept the thread of a card: the next one finds it', async () => {
  await using scene = await openScene();
  const { discord, channelId, house } = scene;
  const card = cardIn(scene);
  const first = await scene.startBot();
  await first.adapter.showCard(card);
  await first[Symbol.asyncDispose]();
  const { cards } = openMemory(house.database.collection);
  const kept = (await cards.get(card.taskId))?.value;
  if (kept === undefined) throw new Error('The card is not kept');
  const { threadId, ...record } = kept;
  await cards.put(card.taskId, { ...record, threadDue: true });
  const next = await scene.startBot({ nowMs: () => Date.now() + 31_000 });
  await next.adapter.showCard(percent(card, 60));
  expect((await cards.get(card.taskId))?.value).toMatchObject({ threadId });
  expect(discord.messages(channelId)).toHaveLength(1);
  expect(discord.threads(channelId)).toHaveLength(1);
});

test('a process that died while it posted a card, hours ago: the card that is there is gone on with', async () => {
  await using scene = await openScene();
  const { discord, channelId, house } = scene;
  const card = cardIn(scene);
  const first = await scene.startBot();
  await first.adapter.showCard(card);
  await first[Symbol.asyncDispose]();
  const { cards } = openMemory(house.database.collection);
  await cards.put(card.taskId, { state: 'posting', owner: 'one that died', ownedAtMs: Date.now(), atMs: Date.now() });
  discord.advance(3 * hourMs);
  const next = await scene.startBot({ nowMs: () => Date.now() + 3 * hourMs });
  await next.adapter.showCard(card);
  expect(discord.messages(channelId)).toHaveLength(1);
  expect(discord.threads(channelId)).toHaveLength(1);
});

test('another process goes on with a card whose own one has been silent for half a minute, not before', async () => {
  await using scene = await openScene();
  const { discord, channelId } = scene;
  let aheadMs = 0;
  const nowMs = (): number => Date.now() + aheadMs;
  const card = cardIn(scene);
  const first = await scene.startBot({ nowMs });
  const second = await scene.startBot({ nowMs });
  await first.adapter.showCard(percent(card, 10));
  await second.adapter.showCard(percent(card, 20));
  expect(readable(discord.messages(channelId)[0])).toContain('10 %');
  await first[Symbol.asyncDispose]();
  aheadMs = 31_000;
  await second.adapter.showCard(percent(card, 30));
  expect(discord.messages(channelId)).toHaveLength(1);
  expect(readable(discord.messages(channelId)[0])).toContain('30 %');
});

test('a process that died before the card: the outcome still gets a card with a thread', async () => {
  await using scene = await openScene();
  const { discord, channelId } = scene;
  const gate = Promise.withResolvers<void>();
  await scene.work((agent) => (agent === 'finish' ? gate.promise : undefined));
  await scene.startBot();
  await registered(discord);
  discord.fail({ method: 'POST', path: /^\/channels\/\d+\/messages$/u, status: 500, times: 4 });
  scene.ask();
  await expect.poll(() => discord.requests.filter(({ status }) => status === 500).length).toBe(4);
  gate.resolve();
  const result = await outcome(discord, channelId);
  expect(discord.messages(channelId)).toHaveLength(1);
  expect(discord.messages(channelId)[0]?.threadId).toBe(result.channelId);
  expect(withButton(discord.messages(channelId), 'again')).toEqual([]);
});

function cardIn({ guildId, channelId, userId }: DiscordScene): Card {
  const { taskId } = linePlan();
  const thread = { platform: 'discord', space: guildId, channel: channelId };
  const painting = { key: 'picture', after: [], label: 'Painting', provider: 'sketch', status: 'running' } as const;
  const person = { personId: userId, personName: 'Ada' };
  return { taskId, thread, ...person, kind: 't2v', prompt: 'a boat', status: 'working', stages: [painting], notes: [] };
}

function percent(card: Card, now: number): Card {
  return { ...card, stages: card.stages.map((stage) => ({ ...stage, percent: now })) };
}

function editsOf({ discord }: DiscordScene): number {
  return discord.requests.filter(({ method, path }) => method === 'PATCH' && edits.test(path)).length;
}
