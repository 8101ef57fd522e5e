import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openScene, type DiscordScene, type RunningBot, registered } from '../open-discord.ts';
import {
  deleteForGood,
  answerOf,
  corner,
  everywhere,
  member,
  moderatorRights,
  outcome,
  press,
  readable,
  taskIn,
  withButton,
  type Corner,
} from '../seen.ts';

/** Turns of the crew wait here while it is closed. */
let gate = Promise.resolve();
let scene: DiscordScene;
let bot: RunningBot;
beforeAll(async () => {
  scene = await openScene();
  await scene.work(() => gate);
  bot = await scene.startBot();
  await registered(scene.discord);
});
afterAll(() => scene[Symbol.asyncDispose]());

async function made(place: Corner, prompt = 'a snail', count = 1) {
  const { discord, channelId, userId } = place;
  discord.command({ userId, channelId, path: ['t2v'], options: { prompt } });
  return outcome(discord, channelId, count);
}

async function requestOf(message: Parameters<typeof taskIn>[0]) {
  return (await scene.house.studio.find(taskIn(message)))?.plan.request;
}

/** How a modal stands before anything is typed. */
async function modalOf(asked: ReturnType<typeof press>): Promise<string> {
  expect(await asked.callback()).toMatchObject({ type: 9 });
  return JSON.stringify(asked.modal());
}

test('Again makes the same once more with another seed; whoever presses it owns it', async () => {
  const place = corner(scene);
  const result = await made(place);
  const other = member(scene, 'Linus');
  press(place.discord, result, 'again', other);
  const second = await outcome(place.discord, place.channelId, 2);
  const [before, after] = await Promise.all([requestOf(result), requestOf(second)]);
  expect(after).toMatchObject({ kind: 't2v', prompt: 'a snail' });
  expect(after?.seed).not.toBe(before?.seed);
  expect((await scene.house.studio.find(taskIn(second)))?.person.id).toBe(other);
});

test('the words of a prompt stand in its modal as they were typed, whatever signs they are', async () => {
  const place = corner(scene);
  for (const [index, prompt] of [
    'a *bold* _snail_ in `code` \\ @everyone <@123> [x](https://x.y) :smile: 你好 مرحبا',
    `${'*_~`|<>#[](){}'.repeat(142)} end`,
  ].entries()) {
    const result = await made(place, prompt, 2 * index + 1);
    const asked = press(place.discord, result, 'edit-prompt', place.userId);
    expect(await modalOf(asked)).toContain(JSON.stringify(prompt));
    place.discord.submitModal({ userId: place.userId, of: asked, values: { prompt: 'a fast snail' } });
    expect(await requestOf(await outcome(place.discord, place.channelId, 2 * index + 2))).toMatchObject({
      prompt: 'a fast snail',
    });
  }
});

test('Extend and Restyle ask for words and go on from the video', async () => {
  const place = corner(scene);
  const result = await made(place);
  const { discord, channelId, userId } = place;
  for (const [action, kind, count] of [
    ['extend', 'extend', 2],
    ['restyle', 'edit', 3],
  ] as const) {
    const asked = press(discord, result, action, userId);
    expect(await modalOf(asked)).not.toContain('"value"');
    discord.submitModal({ userId, of: asked, values: { prompt: 'in winter' } });
    const next = await outcome(discord, channelId, count);
    expect(await requestOf(next)).toMatchObject({ kind, prompt: 'in winter', video: { clip: taskIn(result) } });
  }
});

test('Delete is for the owner and moderators; somebody else is told so alone', async () => {
  const place = corner(scene);
  const { discord, channelId, userId } = place;
  const [mine, other] = [await made(place), await made(place, 'a worm', 2)];
  const stranger = await answerOf(press(discord, mine, 'delete', member(scene, 'Linus')));
  expect([stranger.ephemeral, readable(stranger)]).toEqual([true, expect.stringContaining('Only Grace')]);
  expect(withButton(everywhere(discord, channelId), 'delete').length).toBe(2);
  await deleteForGood(discord, mine, userId);
  await deleteForGood(discord, other, member(scene, 'Mod', moderatorRights));
  await expect.poll(() => withButton(everywhere(discord, channelId), 'delete').length).toBe(0);
  expect(await scene.house.studio.clip(taskIn(mine))).toBeUndefined();
  expect(await scene.house.studio.clip(taskIn(other))).toBeUndefined();
});

