import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSettingsBook, type SettingsBook } from '../../../src/core/studio/space-settings.ts';
import { openTestDatabase } from '../../support/test-database.ts';

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
let settings: SettingsBook;
beforeAll(async () => {
  opened = await openTestDatabase();
  settings = openSettingsBook(opened.database.collection);
});
afterAll(() => opened[Symbol.asyncDispose]());

const space = (name: string) => ({ platform: 'playground', space: name });

test('a space of which nothing was set allows all and has no gallery', async () => {
  expect(await settings.get(space('new'))).toEqual({ channels: [], roles: [], models: [], showPrice: true });
});

test('a change keeps what it does not name, and undefined takes a setting away', async () => {
  await settings.change(space('a'), () => ({ galleryChannel: 'shown', roles: ['7'] }));
  await settings.change(space('a'), () => ({ channels: ['1'] }));
  expect(await settings.get(space('a'))).toMatchObject({ galleryChannel: 'shown', roles: ['7'], channels: ['1'] });
  await settings.change(space('a'), () => ({ galleryChannel: undefined }));
  const changed = await settings.get(space('a'));
  expect(changed).toMatchObject({ roles: ['7'], channels: ['1'] });
  expect(changed.galleryChannel).toBeUndefined();
});

test('the same name on another platform is another space', async () => {
  await settings.change(space('b'), () => ({ roles: ['7'] }));
  expect((await settings.get({ platform: 'discord', space: 'b' })).roles).toEqual([]);
});

test('changes at the same moment are all kept, and one that fails holds up no other', async () => {
  const add = (channel: string) =>
    settings.change(space('busy'), ({ channels }) => ({ channels: [...channels, channel] }));
  const failing = settings.change(space('busy'), () => {
    throw new Error('no');
  });
  await Promise.all([add('1'), expect(failing).rejects.toThrow('no'), add('2'), add('3')]);
  expect((await settings.get(space('busy'))).channels).toEqual(['1', '2', '3']);
});
