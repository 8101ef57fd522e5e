import { afterAll, beforeAll, expect, test } from 'vitest';
import { cardOf } from '../../../../src/bots/card.ts';
import { openScene, type DiscordScene, type RunningBot, registered } from '../open-discord.ts';
import { answerOf, buttonOf, corner, member, press, readable, taskIn, type Corner } from '../seen.ts';

const video = { name: 'a.mp4', contentType: 'video/mp4', bytes: new Uint8Array([4, 5, 6]) };

let scene: DiscordScene;
let bot: RunningBot;
let place: Corner;
/** Turns of the crew wait here while it is closed. */
let gate = Promise.resolve();
let aheadMs = 0;
beforeAll(async () => {
  scene = await openScene();
  await scene.work(() => gate);
  bot = await scene.startBot({ nowMs: () => Date.now() + aheadMs });
  await registered(scene.discord);
  // A server that the bot is no member of: a person has brought it along.
  place = corner({ discord: scene.discord, guildId: scene.discord.addGuild({ bot: false }).id }, 'Ada');
});
afterAll(() => scene[Symbol.asyncDispose]());

function ask(prompt: string) {
  const { discord, userId, channelId } = place;
  return discord.command({ userId, channelId, path: ['t2v'], options: { prompt }, installed: 'user' });
}

async function made(prompt: string) {
  const asked = ask(prompt);
  await expect.poll(() => asked.original()?.files.length).toBe(1);
  const result = asked.original();
  if (result === undefined) throw new Error('There is no result');
  return { asked, result };
}

test('the answer itself is the card and then the result, for all to see', async () => {
  const held = Promise.withResolvers<void>();
  gate = held.promise;
  const asked = ask('a snail');
  expect(await asked.callback()).toEqual({ type: 5 });
  const card = await answerOf(asked);
  expect([card.ephemeral, readable(card)]).toEqual([false, expect.stringContaining('Text to video')]);
  held.resolve();
  gate = Promise.resolve();
  await expect.poll(() => asked.original()?.files.map(({ name }) => name)).toHaveLength(1);
  expect(readable(asked.original())).toContain('Here is your video.');
  expect(place.discord.messages(place.channelId).length).toBe(1);
});

test('talk, and what goes wrong with somebody else’s video, is for one person alone', async () => {
  const { discord, userId, channelId, guildId } = place;
  const status = await answerOf(discord.command({ userId, channelId, path: ['status'], installed: 'user' }));
  expect(status.ephemeral).toBe(true);

  const { result } = await made('a worm');
  const stranger = member({ discord, guildId }, 'Linus');
  const pressed = press(discord, result, 'delete', stranger);
  await expect.poll(() => pressed.followUps().length).toBe(1);
  const [told] = pressed.followUps();
  expect([told?.ephemeral, readable(told)]).toEqual([true, expect.stringContaining('Only Ada')]);
  const still = discord.messages(channelId).find(({ id }) => id === result.id);
  expect(still?.files.length).toBe(1);
  expect((await answerOf(press(discord, result, 'share', stranger))).ephemeral).toBe(true);
});

test('Delete takes the video out of the answer', async () => {
  const { discord, userId, channelId } = place;
  const { result } = await made('a beetle');
  press(discord, result, 'delete', userId);
  const now = () => discord.messages(channelId).find(({ id }) => id === result.id);
  await expect.poll(() => readable(now())).toBe('This video was deleted.');
  expect([now()?.files, now()?.buttons()]).toEqual([[], []]);
  expect(await scene.house.studio.clip(taskIn(result))).toBeUndefined();
});

test('buttons and menus work where the bot may not read', async () => {
  const { discord, userId, channelId } = place;
  const { result } = await made('a moth');
  const extend = press(discord, result, 'extend', userId);
  await extend.callback();
  const longer = discord.submitModal({ userId, of: extend, values: { prompt: 'it flies' } });
  await expect.poll(() => longer.original()?.files.length).toBe(1);
  const shown = discord.say({ userId, channelId, content: '', files: [video] });
  const edit = discord.messageCommand({ userId, channelId, name: 'Edit…', messageId: shown.id, installed: 'user' });
  await edit.callback();
  const edited = discord.submitModal({ userId, of: edit, values: { prompt: 'in winter' } });
  expect((await scene.house.studio.find(taskIn(await answerOf(edited))))?.plan.request.kind).toBe('edit');
});

test('what is shown of a task afterwards never takes the place of its video', async () => {
  const { asked, result } = await made('a slug');
  const view = await scene.house.studio.view(taskIn(result));
  if (view === undefined) throw new Error('There is no such task');
  for (const status of ['delivering', 'done'] as const) await bot.adapter.showCard({ ...cardOf(view), status });
  expect(asked.original()?.files.length).toBe(1);
  expect(readable(asked.original())).toContain('Here is your video.');
});

test('what takes longer than an answer lives comes as a direct message, or is kept', async () => {
  const { discord, userId, channelId } = place;
  const direct = discord.directChannel(userId).id;
  for (const closed of [false, true]) {
    const held = Promise.withResolvers<void>();
    gate = held.promise;
    const asked = ask('a long one');
    const card = await answerOf(asked);
    const taskId = taskIn(card);
    expect(buttonOf(card, 'cancel')).toBeDefined();
    if (closed) discord.closeDirect(userId);
    discord.advance(15 * 60_000);
    aheadMs += 15 * 60_000;
    held.resolve();
    gate = Promise.resolve();
    const endedAt = async () => (await scene.house.studio.find(taskId))?.deliveredTo?.place;
    await expect.poll(endedAt).toBe(closed ? 'kept' : 'direct');
    expect(discord.messages(direct).filter(({ files }) => files.length === 1).length).toBe(1);
  }
  const history = discord.command({ userId, channelId, path: ['history'], installed: 'user' });
  expect(readable(await answerOf(history))).toContain('kept for you');
});
