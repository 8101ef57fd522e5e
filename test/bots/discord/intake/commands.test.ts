import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands } from '../../../../src/commands/index.ts';
import { translatorFor } from '../../../../src/bots/locales/translate.ts';
import { demandCommand } from '../../../../src/bots/discord/intake/read-command.ts';
import { openStaffedScene, type DiscordScene } from '../open-discord.ts';
import { answerOf, corner, outcome, outcomes, press, readable, taskIn } from '../seen.ts';

const video = (name: string) => ({ name, contentType: 'video/mp4', bytes: new Uint8Array([1, 2, 3]) });
const picture = { name: 'sea.png', contentType: 'image/png', bytes: new Uint8Array([4, 5, 6]) };

let scene: DiscordScene;
beforeAll(async () => {
  scene = await openStaffedScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

test('a slash command is acknowledged for the person alone and becomes a video in the thread of its card', async () => {
  const { discord, channelId, userId } = corner(scene);
  const asked = discord.command({ userId, channelId, path: ['t2v'], options: { prompt: 'a paper boat' } });
  expect(await asked.callback()).toEqual({ type: 5, data: { flags: 64 } });
  const answer = await answerOf(asked);
  const [card] = discord.messages(channelId);
  expect(answer.words()).toContain(`/${channelId}/${card?.id}`);
  expect(answer.ephemeral).toBe(true);
  const result = await outcome(discord, channelId);
  expect(result.channelId).toBe(card?.threadId);
  expect(result.files.map(({ name }) => name)).toEqual([`mora-${taskIn(result).slice(-8)}.mp4`]);
  expect(result.media().map(({ description }) => description)).toEqual(['A video: a paper boat']);
  await expect.poll(() => discord.messages(channelId)[0]?.words()).toContain('Done');
});

test('each kind takes its picture, its videos and its clips, in the order of their numbers', async () => {
  const { discord, channelId, userId } = corner(scene);
  const place = { userId, channelId };
  discord.command({ ...place, path: ['i2v'], options: { prompt: 'waves' }, attachments: { image: picture } });
  const first = taskIn(await outcome(discord, channelId));
  discord.command({ ...place, path: ['extend'], attachments: { video: video('a.mp4') } });
  discord.command({ ...place, path: ['edit'], options: { prompt: 'in winter', clip: first } });
  discord.command({ ...place, path: ['simulate'], options: { prompt: 'a walk' }, attachments: { image: picture } });
  discord.command({
    ...place,
    path: ['connect'],
    options: { clip2: first },
    attachments: { video3: video('c.mp4'), video1: video('b.mp4') },
  });
  const ids = (await outcomes(discord, channelId, 5)).map(taskIn);
  const requests = await Promise.all(ids.map(async (id) => (await scene.house.studio.find(id))?.plan.request));
  const kinds = new Set(requests.map((request) => request?.kind));
  expect(kinds).toEqual(new Set(['connect', 'edit', 'extend', 'i2v', 'simulate']));
  const connect = requests.find((request) => request?.kind === 'connect');
  expect(connect?.kind === 'connect' && connect.videos.map(({ clip }) => clip)).toEqual([undefined, first, undefined]);
  const edit = requests.find((request) => request?.kind === 'edit');
  expect(edit?.kind === 'edit' && edit.video.clip).toBe(first);
});

test('what cannot be done is said to the person alone, with the next step, and makes no task', async () => {
  const { discord, channelId, userId } = corner(scene);
  const place = { userId, channelId };
  const nothing = discord.command({ ...place, path: ['extend'] });
  const noClip = discord.command({ ...place, path: ['edit'], options: { prompt: 'in winter', clip: 'my best one' } });
  const badSeed = discord.command({ ...place, path: ['t2v'], options: { prompt: 'x', ratio: 'round' } });
  const answers = await Promise.all([nothing, noClip, badSeed].map(answerOf));
  expect(answers.every(({ ephemeral }) => ephemeral)).toBe(true);
  expect(answers[1]?.words()).toContain('Choose one of your videos from the list');
  expect(discord.messages(channelId)).toEqual([]);
});

test.each([['status'], ['queue'], ['history'], ['help'], ['crew'], ['gallery', 'top'], ['settings', 'show']])(
  '/mora %s %s answers',
  async (...path) => {
    const { discord, channelId, userId } = corner(scene);
    const answer = await answerOf(discord.command({ userId, channelId, path }));
    expect(answer.ephemeral).toBe(true);
    expect(answer.words().length).toBeGreaterThan(10);
    expect(discord.messages(channelId)).toEqual([]);
  },
);

test('an old name of a command is answered with what to do', () => {
  expect(() => demandCommand([{ name: 'dance', type: 1 }], commands)).toThrowError('Type / to see those');
  expect(() => demandCommand([], commands)).toThrowError('Type / to see those');
});

test('an answer, a card and a result speak the language of the person', async () => {
  const { discord, userId } = corner(scene, 'Käthe');
  for (const locale of ['de', 'ja', 'pt-BR', 'es-419'] as const) {
    const { text: say } = translatorFor(locale === 'es-419' ? 'es' : locale);
    const { id } = discord.addChannel({ guildId: scene.guildId });
    const asked = discord.command({ userId, channelId: id, locale, path: ['t2v'], options: { prompt: 'um barco' } });
    expect(readable(await answerOf(asked))).toContain(say('Got it. Watch it being made:'));
    const result = await outcome(discord, id);
    expect(readable(result)).toContain(say('Here is your video.'));
    expect(result.buttons().map(({ label }) => label)).toContain(say('Edit prompt'));
    await expect.poll(() => discord.messages(id)[0]?.words()).toContain(say('Text to video'));
    const modal = JSON.stringify(await press(discord, result, 'restyle', userId, locale).callback());
    expect(modal).toContain(say('Change this video'));
  }
});
