import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { GalleryEntry } from '../../../../src/core/studio/gallery.ts';
import { openScene, type DiscordScene, type RunningBot, registered } from '../open-discord.ts';
import { corner, outcome, taskIn, withButton } from '../seen.ts';

let scene: DiscordScene;
let bot: RunningBot;
beforeAll(async () => {
  scene = await openScene();
  await scene.work();
  bot = await scene.startBot();
  await registered(scene.discord);
});
afterAll(() => scene[Symbol.asyncDispose]());

/** A video that its owner has shared, once it is shown. */
async function shared() {
  const { discord, house, guildId } = scene;
  const { gallery, settings } = house.studio;
  const place = corner(scene);
  const galleryId = discord.addChannel({ guildId }).id;
  await settings.change({ platform: 'discord', space: guildId }, () => ({ galleryChannel: galleryId }));
  discord.command({ userId: place.userId, channelId: place.channelId, path: ['t2v'], options: { prompt: 'a snail' } });
  const clipId = taskIn(await outcome(discord, place.channelId));
  const owner = { platform: 'discord', id: place.userId, name: 'Grace', moderator: false };
  await gallery.share(clipId, owner);
  await expect.poll(async () => (await gallery.row(clipId))?.published).toBe('shown');
  const entry = await gallery.entry(clipId);
  if (entry === undefined) throw new Error('There is no entry');
  const onShow = () => withButton(discord.messages(galleryId), 'vote').length;
  return { entry, owner, onShow, galleryId };
}

/** What the bots remember of the message of an entry. */
function memoryOf({ clipId, round }: GalleryEntry) {
  const records = scene.house.database.collection('discord-entries', z.looseObject({ attempts: z.number() }));
  const key = `${clipId}-${round}`;
  return { crashedWhilePosting: () => records.put(key, { attempts: 1 }), forget: () => records.delete(key) };
}

test('a message that was posted as its process died is found, changed and taken away', async () => {
  const { entry, onShow } = await shared();
  const memory = memoryOf(entry);
  await memory.crashedWhilePosting();
  await bot.adapter.showEntry(entry);
  expect(onShow()).toBe(1);
  await memory.crashedWhilePosting();
  await bot.adapter.hideEntry(entry);
  expect(onShow()).toBe(0);
});

test('an entry that was withdrawn while its file was on the way does not stay', async () => {
  const { entry, owner, onShow, galleryId } = await shared();
  await scene.house.studio.gallery.withdraw(entry.clipId, owner);
  await expect.poll(onShow).toBe(0);
  // Another process, which read the entry before, posts it only now.
  await memoryOf(entry).forget();
  await bot.adapter.showEntry(entry);
  expect(onShow()).toBe(0);
  const posts = scene.discord.requests.filter(
    ({ method, path }) => method === 'POST' && path.endsWith(`/channels/${galleryId}/messages`),
  );
  expect(posts).toHaveLength(2);
});
