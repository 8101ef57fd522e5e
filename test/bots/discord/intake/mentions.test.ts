import { afterAll, beforeAll, expect, test } from 'vitest';
import { translatorFor } from '../../../../src/bots/locales/translate.ts';
import type { Corner } from '../seen.ts';
import { openScene, type DiscordScene, registered } from '../open-discord.ts';
import { answerOf, corner, everywhere, member, outcome, readable, taskIn, withButton } from '../seen.ts';

const picture = { name: 'sea.png', contentType: 'image/png', bytes: new Uint8Array([1, 2, 3]) };
const video = { name: 'a.mp4', contentType: 'video/mp4', bytes: new Uint8Array([4, 5, 6]) };

let scene: DiscordScene;
beforeAll(async () => {
  scene = await openScene();
  await scene.work();
  // Two processes see each message: whatever they do, they do it once.
  await Promise.all([scene.startBot(), scene.startBot()]);
  await registered(scene.discord);
});
afterAll(() => scene[Symbol.asyncDispose]());

async function requestIn(place: Corner, count = 1) {
  const taskId = taskIn(await outcome(place.discord, place.channelId, count));
  return (await scene.house.studio.find(taskId))?.plan.request;
}

/** What the bot said in a channel beside cards and outcomes. */
function said({ discord, channelId }: Pick<Corner, 'discord' | 'channelId'>) {
  return everywhere(discord, channelId).filter(
    (message) => message.authorId === discord.botId && message.content !== '',
  );
}

test.each([
  ['make the waves move', [picture], 'i2v'],
  ['', [picture], 'i2v'],
  ['extend', [video], 'extend'],
  ['make it winter', [video], 'edit'],
  ['and', [video, video], 'connect'],
  ['as a voxel world', [picture], 'simulate'],
])('“%s” said to the files of another message means one thing', async (content, files, kind) => {
  const place = corner(scene);
  const { discord, channelId, userId } = place;
  const shown = discord.say({ userId: member(scene, 'Linus'), channelId, content: 'look', files });
  const asked = discord.say({ userId, channelId, content, replyTo: shown.id, mentionsBot: true });
  const request = await requestIn(place);
  expect(request).toMatchObject({ kind, prompt: content });
  const cards = discord.messages(channelId).filter(({ replyTo }) => replyTo === asked.id);
  expect(cards.length).toBe(1);
  expect(said(place)).toEqual([]);
});

test('where words can mean several things, buttons ask; only who asked can choose, and once', async () => {
  const place = corner(scene);
  const { discord, channelId, userId } = place;
  discord.say({ userId, channelId, content: 'wow', files: [video], mentionsBot: true });
  await expect.poll(() => said(place).length).toBe(1);
  const [question] = said(place);
  const [change, longer] = question?.buttons() ?? [];
  expect([change?.label, longer?.label]).toEqual(['Change the video', 'Make it longer']);
  const choose = (id: string) =>
    discord.press({ userId: id, messageId: question?.id ?? '', customId: longer?.customId ?? '' });

  const other = await answerOf(choose(member(scene, 'Linus')));
  expect([other.ephemeral, readable(other)]).toEqual([true, expect.stringContaining('Only the person who asked')]);
  expect(withButton(everywhere(discord, channelId), 'cancel')).toEqual([]);

  const [first, second] = [choose(userId), choose(userId)];
  expect(await requestIn(place)).toMatchObject({ kind: 'extend' });
  await Promise.all([first, second].map(answerOf));
  expect(said(place)).toEqual([]);
  expect(everywhere(discord, channelId).filter((one) => readable(one).includes('A longer video')).length).toBe(1);
});

test('words alone are made a video where they ask for one; else a button asks', async () => {
  const clear = corner(scene);
  clear.discord.say({ ...clear, content: 'make a video of a red kite', mentionsBot: true });
  expect(await requestIn(clear)).toMatchObject({ kind: 't2v', prompt: 'make a video of a red kite' });

  const talk = corner(scene);
  for (const content of ['thanks!', 'can you show dogs?']) talk.discord.say({ ...talk, content, mentionsBot: true });
  await expect.poll(() => said(talk).length).toBe(2);
  expect(said(talk).map(({ content }) => content)).toEqual(
    Array.from({ length: 2 }, () => 'Shall I make a video of these words?'),
  );
});

