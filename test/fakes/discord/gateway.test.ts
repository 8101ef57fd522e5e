import { Events, GatewayIntentBits, type Message } from 'discord.js';
import { expect, test } from 'vitest';
import { connectClient } from './connect-client.ts';
import { startFakeDiscord, type FakeDiscord } from './fake-discord.ts';
import { PERMISSIONS } from './permissions.ts';

function aGuild(discord: FakeDiscord) {
  const guildId = discord.addGuild({ name: 'Moving pictures' }).id;
  const channelId = discord.addChannel({ guildId, name: 'videos' }).id;
  const userId = discord.addUser({ name: 'ada' }).id;
  return { guildId, channelId, userId };
}

test('discord.js logs in and knows guilds, channels and its permissions', async () => {
  await using discord = await startFakeDiscord();
  const { guildId, channelId } = aGuild(discord);
  const quiet = discord.addChannel({ guildId, botPermissions: PERMISSIONS.VIEW_CHANNEL });
  await using bot = await connectClient(discord);
  const guild = bot.client.guilds.cache.get(guildId);
  expect(guild?.name).toBe('Moving pictures');
  const me = guild?.members.me ?? '';
  expect(guild?.channels.cache.get(channelId)?.permissionsFor(me)?.has('SendMessages')).toBe(true);
  expect(guild?.channels.cache.get(quiet.id)?.permissionsFor(me)?.has('SendMessages')).toBe(false);
  discord.setBotPermissions(quiet.id, PERMISSIONS.VIEW_CHANNEL | PERMISSIONS.SEND_MESSAGES);
  await expect.poll(() => guild?.channels.cache.get(quiet.id)?.permissionsFor(me)?.has('SendMessages')).toBe(true);
});

test('a connection that drops is resumed, and what was missed is heard once', async () => {
  await using discord = await startFakeDiscord();
  const { channelId, userId } = aGuild(discord);
  await using bot = await connectClient(discord);
  const heard: string[] = [];
  bot.client.on(Events.MessageCreate, (message) => heard.push(message.content));
  discord.say({ userId, channelId, content: 'before' });
  await expect.poll(() => heard).toEqual(['before']);
  discord.gateway.drop();
  discord.say({ userId, channelId, content: 'in between' });
  await expect.poll(() => discord.gateway.resumes()).toBe(1);
  discord.say({ userId, channelId, content: 'after' });
  await expect.poll(() => heard).toEqual(['before', 'in between', 'after']);
  expect(discord.gateway.identifies()).toBe(1);
});

test('an invalid session makes it identify again', async () => {
  await using discord = await startFakeDiscord();
  aGuild(discord);
  await using bot = await connectClient(discord);
  discord.gateway.invalidate(false);
  await expect.poll(() => discord.gateway.identifies()).toBe(2);
  await expect.poll(() => bot.client.isReady() && discord.gateway.connected()).toBe(true);
});

test('a gateway that answers no heartbeat is left and resumed', async () => {
  await using discord = await startFakeDiscord({ heartbeatIntervalMs: 300 });
  await using _bot = await connectClient(discord);
  discord.gateway.silence();
  await expect.poll(() => discord.gateway.resumes()).toBeGreaterThan(0);
});

test('an application without the message content intent may not ask for it', async () => {
  await using discord = await startFakeDiscord({ messageContent: false });
  await expect(connectClient(discord)).rejects.toThrow('disallowed intents');
});

test('without the message content intent only direct, own and mentioning messages are whole', async () => {
  await using discord = await startFakeDiscord({ messageContent: false });
  const { channelId, userId } = aGuild(discord);
  const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
  await using bot = await connectClient(discord, { intents: [Guilds, GuildMessages, DirectMessages] });
  const heard: Message[] = [];
  bot.client.on(Events.MessageCreate, (message) => heard.push(message));
  const picture = { name: 'wave.png', bytes: new Uint8Array([1, 2, 3]) };
  const plain = discord.say({ userId, channelId, content: 'look', files: [picture] });
  discord.say({ userId, channelId, content: 'make it move', replyTo: plain.id, mentionsBot: true });
  const direct = discord.directChannel(userId);
  discord.say({ userId, channelId: direct.id, content: 'hello', files: [picture] });
  await expect.poll(() => heard.length).toBe(3);
  expect(heard.map(({ content, attachments }) => [content, attachments.size])).toEqual([
    ['', 0],
    [`<@${discord.botId}> make it move`, 0],
    ['hello', 1],
  ]);
  const channel = await bot.client.channels.fetch(channelId);
  if (channel?.isTextBased() !== true) throw new Error('not a text channel');
  const fetched = await channel.messages.fetch({ message: plain.id, force: true });
  expect([fetched.content, fetched.attachments.size]).toEqual(['', 0]);
});

test('several clients on one token hear every event; with shards, each its guilds', async () => {
  await using discord = await startFakeDiscord();
  const first = aGuild(discord);
  const second = aGuild(discord);
  await using one = await connectClient(discord);
  await using sharded = await connectClient(discord, { shards: [0, 1], shardCount: 2 });
  const heard: string[] = [];
  for (const { client } of [one, sharded]) client.on(Events.MessageCreate, ({ content }) => heard.push(content));
  discord.say({ ...first, content: 'to the first' });
  discord.say({ ...second, content: 'to the second' });
  await expect.poll(() => heard.toSorted()).toEqual(['to the first', 'to the first', 'to the second', 'to the second']);
  expect(discord.gateway.identifies()).toBe(3);
});
