import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createAttachments } from '../../../../src/bots/discord/intake/attachments.ts';
import { maxVideoBytes } from '../../../../src/core/studio/incoming.ts';
import { openStaffedScene, type DiscordScene } from '../open-discord.ts';
import { answerOf, corner, everywhere, member, moderatorRights, outcome, press, readable, taskIn } from '../seen.ts';

const picture = { name: '@everyone.png', contentType: 'image/png', bytes: new Uint8Array([1, 2, 3]) };

let scene: DiscordScene;
beforeAll(async () => {
  scene = await openStaffedScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

const hostile = {
  mentions: '@everyone @here <@123> <@!123> <@&456> <#789> </mora t2v:1>',
  markup: '# big\n> quoted\n- list\n||spoiler|| **bold** __u__ ~~s~~ `code`\n```\nblock\n```\n1. one',
  links: '[free](https://evil.example) <https://evil.example> https://evil.example/a_b_c :smile: <:x:1> <t:0>',
  'right to left': '\u202Eمرحبا بالعالم\u202C עולם',
  emoji: '👩‍👩‍👧‍👦'.repeat(180),
  'every special sign': '\\*_~`|<>#[](){}:@-+.!=&/'.repeat(87).slice(0, 2000),
  'lines of nothing': `a${'\n'.repeat(1_990)}b`,
  'lines of signs': '*\n'.repeat(999),
};

test.each(Object.entries(hostile))(
  'a prompt of %s stays what it is, within all bounds, and its video arrives',
  async (_, prompt) => {
    const { discord, channelId, userId, guildId } = corner(scene, '@everyone **Eve**');
    discord.command({ userId, channelId, path: ['t2v'], options: { prompt: 'x' } });
    const first = await outcome(discord, channelId);
    const asked = press(discord, first, 'edit-prompt', userId);
    await asked.callback();
    discord.submitModal({ userId, of: asked, values: { prompt } });
    const result = await outcome(discord, channelId, 2);
    expect(result.files.length).toBe(1);
    const task = await scene.house.studio.find(taskIn(result));
    await expect.poll(async () => (await scene.house.studio.find(taskIn(result)))?.deliveredTo?.place).toBe('thread');
    const prefilled = press(discord, result, 'edit-prompt', userId);
    await prefilled.callback();
    expect(JSON.stringify(prefilled.modal())).toContain(JSON.stringify(task?.plan.request.prompt));
    discord.say({ userId, channelId, content: prompt.slice(0, 1_900), files: [picture], mentionsBot: true });
    await outcome(discord, channelId, 3);
    const shown = everywhere(discord, channelId).filter(({ authorId }) => authorId === discord.botId);
    for (const message of shown) {
      expect(message.pings).toEqual([]);
      expect(message.words()).not.toMatch(/(?<!\\)@everyone|(?<!\\)<@|\u202E|(?<!\\)\]\(|(?<!\\):\/\//u);
    }
    expect(discord.threads(channelId).every(({ name }) => name.length <= 100)).toBe(true);
    expect(guildId).toBe(scene.guildId);
  },
);

test('no message that was sent or changed can mention anybody, and Discord refused none', () => {
  const writes = scene.discord.requests.filter(
    ({ method, path }) =>
      (method === 'POST' || method === 'PATCH') &&
      (/^\/channels\/\d+\/messages(?:\/\d+)?$/u.test(path) || path.startsWith('/webhooks/')),
  );
  expect(writes.length).toBeGreaterThan(50);
  const bare = z.looseObject({ allowed_mentions: z.strictObject({ parse: z.array(z.never()).length(0) }) });
  expect(writes.filter(({ body }) => !bare.safeParse(body).success)).toEqual([]);
  expect(scene.discord.requests.filter(({ status }) => status >= 400)).toEqual([]);
});

test('channels and roles that moderators allow hold for commands, mentions, menus and buttons', async () => {
  const { discord } = scene;
  const guildId = discord.addGuild().id;
  const [open, closed] = [corner({ discord, guildId }), discord.addChannel({ guildId }).id];
  const { channelId, userId } = open;
  const moderator = member({ discord, guildId }, 'Mod', moderatorRights);
  const artists = '700000000000000001';
  const artist = member({ discord, guildId }, 'Artist', { roles: [artists] });
  discord.command({ userId, channelId: closed, path: ['t2v'], options: { prompt: 'before' } });
  const before = await outcome(discord, closed);
  const allow = (options: Record<string, string>, who: string) =>
    answerOf(discord.command({ userId: who, channelId, path: ['settings', 'allow'], options }));
  expect(readable(await allow({ channel: channelId }, userId))).toContain('Only moderators');
  expect((await allow({ channel: channelId }, moderator)).words()).toContain(`<#${channelId}>`);

  const image = discord.say({ userId, channelId: closed, content: '', files: [picture] });
  const extend = press(discord, before, 'extend', userId);
  await extend.callback();
  const tries = [
    discord.command({ userId, channelId: closed, path: ['t2v'], options: { prompt: 'x' } }),
    discord.messageCommand({ userId, channelId: closed, name: 'Animate', messageId: image.id }),
    press(discord, before, 'again', userId),
    press(discord, before, 'connect', userId),
    discord.submitModal({ userId, of: extend, values: { prompt: 'x' } }),
  ];
  for (const asked of tries) expect(readable(await answerOf(asked))).toContain('not made in this channel');
  discord.say({ userId, channelId: closed, content: 'breathe', files: [picture], mentionsBot: true });
  await expect.poll(() => readable(discord.messages(closed).at(-1))).toContain('not made in this channel');

  expect((await allow({ role: artists }, moderator)).words()).toContain(`<@&${artists}>`);
  const refused = discord.command({ userId, channelId, path: ['t2v'], options: { prompt: 'x' } });
  expect(readable(await answerOf(refused))).toContain('You need a role');
  discord.command({ userId: artist, channelId, path: ['t2v'], options: { prompt: 'x' } });
  await outcome(discord, channelId);
  discord.say({ userId: artist, channelId, content: 'breathe', files: [picture], mentionsBot: true });
  await outcome(discord, channelId, 2);
});

test('files come from Discord’s own hosts, are not forwarded and not too large', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/file' }).end();
    else if (request.url === '/gone') response.writeHead(404).end('gone');
    else response.end('bytes');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  try {
    const open = (url: string, size = 3) =>
      createAttachments(`${origin}/api`)({ id: '1', filename: 'a.png', url, size }).open(AbortSignal.timeout(60_000));
    expect(await new Response(await open(`${origin}/file`)).text()).toBe('bytes');
    for (const url of [
      'https://evil.example/a.png',
      'http://cdn.discordapp.com/a.png',
      'https://cdn.discordapp.com:8443/a.png',
      'https://cdn.discordapp.com.evil.example/a.png',
      'https://cdn.discordapp.com@evil.example/a.png',
      'file:///etc/passwd',
      'nonsense',
    ]) {
      await expect(open(url), url).rejects.toMatchObject({
        code: 'bad-media',
        userMessage: expect.stringContaining('not kept by Discord'),
      });
    }
    const elsewhere = createAttachments(undefined)({ id: '1', filename: 'a.png', url: `${origin}/file`, size: 3 });
    await expect(elsewhere.open(AbortSignal.timeout(60_000))).rejects.toThrowError('not kept by Discord');
    await expect(open(`${origin}/file`, maxVideoBytes + 1)).rejects.toThrowError('too large');
    await expect(open(`${origin}/moved`)).rejects.toThrowError('cannot be fetched');
    await expect(open(`${origin}/gone`)).rejects.toThrowError('cannot be fetched');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
