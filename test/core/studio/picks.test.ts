import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPicks } from '../../../src/core/studio/picks.ts';
import { openTestDatabase } from '../../support/test-database.ts';

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened[Symbol.asyncDispose]());

const person = (id: string, platform = 'playground') => ({ platform, id, name: id, moderator: false });
const pick = { sourceId: 'm1', atMs: 1_000, video: { clip: 'task-0123456789abcdef01234567' } };

test('a pick waits for its person in its space alone, also after a restart', async () => {
  await openPicks(opened.database.collection, () => 1_000).put(person('ada'), 'local', pick);
  const restarted = openPicks(opened.database.collection, () => 2_000);
  expect(await restarted.get(person('ada'), 'local')).toEqual(pick);
  expect(await restarted.get(person('bob'), 'local')).toBeUndefined();
  expect(await restarted.get(person('ada'), 'elsewhere')).toBeUndefined();
  expect(await restarted.get(person('ada', 'discord'), 'local')).toBeUndefined();
  await restarted.drop(person('ada'), 'local');
  expect(await restarted.get(person('ada'), 'local')).toBeUndefined();
});

test('a pick lasts an hour, and a newer one takes its place', async () => {
  const hourMs = 60 * 60 * 1000;
  let nowMs = pick.atMs + hourMs - 1;
  const picks = openPicks(opened.database.collection, () => nowMs);
  await picks.put(person('cy'), 'local', pick);
  expect(await picks.get(person('cy'), 'local')).toEqual(pick);
  nowMs += 1;
  expect(await picks.get(person('cy'), 'local')).toBeUndefined();
  await picks.put(person('cy'), 'local', { ...pick, sourceId: 'm2', atMs: nowMs });
  expect(await picks.get(person('cy'), 'local')).toMatchObject({ sourceId: 'm2' });
});
