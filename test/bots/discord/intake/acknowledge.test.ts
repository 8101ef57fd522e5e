import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openScene, type DiscordScene, registered } from '../open-discord.ts';
import { answerOf, corner, everywhere, outcome, press, readable, taskIn, type Corner } from '../seen.ts';

let scene: DiscordScene;
/** What the studio is asked waits here while it is closed: a database that is slow. */
let slow = Promise.resolve();
beforeAll(async () => {
  scene = await openScene();
  await scene.work();
  const { studio } = scene.house;
  const quick = { ...studio };
  Object.assign(studio, {
    submit: (...given: Parameters<typeof quick.submit>) => slow.then(() => quick.submit(...given)),
    find: (...given: Parameters<typeof quick.find>) => slow.then(() => quick.find(...given)),
    recent: (...given: Parameters<typeof quick.recent>) => slow.then(() => quick.recent(...given)),
  });
  await scene.startBot();
  await registered(scene.discord);
});
afterAll(() => scene[Symbol.asyncDispose]());

/** Runs something while the database does not answer. */
async function whileSlow<T>(work: () => Promise<T>): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<void>();
  slow = promise;
  try {
    return await work();
  } finally {
    resolve();
    slow = Promise.resolve();
  }
}

async function made(place: Corner) {
  const { discord, channelId, userId } = place;
  discord.command({ userId, channelId, path: ['t2v'], options: { prompt: 'a snail' } });
  return outcome(discord, channelId);
}

test('the callback comes first, and without the database', async () => {
  const place = corner(scene);
  const { discord, channelId, userId } = place;
  const result = await made(place);
  await whileSlow(async () => {
    const command = discord.command({ userId, channelId, path: ['t2v'], options: { prompt: 'a worm' } });
    expect(await command.callback()).toMatchObject({ type: 5 });
    const again = press(discord, result, 'again', userId);
    expect(await again.callback()).toMatchObject({ type: 5 });
    const words = press(discord, result, 'edit-prompt', userId);
    expect(await words.callback()).toMatchObject({ type: 9 });
    const extend = press(discord, result, 'extend', userId);
    expect(await extend.callback()).toMatchObject({ type: 9 });
    const submitted = discord.submitModal({ userId, of: extend, values: { prompt: 'on' } });
    expect(await submitted.callback()).toMatchObject({ type: 5 });
    const menu = discord.messageCommand({ userId, channelId: result.channelId, name: 'Info', messageId: result.id });
    expect(await menu.callback()).toMatchObject({ type: 5 });
    for (const { id, token } of [command, again, words, extend, submitted, menu]) {
      const first = () =>
        discord.requests.map(({ path }) => path).find((path) => path.includes(id) || path.includes(token));
      await expect.poll(first).toMatch(/^\/interactions\//u);
    }
  });
  await outcome(discord, channelId, 4);
});

test('completion is empty rather than late, and never fails', async () => {
  const place = corner(scene);
  const { discord, channelId, userId } = place;
  await made(place);
  const type = (value: string) =>
    discord.autocomplete({ userId, channelId, path: ['extend'], focused: { name: 'clip', value } }).callback();
  const nothing = { type: 8, data: { choices: [] } };
  expect(await whileSlow(() => type('snail'))).toEqual(nothing);
  const { studio } = scene.house;
  const whole = { ...studio };
  Object.assign(studio, { recent: () => Promise.reject(new Error('the database is gone')) });
  try {
    expect(await type('snail')).toEqual(nothing);
  } finally {
    Object.assign(studio, whole);
  }
  expect(await type('snail')).toMatchObject({ data: { choices: [{ name: 't2v: a snail' }] } });
});

const claims = () => scene.house.database.collection('discord-claims', z.object({ atMs: z.number() }));

test('an interaction that another process acknowledged and claimed, or that is too old, is left', async () => {
  const { discord, channelId, userId } = corner(scene);
  for (const [code, status] of [
    [40_060, 400],
    [10_062, 404],
  ] as const) {
    discord.fail({ method: 'POST', path: /^\/interactions\//u, status, body: { code, message: 'taken' } });
    const asked = discord.command({ userId, channelId, path: ['t2v'], options: { prompt: 'a snail' } });
    await claims().insertOnce(asked.id, { atMs: 0 });
    const about = () => discord.requests.filter(({ path }) => path.includes(asked.token)).map((one) => one.code);
    await expect.poll(about).toEqual([code]);
    // What the bot does about one interaction, it does before the answer to the next.
    await answerOf(discord.command({ userId, channelId, path: ['status'] }));
    expect(about()).toEqual([code]);
  }
  expect(everywhere(discord, channelId)).toEqual([]);
});

test('an acknowledgement whose answer was lost on the way is no reason to leave a person alone', async () => {
  const { discord, channelId, userId } = corner(scene);
  discord.cut({ method: 'POST', path: /^\/interactions\//u, when: 'after' });
  const asked = discord.command({ userId, channelId, path: ['status'] });
  await expect.poll(() => readable(asked.original())).toContain('You have no videos yet.');
});

test('completion offers one’s own videos of this server, newest first, at most 25', async () => {
  const place = corner(scene);
  const { discord, userId } = place;
  const mine = taskIn(await made(place));
  await made(corner(scene, 'Linus'));
  const ask = async (of: Corner, value: string) =>
    discord
      .autocomplete({ userId: of.userId, channelId: of.channelId, path: ['extend'], focused: { name: 'clip', value } })
      .callback();
  expect(await ask(place, '')).toEqual({ type: 8, data: { choices: [{ name: 't2v: a snail', value: mine }] } });
  expect(await ask(place, 'elephant')).toEqual({ type: 8, data: { choices: [] } });
  const elsewhere = discord.addGuild().id;
  discord.setMember(elsewhere, userId, {});
  const there = { ...place, guildId: elsewhere, channelId: discord.addChannel({ guildId: elsewhere }).id };
  expect(await ask(there, '')).toEqual({ type: 8, data: { choices: [] } });
});

test('completion of words offers what goes with them, each once', async () => {
  const { discord, channelId, userId } = corner(scene);
  for (const value of ['', 'ci', 'x'.repeat(100), '*'.repeat(100), 'in winter']) {
    const asked = discord.autocomplete({ userId, channelId, path: ['edit'], focused: { name: 'prompt', value } });
    const { data } = await asked.callback();
    const values = z
      .array(z.object({ value: z.string() }))
      .max(25)
      .parse(data?.['choices'])
      .map(({ value: one }) => one);
    expect(new Set(values).size).toBe(values.length);
    if (value !== '') expect(values).toContain(value);
  }
});
