import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type DiscordScene, type RunningBot, registered } from '../open-discord.ts';
import {
  deleteForGood,
  answerOf,
  corner,
  everywhere,
  member,
  moderatorRights,
  outcome,
  outcomes,
  press,
  readable,
  taskIn,
  withButton,
  type Corner,
} from '../seen.ts';

let scene: DiscordScene;
let bot: RunningBot;
beforeAll(async () => {
  scene = await openScene();
  await scene.work();
  // Two processes show the same gallery.
  [bot] = await Promise.all([scene.startBot(), scene.startBot()]);
  await registered(scene.discord);
});
afterAll(() => scene[Symbol.asyncDispose]());

interface Exhibition extends Corner {
  readonly galleryId: string;
  readonly moderator: string;
}

/** A server with a gallery in it. */
async function exhibition(): Promise<Exhibition> {
  const { discord } = scene;
  const guildId = discord.addGuild().id;
  const galleryId = discord.addChannel({ guildId, name: 'gallery' }).id;
  const place = corner({ discord, guildId });
  const moderator = member({ discord, guildId }, 'Mod', moderatorRights);
  const set = setGallery(place, moderator, galleryId);
  expect(readable(await answerOf(set))).toContain('Shared videos are shown in that channel');
  return { ...place, galleryId, moderator };
}

function setGallery({ discord, channelId }: Corner, userId: string, galleryId: string) {
  return discord.command({ userId, channelId, path: ['gallery', 'set'], options: { channel: galleryId } });
}

async function made({ discord, channelId, userId }: Corner, prompt = 'a snail', count = 1) {
  discord.command({ userId, channelId, path: ['t2v'], options: { prompt } });
  return outcome(discord, channelId, count);
}

/** The entries of a gallery, once there are so many. */
async function entries({ discord, galleryId }: Exhibition, count = 1) {
  const shown = () => withButton(discord.messages(galleryId), 'vote');
  await expect.poll(() => shown().length).toBe(count);
  return shown();
}

async function shared(place: Exhibition, prompt = 'a snail') {
  const result = await made(place, prompt);
  await answerOf(press(place.discord, result, 'share', place.userId));
  const [entry] = await entries(place);
  if (entry === undefined) throw new Error('There is no entry');
  return { result, entry };
}

test('a gallery is named by moderators, and only where the bot may post', async () => {
  const { discord, guildId } = scene;
  const place = corner(scene);
  const moderator = member(scene, 'Mod', moderatorRights);
  expect(readable(await answerOf(setGallery(place, place.userId, place.channelId)))).toContain('Only moderators');
  const closed = discord.addChannel({ guildId, botPermissions: 1n << 10n }).id;
  expect(readable(await answerOf(setGallery(place, moderator, closed)))).toContain('I may not post in that channel');
  const result = await made(place);
  const refused = await answerOf(press(discord, result, 'share', place.userId));
  expect([refused.ephemeral, readable(refused)]).toEqual([
    true,
    expect.stringContaining('There is no gallery here yet'),
  ]);
});

test('Share shows a video once, with its creator and its prompt; only its owner can', async () => {
  const place = await exhibition();
  const { discord, userId } = place;
  const result = await made(place, 'a *bold* snail');
  const stranger = await answerOf(press(discord, result, 'share', place.moderator));
  expect(readable(stranger)).toContain('Only Grace can share');
  const answers = await Promise.all([1, 2, 3].map(() => answerOf(press(discord, result, 'share', userId))));
  expect(answers.map(readable).filter((words) => words === 'Shared in the gallery.').length).toBe(1);
  const [entry] = await entries(place);
  expect(readable(entry)).toMatch(/^\*\*Grace\*\*\n> a \*bold\* snail/u);
  expect(entry?.files.length).toBe(1);
  expect(entry?.buttons().map(({ label }) => label)).toEqual(['⭐ 0', 'Remix', 'Withdraw']);
  expect(discord.messages(place.galleryId).length).toBe(1);
});

test('stars are counted, never one’s own, and lead the list of the best with a link', async () => {
  const place = await exhibition();
  const { discord, guildId, galleryId, userId, channelId } = place;
  const { entry } = await shared(place);
  const own = await answerOf(press(discord, entry, 'vote', userId));
  expect([own.ephemeral, readable(own)]).toEqual([true, 'You cannot give your own video a star.']);
  const [one, two] = [member(place, 'Linus'), member(place, 'Eve')];
  for (const id of [one, two, two]) await answerOf(press(discord, entry, 'vote', id));
  const stars = () => discord.messages(galleryId)[0]?.buttons()[0]?.label;
  await expect.poll(stars).toBe('⭐ 1');
  expect(discord.messages(galleryId)[0]?.files.length).toBe(1);
  const top = await answerOf(discord.command({ userId, channelId, path: ['gallery', 'top'] }));
  expect(readable(top)).toContain('⭐ 1 “a snail” by Grace');
  expect(top.words()).toContain(`https://discord.com/channels/${guildId}/${galleryId}/${entry.id}`);
});

