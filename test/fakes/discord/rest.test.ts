import {
  ApplicationCommandType,
  AttachmentBuilder,
  ButtonStyle,
  ChannelType,
  ComponentType,
  DiscordAPIError,
  Events,
  MessageFlags,
  RESTEvents,
  type TextChannel,
} from 'discord.js';
import { expect, test } from 'vitest';
import { connectClient } from './connect-client.ts';
import { startFakeDiscord, type FakeDiscord, type FakeDiscordOptions } from './fake-discord.ts';
import { MEMBER_PERMISSIONS, PERMISSIONS } from './permissions.ts';

async function start(options: FakeDiscordOptions = {}) {
  const stack = new AsyncDisposableStack();
  const discord = stack.use(await startFakeDiscord(options));
  const guildId = discord.addGuild().id;
  const channelId = discord.addChannel({ guildId }).id;
  const userId = discord.addUser({ name: 'ada' }).id;
  const { client } = stack.use(await connectClient(discord));
  const channel = await client.channels.fetch(channelId);
  if (channel?.type !== ChannelType.GuildText) throw new Error('not a text channel');
  return { discord, guildId, channelId, userId, client, channel, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return 'fine';
  } catch (error) {
    return error instanceof DiscordAPIError ? [error.status, error.code] : error;
  }
}

test('a message with a file: uploaded, listed, fetched by its address until that ends', async () => {
  await using world = await start();
  const file = new AttachmentBuilder(Buffer.from('a video'), { name: 'clip.mp4', description: 'waves' });
  const sent = await world.channel.send({ content: 'here', files: [file] });
  const attachment = sent.attachments.first();
  expect(attachment).toMatchObject({ name: 'clip.mp4', size: 7, contentType: 'video/mp4', description: 'waves' });
  const [seen] = world.discord.messages(world.channelId);
  expect(Buffer.from(seen?.files[0]?.bytes ?? []).toString()).toBe('a video');
  const url = attachment?.url ?? '';
  expect(await (await fetch(url)).text()).toBe('a video');
  world.discord.advance(25 * 3_600_000);
  expect((await fetch(url)).status).toBe(404);
});

test('a Components V2 message names its file in the components and lists no attachments', async () => {
  await using world = await start();
  const sent = await world.channel.send({
    flags: MessageFlags.IsComponentsV2,
    files: [new AttachmentBuilder(Buffer.from('v'), { name: 'clip.mp4' })],
    components: [
      { type: ComponentType.TextDisplay, content: 'A wave' },
      {
        type: ComponentType.MediaGallery,
        items: [{ media: { url: 'attachment://clip.mp4' }, description: 'waves', spoiler: true }],
      },
      {
        type: ComponentType.ActionRow,
        components: [{ type: ComponentType.Button, style: ButtonStyle.Primary, label: 'Again', custom_id: 'again' }],
      },
    ],
  });
  expect(sent.attachments.size).toBe(0);
  const [seen] = world.discord.messages(world.channelId);
  expect(seen?.words()).toBe('A wave');
  expect(seen?.buttons()).toEqual([{ customId: 'again', label: 'Again', disabled: false }]);
  const [media] = seen?.media() ?? [];
  expect(media).toMatchObject({ description: 'waves', spoiler: true });
  expect(await (await fetch(media?.url ?? '')).text()).toBe('v');
  await sent.edit({ components: [{ type: ComponentType.TextDisplay, content: 'gone' }], attachments: [] });
  expect(world.discord.messages(world.channelId)[0]?.files).toEqual([]);
});

test('the same nonce posts once, for some minutes', async () => {
  await using world = await start();
  const send = () => world.channel.send({ content: 'the outcome', nonce: 'task-1', enforceNonce: true });
  const first = await send();
  expect((await send()).id).toBe(first.id);
  world.discord.advance(10 * 60_000);
  expect((await send()).id).not.toBe(first.id);
  expect(world.discord.messages(world.channelId)).toHaveLength(2);
});

test('an answer that is lost after the post is made good by the nonce', async () => {
  await using world = await start();
  world.discord.cut({ method: 'POST', path: /messages$/u, when: 'after' });
  const send = () => world.channel.send({ content: 'the outcome', nonce: 'task-1', enforceNonce: true });
  await send().catch(() => send());
  expect(world.discord.messages(world.channelId)).toHaveLength(1);
});