test('an empty mention is greeted, in the language of the server', async () => {
  const { discord } = scene;
  const guildId = discord.addGuild({ locale: 'de' }).id;
  const place = corner({ discord, guildId });
  discord.say({ ...place, content: '', mentionsBot: true });
  await expect.poll(() => said(place).length).toBe(1);
  expect(readable(said(place)[0])).toBe(
    translatorFor('de').text(
      'Hello! I make videos. Type /mora t2v and what it should show, or reply to a picture or a video with my name and say what should become of it. /mora help lists the rest.',
    ),
  );
});

test('direct messages need no mention; card and outcome come in place', async () => {
  const { discord } = scene;
  const { id: userId } = discord.addUser({ name: 'Edsger' });
  const { id: channelId } = discord.directChannel(userId);
  discord.say({ userId, channelId, content: 'make a video of a lighthouse' });
  const result = await outcome(discord, channelId);
  expect(result.channelId).toBe(channelId);
  expect(discord.threads(channelId)).toEqual([]);
});

test('in threads and posts of forums all comes in place, without a thread of its own', async () => {
  const { discord, guildId } = scene;
  const userId = member(scene, 'Barbara');
  const forum = discord.addChannel({ guildId, type: 'forum' }).id;
  const post = discord.addThread({ parentId: forum, firstMessage: { userId, content: 'my pictures' } }).id;
  const thread = discord.addThread({ parentId: scene.channelId }).id;
  for (const channelId of [post, thread]) {
    discord.say({ userId, channelId, content: 'breathe', files: [picture], mentionsBot: true });
    const result = await outcome(discord, channelId);
    expect(result.channelId).toBe(channelId);
    expect(discord.messages(channelId).length).toBeGreaterThan(2);
  }
  expect(discord.threads(forum).length).toBe(1);
});

test('our own result is gone on from by a reply to it, or to its card', async () => {
  const place = corner(scene);
  const { discord, channelId, userId } = place;
  discord.say({ userId, channelId, content: 'make a video of a snail', mentionsBot: true });
  const result = await outcome(discord, channelId);
  discord.say({ userId, channelId: result.channelId, content: 'extend', replyTo: result.id, mentionsBot: true });
  expect(await requestIn(place, 2)).toMatchObject({ kind: 'extend', video: { clip: taskIn(result) } });
  const card = () => discord.messages(channelId).find(({ id }) => discord.threads(channelId)[0]?.id === id);
  await expect.poll(() => readable(card())).toContain('Done');
  discord.say({ userId, channelId, content: 'make it winter', replyTo: card()?.id ?? '', mentionsBot: true });
  expect(await requestIn(place, 3)).toMatchObject({ kind: 'edit', video: { clip: taskIn(result) } });
});

test('what does not speak to the bot is left alone', async () => {
  const place = corner(scene);
  const { discord, channelId, userId } = place;
  const before = discord.requests.length;
  discord.say({ userId, channelId, content: 'make a video of rain', files: [picture] });
  discord.say({ userId, channelId, content: 'make a video of rain, <@1234567890>' });
  discord.say({ userId: discord.botId, channelId, content: 'make a video', mentionsBot: true });
  discord.say({ userId, channelId, content: 'hello', mentionsBot: true });
  const question = 'Shall I make a video of these words?';
  await expect.poll(() => said(place).filter(({ content }) => content === question).length).toBe(1);
  // Each of the two processes shows that it heard the one that was for us.
  const seen = discord.requests.slice(before).filter(({ path }) => path === `/channels/${channelId}/typing`);
  expect(seen.length).toBe(2);
  expect(withButton(everywhere(discord, channelId), 'cancel')).toEqual([]);
});
