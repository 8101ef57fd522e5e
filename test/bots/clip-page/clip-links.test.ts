import { expect, test } from 'vitest';
import { openClipLinks } from '../../../src/bots/clip-page/clip-links.ts';
import { openTestDatabase } from '../../support/test-database.ts';

test('links stay the same for every process of one studio, and differ between studios', async () => {
  await using one = await openTestDatabase();
  await using other = await openTestDatabase();
  const publicUrl = 'https://mora.example';
  const [first, second] = await Promise.all([
    openClipLinks({ collection: one.database.collection, publicUrl }),
    openClipLinks({ collection: one.database.collection, publicUrl }),
  ]);
  const foreign = await openClipLinks({ collection: other.database.collection, publicUrl });
  const url = first.pageUrl('task-1') ?? '';
  expect(url).toMatch(/^https:\/\/mora\.example\/clips\/task-1\/[\w-]{22}$/u);
  expect(second.pageUrl('task-1')).toBe(url);
  const signature = url.slice(-22);
  expect(second.check('task-1', signature)).toBe(true);
  expect(second.check('task-2', signature)).toBe(false);
  expect(second.check('task-1', signature.slice(1))).toBe(false);
  expect(second.check('task-1', '')).toBe(false);
  expect(foreign.check('task-1', signature)).toBe(false);
});

test('without a public address no page is named, but links are still checked', async () => {
  await using one = await openTestDatabase();
  const { collection } = one.database;
  const named = await openClipLinks({ collection, publicUrl: 'http://a' });
  const unnamed = await openClipLinks({ collection, publicUrl: undefined });
  expect(unnamed.pageUrl('task-1')).toBeUndefined();
  expect(unnamed.check('task-1', named.pageUrl('task-1')?.slice(-22) ?? '')).toBe(true);
});
