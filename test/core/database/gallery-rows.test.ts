import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewGalleryRow } from '../../../src/core/database/gallery-rows.ts';
import { openTestDatabase } from '../../support/test-database.ts';

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened[Symbol.asyncDispose]());

function row(clipId: string, space: string): NewGalleryRow {
  return { clipId, platform: 'playground', space, creator: { id: 'ada', name: 'Ada 🐠' }, channel: 'gallery' };
}

test('two shares at once make one entry, and one of them is told so', async () => {
  const { gallery } = opened.database;
  const shares = await Promise.all([gallery.share(row('race', 'race')), gallery.share(row('race', 'race'))]);
  expect(shares.filter((shared) => shared)).toHaveLength(1);
  expect(await gallery.top('playground', 'race', 10)).toEqual([
    { ...row('race', 'race'), round: 1, withdrawn: false, votes: 0 },
  ]);
});

test('what is withdrawn and shared again is its next round, not published yet', async () => {
  const { gallery } = opened.database;
  await gallery.share(row('again', 'again'));
  await gallery.markPublished('again', 1, 'shown');
  expect(await gallery.withdraw('again')).toBe(true);
  expect(await gallery.withdraw('again')).toBe(false);
  expect(await gallery.top('playground', 'again', 10)).toEqual([]);
  expect(await gallery.share({ ...row('again', 'again'), channel: 'other' })).toBe(true);
  await gallery.markPublished('again', 1, 'gone');
  const found = await gallery.find('again');
  expect(found).toEqual({ ...row('again', 'again'), channel: 'other', round: 2, withdrawn: false, votes: 0 });
});

test('votes count once a person, and those with most come first, only of their space', async () => {
  const { gallery } = opened.database;
  for (const clipId of ['top-a', 'top-b']) await gallery.share(row(clipId, 'top'));
  await gallery.share(row('top-c', 'elsewhere'));
  await Promise.all(['bob', 'cy', 'di'].map((person) => gallery.toggleVote('top-a', person)));
  expect(await gallery.toggleVote('top-b', 'bob')).toBe(true);
  expect(await gallery.toggleVote('top-a', 'bob')).toBe(false);
  const order = (await gallery.top('playground', 'top', 10)).map(({ clipId, votes }) => [clipId, votes]);
  expect(order).toEqual([
    ['top-a', 2],
    ['top-b', 1],
  ]);
  expect(await gallery.top('playground', 'top', 1)).toHaveLength(1);
});

test('an entry is unpublished until its message surely is as it should be', async () => {
  const { gallery } = opened.database;
  const waits = async () => (await gallery.unpublished('playground')).some(({ clipId }) => clipId === 'seen');
  await gallery.share(row('seen', 'seen'));
  expect(await waits()).toBe(true);
  await gallery.markPublished('seen', 1, 'shown');
  expect(await waits()).toBe(false);
  await gallery.withdraw('seen');
  expect(await waits()).toBe(true);
  await gallery.markPublished('seen', 1, 'gone');
  expect(await waits()).toBe(false);
});