test('discord.js waits out the buckets: no 429, and the headers say why', async () => {
  await using world = await start({ limits: { postMessage: { count: 2, windowMs: 200 } } });
  await Promise.all(['1', '2', '3', '4', '5'].map((content) => world.channel.send(content)));
  expect(world.discord.messages(world.channelId)).toHaveLength(5);
  expect(world.discord.requests.filter(({ status }) => status === 429)).toHaveLength(0);
});

test('a global 429 is kept and told of', async () => {
  await using world = await start({ limits: { global: { count: 3, windowMs: 300 } } });
  const limited: unknown[] = [];
  world.client.rest.on(RESTEvents.RateLimited, (info) => limited.push(info.global));
  const channels = ['a', 'b', 'c', 'd'].map((name) => world.discord.addChannel({ guildId: world.guildId, name }).id);
  await Promise.all(
    channels.map((id) => world.client.rest.post(`/channels/${id}/messages`, { body: { content: 'x' } })),
  );
  expect(world.discord.requests.some(({ status }) => status === 429)).toBe(true);
  for (const id of channels) expect(world.discord.messages(id)).toHaveLength(1);
});

test('a server error is tried again by discord.js', async () => {
  await using world = await start();
  world.discord.fail({ method: 'POST', path: /messages$/u, status: 502 });
  await world.channel.send('hello');
  expect(world.discord.requests.slice(-2).map(({ status }) => status)).toEqual([502, 200]);
});

test.each<[string, (world: Awaited<ReturnType<typeof start>>) => Promise<unknown>, unknown]>([
  ['a deleted channel', ({ discord, channel }) => act(() => discord.deleteChannel(channel.id), channel), [404, 10_003]],
  ['a kicked bot', ({ discord, guildId, channel }) => act(() => discord.kick(guildId), channel), [403, 50_001]],
  [
    'no permission to send',
    ({ discord, channel }) =>
      act(() => discord.setBotPermissions(channel.id, MEMBER_PERMISSIONS & ~PERMISSIONS.SEND_MESSAGES), channel),
    [403, 50_013],
  ],
  ['an empty message', ({ channel }) => channel.send({ content: '' }), [400, 50_006]],
  ['too many characters', ({ channel }) => channel.send('x'.repeat(2001)), [400, 50_035]],
  [
    'a reply to nothing',
    ({ channel }) => channel.send({ content: 'x', reply: { messageReference: '1' } }),
    [400, 50_035],
  ],
  [
    'a file over the limit',
    ({ channel }) => channel.send({ files: [new AttachmentBuilder(Buffer.alloc(10_485_761), { name: 'a.mp4' })] }),
    [413, 40_005],
  ],
  [
    'a closed direct channel',
    async ({ discord, userId, client }) => {
      discord.closeDirect(userId);
      await client.users.send(userId, 'hello');
    },
    [403, 50_007],
  ],
  [
    'an edit too many of an old message',
    async ({ discord, channel }) => {
      const message = await channel.send('old');
      discord.advance(3_700_000);
      for (const content of ['1', '2', '3', '4']) await message.edit(content);
    },
    [400, 30_046],
  ],
  [
    "somebody else's message",
    async ({ discord, channel, userId }) => {
      const { id } = discord.say({ userId, channelId: channel.id, content: 'mine' });
      await channel.messages.delete(id);
    },
    [403, 50_013],
  ],
])('is refused as Discord does: %s', async (_what, attempt, expected) => {
  await using world = await start();
  expect(await codeOf(attempt(world))).toEqual(expected);
});

async function act(change: () => void, channel: TextChannel): Promise<unknown> {
  change();
  return channel.client.rest.post(`/channels/${channel.id}/messages`, { body: { content: 'x' } });
}

test('a wrong token is refused', async () => {
  await using discord = await startFakeDiscord();
  const answer = await fetch(`${discord.apiUrl}/v10/users/@me`, { headers: { authorization: 'Bot wrong' } });
  expect([answer.status, await answer.json()]).toEqual([401, { code: 0, message: '401: Unauthorized' }]);
});

