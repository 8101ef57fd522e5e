import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCommandHouse, someone, taskOf, type CommandHouse } from '../../support/command-house.ts';

let house: CommandHouse;
const [ada, bob] = [someone('ada'), someone('bob')];
beforeAll(async () => {
  house = await openCommandHouse();
  await house.opened.studio.settings.change({ platform: 'playground', space: 'local' }, () => ({
    galleryChannel: 'shown',
  }));
});
afterAll(() => house[Symbol.asyncDispose]());

test('an entry gives credit to its creator and to whose videos it was made from', async () => {
  const { studio } = house.opened;
  const boat = await house.film(ada, 'a boat');
  const winter = taskOf(await house.press('restyle', boat, house.contextOf(bob), 'in winter'));
  await expect.poll(() => studio.clip(winter)).toBeDefined();
  expect(await studio.gallery.share(winter, bob)).toBe(true);
  expect(await studio.gallery.entry(winter)).toMatchObject({
    creator: { id: 'bob', name: 'bob' },
    prompt: 'in winter',
    channel: 'shown',
    // Her words are hers to show.
    ancestors: [{ creator: 'ada', prompt: '' }],
  });
  await studio.gallery.share(boat, ada);
  expect(await studio.gallery.entry(winter)).toMatchObject({ ancestors: [{ creator: 'ada', prompt: 'a boat' }] });
});

test('whoever watches hears of each share, star and withdrawal, until they stop', async () => {
  const { gallery } = house.opened.studio;
  const clipId = await house.film(ada, 'a reef');
  const heard: unknown[] = [];
  const unwatch = gallery.watch((change) => heard.push(change));
  await gallery.share(clipId, ada);
  await gallery.vote(clipId, bob);
  await gallery.withdraw(clipId, ada);
  const change = { clipId, platform: 'playground' };
  expect(heard).toEqual([change, change, change]);
  unwatch();
  await gallery.share(clipId, ada);
  expect(heard).toHaveLength(3);
});

test('an entry whose video is removed is none, and is retired only once', async () => {
  const { studio } = house.opened;
  const clipId = await house.film(ada, 'a comet');
  await studio.gallery.share(clipId, ada);
  await studio.remove(clipId, ada);
  expect(await studio.gallery.entry(clipId)).toBeUndefined();
  expect(await studio.gallery.row(clipId)).toMatchObject({ withdrawn: true });
  const heard: string[] = [];
  const unwatch = studio.gallery.watch((change) => heard.push(change.clipId));
  await studio.gallery.retire(clipId);
  unwatch();
  expect(heard).toEqual([]);
});

test('a star that is set is given once however often it is said, and taken back once', async () => {
  const { gallery } = house.opened.studio;
  const clipId = await house.film(ada, 'a lighthouse');
  await gallery.share(clipId, ada);
  const heard: string[] = [];
  const unwatch = gallery.watch((change) => heard.push(change.clipId));
  for (const given of [true, true, false, false, true]) await gallery.setVote(clipId, bob, given);
  unwatch();
  expect(heard).toHaveLength(3);
  expect(await gallery.row(clipId)).toMatchObject({ votes: 1 });
  await expect(gallery.setVote(clipId, ada, true)).rejects.toMatchObject({ code: 'not-allowed' });
  await gallery.withdraw(clipId, ada);
  await expect(gallery.setVote(clipId, bob, false)).rejects.toMatchObject({ code: 'not-found' });
});