test('Cancel is for the owner and moderators; somebody else is told so alone', async () => {
  const place = corner(scene);
  const { discord, channelId, userId } = place;
  const held = Promise.withResolvers<void>();
  gate = held.promise;
  try {
    const card = async (count: number) => {
      discord.command({ userId, channelId, path: ['t2v'], options: { prompt: 'a long one' } });
      await expect.poll(() => withButton(discord.messages(channelId), 'cancel').length).toBe(count);
      return withButton(discord.messages(channelId), 'cancel').at(-1);
    };
    const first = await card(1);
    if (first === undefined) throw new Error('There is no card');
    const stranger = await answerOf(press(discord, first, 'cancel', member(scene, 'Linus')));
    expect([stranger.ephemeral, readable(stranger)]).toEqual([true, expect.stringContaining('Grace')]);
    expect(readable(await answerOf(press(discord, first, 'cancel', userId)))).toBe('Cancelled.');
    expect(readable(await outcome(discord, channelId))).toContain('Cancelled by Grace.');
    await expect.poll(() => withButton(discord.messages(channelId), 'cancel').length).toBe(0);
    const second = await card(1);
    if (second === undefined) throw new Error('There is no card');
    await answerOf(press(discord, second, 'cancel', member(scene, 'Mod', moderatorRights)));
    await expect.poll(() => everywhere(discord, channelId).map(readable).join()).toContain('Cancelled by Mod.');
  } finally {
    held.resolve();
    gate = Promise.resolve();
  }
});

test('a button works after a restart of the bot, and hours later', async () => {
  const place = corner(scene);
  const { discord, channelId, userId } = place;
  const result = await made(place);
  await bot[Symbol.asyncDispose]();
  discord.advance(2 * 60 * 60_000);
  bot = await scene.startBot();
  press(discord, result, 'again', userId);
  expect(await requestOf(await outcome(discord, channelId, 2))).toMatchObject({ prompt: 'a snail' });
});

test('the buttons of another version, and of another server, lead nowhere', async () => {
  const { discord } = scene;
  const foreign = taskIn(await made(corner(scene)));
  const place = corner({ discord, guildId: discord.addGuild().id }, 'Eve');
  const { channelId, userId } = place;
  const ids = [
    '0.again.x',
    '1.dance.x',
    'hello',
    ...['again', 'delete', 'share'].map((name) => `1.${name}.${foreign}`),
  ];
  const messageId = await postAsBot(discord, channelId, ids);
  const answers = ids.map(async (customId) => readable(await answerOf(discord.press({ userId, messageId, customId }))));
  const old = 'This button is from another version. Please type the command instead.';
  const gone = 'There is no such task here any more.';
  expect(await Promise.all(answers)).toEqual([old, old, old, gone, gone, gone]);
  const clip = discord.command({ userId, channelId, path: ['extend'], options: { clip: foreign } });
  expect(readable(await answerOf(clip))).toMatch(/not|no /u);
  expect(discord.messages(channelId).map(({ id }) => id)).toEqual([messageId]);
});

/** Posts a message with such buttons, as the bot of an older version, or somebody with its token, would. */
async function postAsBot(discord: DiscordScene['discord'], channelId: string, ids: readonly string[]): Promise<string> {
  const rows = ids.map((id) => ({ type: 1, components: [{ type: 2, style: 2, label: 'Old', custom_id: id }] }));
  const answer = await fetch(`${discord.apiUrl}/v10/channels/${channelId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ flags: 1 << 15, components: rows }),
  });
  return z.object({ id: z.string() }).parse(await answer.json()).id;
}