test('what is no JSON is refused', async () => {
  await using discord = await startFakeDiscord();
  const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${discord.apiUrl}/v10/users/@me/channels`, { method: 'POST', headers, body: '{' });
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 50_109 }]);
});

test('threads: on a message, once; archived ones wake up, locked ones do not', async () => {
  await using world = await start();
  const message = await world.channel.send('a card');
  const thread = await message.startThread({ name: 'A wave' });
  expect(thread.id).toBe(message.id);
  expect(world.discord.threads(world.channelId)).toMatchObject([{ name: 'A wave', starterMessageId: message.id }]);
  expect(await codeOf(startAgain(world.discord, message.channelId, message.id))).toEqual([400, 160_004]);
  const inside = await thread.send('in it');
  world.discord.archive(thread.id);
  expect(await codeOf(inside.edit('changed'))).toEqual([400, 50_083]);
  await thread.send('awake');
  expect(world.discord.threads(world.channelId)[0]?.archived).toBe(false);
  world.discord.archive(thread.id, { locked: true });
  expect(await codeOf(thread.send('locked'))).toEqual([403, 160_005]);

  async function startAgain(discord: FakeDiscord, channelId: string, messageId: string): Promise<void> {
    await world.client.rest.post(`/channels/${channelId}/messages/${messageId}/threads`, { body: { name: 'again' } });
    expect(discord.threads(channelId)).toHaveLength(1);
  }
});

test('a forum takes threads and no messages', async () => {
  await using world = await start();
  const { id } = world.discord.addChannel({ guildId: world.guildId, type: 'forum' });
  const forum = await world.client.channels.fetch(id);
  if (forum?.type !== ChannelType.GuildForum) throw new Error('not a forum');
  const post = await forum.threads.create({ name: 'A post', message: { content: 'first' } });
  expect(world.discord.messages(post.id).map(({ content }) => content)).toEqual(['first']);
  const theirs = world.discord.addThread({ parentId: id, firstMessage: { userId: world.userId, content: 'mine' } });
  expect(world.discord.messages(theirs.id)).toMatchObject([{ id: theirs.id, content: 'mine' }]);
  const refused = world.client.rest.post(`/channels/${id}/messages`, { body: { content: 'x' } });
  expect(await codeOf(refused)).toEqual([400, 50_008]);
});

test('the messages of a channel are listed in pages, newest first', async () => {
  await using world = await start();
  const ids = ['1', '2', '3', '4', '5'].map((content) => world.discord.say({ ...world, content }).id);
  const [, second = '', third = '', fourth = ''] = ids;
  const list = async (options: { before?: string; after?: string; around?: string }): Promise<string> => {
    const page = await world.channel.messages.fetch({ limit: 2, ...options });
    return page.map(({ content }) => content).join('');
  };
  expect(await list({})).toBe('54');
  expect(await list({ before: fourth })).toBe('32');
  expect(await list({ after: second })).toBe('43');
  expect(await list({ around: third })).toBe('43');
  world.discord.setBotPermissions(world.channelId, MEMBER_PERMISSIONS & ~PERMISSIONS.READ_MESSAGE_HISTORY);
  expect(await list({})).toBe('');
});

test('an edit that turns a message to Components V2 must empty it', async () => {
  await using world = await start();
  const message = await world.channel.send('old');
  const flags = MessageFlags.IsComponentsV2;
  const components = [{ type: ComponentType.TextDisplay, content: 'new' }] as const;
  expect(await codeOf(message.edit({ flags, components }))).toEqual([400, 50_035]);
  await message.edit({ flags, components, content: null });
  expect(world.discord.messages(world.channelId)[0]?.words()).toBe('new');
});

test('mentions ping only as allowed', async () => {
  await using world = await start();
  await world.channel.send(`<@${world.userId}> @everyone`);
  await world.channel.send({ content: `<@${world.userId}> @everyone`, allowedMentions: { parse: [] } });
  expect(world.discord.messages(world.channelId).map(({ pings }) => pings)).toEqual([[world.userId, 'everyone'], []]);
});

test('commands are registered, overwritten by name, and listed with localisations when asked', async () => {
  await using world = await start();
  const commands = world.client.application.commands;
  const first = await commands.create({
    name: 'mora',
    description: 'Makes videos',
    descriptionLocalizations: { de: 'Macht Videos' },
  });
  const again = await commands.create({ name: 'mora', description: 'Makes videos from words' });
  expect(again.id).toBe(first.id);
  await commands.create({ name: 'Animate', type: ApplicationCommandType.Message });
  const listed = await commands.fetch({ withLocalizations: true });
  expect(listed.map(({ name }) => name).toSorted()).toEqual(['Animate', 'mora']);
  await commands.delete(first.id);
  expect(world.discord.commands().map(({ name }) => name)).toEqual(['Animate']);
});

test('what happens to messages is heard', async () => {
  await using world = await start();
  const gone: string[] = [];
  world.client.on(Events.MessageDelete, ({ id }) => gone.push(id));
  const { id } = world.discord.say({ userId: world.userId, channelId: world.channelId, content: 'x' });
  world.discord.deleteMessage(id);
  await expect.poll(() => gone).toEqual([id]);
});
