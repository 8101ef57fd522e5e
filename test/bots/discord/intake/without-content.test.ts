import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStaffedScene, type DiscordScene } from '../open-discord.ts';
import { answerOf, corner, member, outcome, press, readable, taskIn } from '../seen.ts';

const picture = { name: 'sea.png', contentType: 'image/png', bytes: new Uint8Array([1, 2, 3]) };
const video = { name: 'a.mp4', contentType: 'video/mp4', bytes: new Uint8Array([4, 5, 6]) };

let scene: DiscordScene;
beforeAll(async () => {
  // An application that Discord shows only what speaks to it.
  scene = await openStaffedScene({ messageContent: false });
});
afterAll(() => scene[Symbol.asyncDispose]());

test('a reply to somebody else’s picture is told of the way that always works, and that way works', async () => {
  const { discord, channelId, userId } = corner(scene);
  const shown = discord.say({ userId: member(scene, 'Linus'), channelId, content: '', files: [picture] });
  const asked = discord.say({ userId, channelId, content: 'make it move', replyTo: shown.id, mentionsBot: true });
  await expect.poll(() => discord.messages(channelId).length).toBe(3);
  const answer = discord.messages(channelId).at(-1);
  expect([answer?.replyTo, readable(answer)]).toEqual([asked.id, expect.stringContaining('choose Apps, then Animate')]);

  const animated = discord.messageCommand({ userId, channelId, name: 'Animate', messageId: shown.id });
  expect(await animated.callback()).toMatchObject({ type: 5 });
  const task = await scene.house.studio.find(taskIn(await outcome(discord, channelId)));
  expect(task?.plan.request.kind).toBe('i2v');
});

test('a message that brings its own picture needs no intent, nor does a reply to our own result', async () => {
  const { discord, channelId, userId } = corner(scene);
  discord.say({ userId, channelId, content: 'breathe', files: [picture], mentionsBot: true });
  const first = await outcome(discord, channelId);
  discord.say({ userId, channelId: first.channelId, content: 'extend', replyTo: first.id, mentionsBot: true });
  const second = await outcome(discord, channelId, 2);
  const task = await scene.house.studio.find(taskIn(second));
  expect(task?.plan.request).toMatchObject({ kind: 'extend', video: { clip: taskIn(first) } });
});

test('Edit… on a file of somebody else works, though Discord shows it only once', async () => {
  const { discord, channelId, userId } = corner(scene);
  for (const [files, kind, count] of [
    [[video], 'edit', 1],
    [[picture], 'i2v', 2],
  ] as const) {
    const shown = discord.say({ userId: member(scene, 'Linus'), channelId, content: '', files });
    const opened = discord.messageCommand({ userId, channelId, name: 'Edit…', messageId: shown.id });
    expect(await opened.callback()).toMatchObject({ type: 9 });
    discord.submitModal({ userId, of: opened, values: { prompt: 'make it winter' } });
    const task = await scene.house.studio.find(taskIn(await outcome(discord, channelId, count)));
    expect(task?.plan.request).toMatchObject({ kind, prompt: 'make it winter' });
  }
});

test('Edit… on our own result and Connect on two results go on from them', async () => {
  const { discord, channelId, userId } = corner(scene);
  discord.command({ userId, channelId, path: ['t2v'], options: { prompt: 'a snail' } });
  const first = await outcome(discord, channelId);
  const place = { userId, channelId: first.channelId };
  const opened = discord.messageCommand({ ...place, name: 'Edit…', messageId: first.id });
  expect(JSON.stringify(await opened.callback())).toContain('Change this video');
  discord.submitModal({ userId, of: opened, values: { prompt: 'make it blue' } });
  const second = await outcome(discord, channelId, 2);
  const pick = async (messageId: string) =>
    readable(await answerOf(discord.messageCommand({ ...place, name: 'Connect', messageId })));
  expect(await pick(first.id)).toContain('First video picked');
  expect(await pick(first.id)).toContain('the pick is taken back');
  expect(await pick(first.id)).toContain('First video picked');
  await answerOf(press(discord, second, 'connect', userId));
  const task = await scene.house.studio.find(taskIn(await outcome(discord, channelId, 3)));
  expect(task?.plan.request).toMatchObject({
    kind: 'connect',
    videos: [{ clip: taskIn(first) }, { clip: taskIn(second) }],
  });
});

test('Connect takes files, Extend a video; on what has none, each says so at once', async () => {
  const { discord, channelId, userId } = corner(scene);
  const other = member(scene, 'Linus');
  const say = (files: readonly (typeof video)[]) =>
    discord.say({ userId: other, channelId, content: 'look', files }).id;
  const run = (name: string, messageId: string) => discord.messageCommand({ userId, channelId, name, messageId });
  const [plain, one, two] = [say([]), say([video]), say([video])];
  for (const name of ['Animate', 'Extend', 'Edit…', 'Connect', 'Info']) {
    const answer = await answerOf(run(name, plain));
    expect([answer.ephemeral, readable(answer)]).toEqual([true, expect.stringMatching(/^There is no /u)]);
  }
  expect(discord.messages(channelId).length).toBe(3);
  expect(readable(await answerOf(run('Connect', one)))).toContain('First video picked');
  run('Connect', two);
  run('Extend', one);
  await outcome(discord, channelId, 2);
  expect(readable(await answerOf(run('Info', one)))).toContain('This was not made here');
});

test('Info on a result says what is known of it', async () => {
  const { discord, channelId, userId } = corner(scene);
  discord.command({ userId, channelId, path: ['t2v'], options: { prompt: 'a snail', seed: 7 } });
  const result = await outcome(discord, channelId);
  const asked = discord.messageCommand({ userId, channelId: result.channelId, name: 'Info', messageId: result.id });
  const words = readable(await answerOf(asked));
  expect(words).toContain('t2v by Grace');
  expect(words).toContain('“a snail”');
  expect(words).toContain('Seed: 7');
});
