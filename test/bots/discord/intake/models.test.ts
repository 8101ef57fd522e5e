import { afterAll, beforeAll, expect, test } from 'vitest';
import { translatorFor } from '../../../../src/bots/locales/translate.ts';
import type { SettingsChange } from '../../../../src/core/studio/space-settings.ts';
import { zoo, zooCrew } from '../../../fakes/priced-model.ts';
import { openScene, registered, type DiscordScene } from '../open-discord.ts';
import { answerOf, corner, member, moderatorRights, outcome, readable, taskIn } from '../seen.ts';

let scene: DiscordScene;
beforeAll(async () => {
  scene = await openScene();
  await scene.house.work(zooCrew());
  await scene.startBot();
  await registered(scene.discord);
});
afterAll(() => scene[Symbol.asyncDispose]());

/** Tries something in a server that is set so. */
async function whileSet(change: SettingsChange, act: () => Promise<void>): Promise<void> {
  const { settings } = scene.house.studio;
  const space = { platform: 'discord', space: scene.guildId };
  const before = await settings.get(space);
  await settings.change(space, () => change);
  try {
    await act();
  } finally {
    await settings.change(space, () => ({ ...before, model: before.model }));
  }
}

async function offered(path: readonly string[], value: string, locale?: string) {
  const { discord, channelId, userId } = corner(scene);
  const focused = { name: 'model', value };
  const { data } = await discord
    .autocomplete({ userId, channelId, path: [...path], focused, ...(locale === undefined ? {} : { locale }) })
    .callback();
  return data;
}

test('completion offers models by their labels with what they cost, in the language of the person', async () => {
  const wan = { name: 'Wan 2.2 fast · about $0.05 a clip', value: zoo.wan.name };
  expect(await offered(['t2v'], 'wan')).toEqual({ choices: [wan] });
  const said = translatorFor('de').text('about $0.05 a clip');
  expect(said).not.toContain('about');
  expect(await offered(['t2v'], 'wan', 'de')).toEqual({ choices: [{ ...wan, name: `Wan 2.2 fast · ${said}` }] });
  expect(await offered(['connect'], 'zoo')).toEqual({ choices: [{ name: 'Bridge · free', value: zoo.bridge.name }] });
  expect(await offered(['settings', 'model'], 'no')).toEqual({ choices: [{ name: 'none', value: 'none' }] });
});

test('completion offers what is allowed, without prices where they are hidden', async () => {
  await whileSet({ models: [zoo.brush.name], showPrice: false }, async () => {
    expect(await offered(['t2v'], '')).toEqual({ choices: [{ name: 'Brush', value: zoo.brush.name }] });
  });
});

test('a video says on its card what it will cost, and in the end what it cost and who made it', async () => {
  const { discord, channelId, userId } = corner(scene);
  const options = { prompt: 'a paper boat', model: zoo.wan.name };
  const asked = discord.command({ userId, channelId, path: ['t2v'], options });
  await answerOf(asked);
  const result = await outcome(discord, channelId);
  expect(readable(result)).toContain('Price: $0.05');
  expect(readable(result)).toContain('Made by: a test, Wan 2.2 fast');
  expect((await scene.house.studio.find(taskIn(result)))?.plan.request.model).toBe(zoo.wan.name);
  const bodies = discord.requests.map(({ body }) => JSON.stringify(body) ?? '');
  expect(bodies.some((body) => body.includes('About $0.05') && body.includes('In the making'))).toBe(true);
});

test('a failure says what it cost, and nothing of it where prices are hidden', async () => {
  const fail = async () => {
    const { discord, channelId, userId } = corner(scene);
    discord.command({ userId, channelId, path: ['t2v'], options: { prompt: 'forbidden', model: 'wan-2.2-fast' } });
    return readable(await outcome(discord, channelId));
  };
  expect(await fail()).toContain('The model said no to this. This cost $0.05.');
  await whileSet({ showPrice: false }, async () => {
    const said = await fail();
    expect(said).toContain('The model said no to this.');
    expect(said).not.toContain('$');
  });
});

test('moderators choose the usual model; whoever names one that is not there is told what there is', async () => {
  const { discord, channelId, userId } = corner(scene);
  const moderator = member(scene, 'Mo', moderatorRights);
  const path = ['settings', 'model'];
  const set = await answerOf(discord.command({ userId: moderator, channelId, path, options: { model: 'reel' } }));
  expect(readable(set)).toContain('videos are made by: zoo/reel');
  await answerOf(discord.command({ userId: moderator, channelId, path, options: { model: 'none' } }));
  const options = { prompt: 'a boat', model: 'wan' };
  const refused = await answerOf(discord.command({ userId, channelId, path: ['t2v'], options }));
  expect(readable(refused)).toContain('There is no model “wan” here. Did you mean: zoo/wan-2.2-fast?');
  const list = await answerOf(discord.command({ userId, channelId, path: ['models'] }));
  expect(readable(list)).toContain('Wan 2.2 fast: zoo/wan-2.2-fast');
});