test('a remix lives in a thread on the entry and gives credit', async () => {
  const place = await exhibition();
  const { discord, galleryId } = place;
  const { entry, result } = await shared(place);
  const remixer = member(place, 'Linus');
  const asked = press(discord, entry, 'remix', remixer);
  expect(await asked.callback()).toMatchObject({ type: 9 });
  discord.submitModal({ userId: remixer, of: asked, values: { prompt: 'in winter' } });
  const [remix] = await outcomes(discord, galleryId);
  if (remix === undefined) throw new Error('There is no remix');
  expect(remix.channelId).toBe(discord.messages(galleryId)[0]?.threadId);
  expect(discord.messages(galleryId).length).toBe(1);
  const task = await scene.house.studio.find(taskIn(remix));
  expect(task?.plan.request).toMatchObject({ kind: 'edit', video: { clip: taskIn(result) } });
  await answerOf(press(discord, remix, 'share', remixer));
  const [, second] = await entries(place, 2);
  expect(readable(second)).toContain('Remixed from Grace: a snail');
});

test('who may not ask for a video leaves no empty thread on an entry', async () => {
  const place = await exhibition();
  const { discord, moderator, channelId, galleryId } = place;
  const { entry } = await shared(place);
  const options = { role: '700000000000000001' };
  await answerOf(discord.command({ userId: moderator, channelId, path: ['settings', 'allow'], options }));
  const asked = press(discord, entry, 'remix', place.userId);
  await asked.callback();
  const answer = await answerOf(discord.submitModal({ userId: place.userId, of: asked, values: { prompt: 'x' } }));
  expect(readable(answer)).toContain('You need a role');
  expect(discord.threads(galleryId)).toEqual([]);
});

test('an entry is withdrawn by its creator or a moderator, and can be shared again', async () => {
  const place = await exhibition();
  const { discord, userId, moderator } = place;
  const { entry, result } = await shared(place);
  const stranger = await answerOf(press(discord, entry, 'withdraw', member(place, 'Linus')));
  expect([stranger.ephemeral, readable(stranger)]).toEqual([
    true,
    expect.stringContaining('Only Grace or a moderator'),
  ]);
  await answerOf(press(discord, entry, 'withdraw', moderator));
  await entries(place, 0);
  await answerOf(press(discord, result, 'share', userId));
  const [again] = await entries(place);
  expect(again?.id).not.toBe(entry.id);
  if (again !== undefined) await answerOf(press(discord, again, 'withdraw', userId));
  await entries(place, 0);
});

test('a video that is deleted leaves the gallery, too', async () => {
  const place = await exhibition();
  const { result } = await shared(place);
  await deleteForGood(place.discord, result, place.userId);
  await entries(place, 0);
  expect(withButton(everywhere(place.discord, place.channelId), 'share')).toEqual([]);
});

test('a gallery whose channel is gone loses nothing: another one takes what was to be shown', async () => {
  const place = await exhibition();
  const { discord, guildId, userId, moderator } = place;
  discord.deleteChannel(place.galleryId);
  const result = await made(place);
  await answerOf(press(discord, result, 'share', userId));
  const galleryId = discord.addChannel({ guildId }).id;
  await answerOf(setGallery(place, moderator, galleryId));
  const retired = async () => (await scene.house.studio.gallery.row(taskIn(result)))?.withdrawn;
  await expect.poll(retired).toBe(true);
  await answerOf(press(discord, result, 'share', userId));
  const [entry] = await entries({ ...place, galleryId });
  expect(entry?.files.length).toBe(1);
});

test('what is for adults is shown behind a spoiler, and only in a gallery for adults', async () => {
  const place = await exhibition();
  const { discord, guildId } = place;
  const { result } = await shared(place);
  const entry = await scene.house.studio.gallery.entry(taskIn(result));
  if (entry === undefined) throw new Error('There is no entry');
  const adult = { ...entry, round: entry.round + 1, clip: { ...entry.clip, nsfw: true } };
  await expect(bot.adapter.showEntry(adult)).rejects.toMatchObject({ code: 'not-allowed', retryable: false });
  const channel = discord.addChannel({ guildId, nsfw: true }).id;
  await bot.adapter.showEntry({ ...adult, round: entry.round + 2, channel });
  const [shown] = discord.messages(channel);
  expect(shown?.files.map(({ name }) => name)).toEqual([expect.stringMatching(/^SPOILER_/u)]);
  expect(shown?.media().some(({ spoiler }) => spoiler)).toBe(true);
});
