import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandReply } from '../../src/commands/define-command.ts';
import { openCommandHouse, someone, taskOf, textOf, type CommandHouse } from '../support/command-house.ts';

let house: CommandHouse;
beforeAll(async () => {
  house = await openCommandHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const [ada, bob] = [someone('ada'), someone('bob')];
const moderator = someone('mo', { moderator: true });
const openGallery = (space: string): Promise<CommandReply> =>
  house.say('/mora gallery set #shown', house.contextOf(moderator, { space }));
const requestOf = async (taskId: string) => (await house.opened.studio.find(taskId))?.plan.request;

describe('the commands of the gallery', () => {
  test('set and off are for moderators only', async () => {
    for (const line of ['/mora gallery set #shown', '/mora gallery off']) {
      await expect(house.say(line, house.contextOf(ada, { space: 'rules' }))).rejects.toMatchObject({
        code: 'not-allowed',
      });
    }
    await openGallery('rules');
    const { settings } = house.opened.studio;
    expect(await settings.get({ platform: 'playground', space: 'rules' })).toMatchObject({ galleryChannel: 'shown' });
    await house.say('/mora gallery off', house.contextOf(moderator, { space: 'rules' }));
    const closed = await settings.get({ platform: 'playground', space: 'rules' });
    expect(closed.galleryChannel).toBeUndefined();
  });

  test('set names no channel that the bot cannot post into', async () => {
    const demandPostable = (channel: string) => Promise.reject(new Error(`closed: ${channel}`));
    const context = house.contextOf(moderator, { space: 'closed', demandPostable });
    await expect(house.say('/mora gallery set #secret', context)).rejects.toThrow('closed: secret');
    const settings = await house.opened.studio.settings.get(context.thread);
    expect(settings.galleryChannel).toBeUndefined();
  });

  test('top lists those of this space with their stars, creators and addresses', async () => {
    const top = (space: string) =>
      house.say(
        '/mora gallery top',
        house.contextOf(bob, { space, entryUrl: (id) => Promise.resolve(`https://chat/${id}`) }),
      );
    expect(textOf(await top('stars'))).toMatch(/gallery is empty/u);
    await openGallery('stars');
    const boat = await house.film(ada, 'a boat', 'stars');
    await house.press('share', boat, house.contextOf(ada, { space: 'stars' }));
    await house.press('vote', boat, house.contextOf(bob, { space: 'stars' }));
    expect(await top('stars')).toEqual({
      kind: 'list',
      items: [{ text: '⭐ 1 “a boat” by ada', url: `https://chat/${boat}` }],
    });
    expect(textOf(await top('elsewhere'))).toMatch(/gallery is empty/u);
  });
});

describe('the buttons of the gallery', () => {
  test('share needs a gallery, is for the owner alone, and shows a video once', async () => {
    const clip = await house.film(ada, 'a whale', 'once');
    const share = (person = ada, space = 'once') => house.press('share', clip, house.contextOf(person, { space }));
    await expect(share()).rejects.toThrow(/no gallery here yet.*\/mora gallery set/u);
    await openGallery('once');
    await expect(share(moderator)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(share(ada, 'other')).rejects.toMatchObject({ code: 'not-found' });
    expect(textOf(await share())).toBe('Shared in the gallery.');
    expect(textOf(await share())).toBe('This is in the gallery already.');
  });

  test('a star is given and taken back by anybody but the creator', async () => {
    await openGallery('votes');
    const clip = await house.film(ada, 'a lantern', 'votes');
    const vote = (person = bob, space = 'votes') => house.press('vote', clip, house.contextOf(person, { space }));
    await expect(vote()).rejects.toMatchObject({ code: 'not-found' });
    await house.press('share', clip, house.contextOf(ada, { space: 'votes' }));
    await expect(vote(ada)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(vote(bob, 'other')).rejects.toMatchObject({ code: 'not-found' });
    expect(textOf(await vote())).toBe('Your star is given.');
    expect(textOf(await vote())).toBe('Your star is taken back.');
  });

  test('withdraw is for the creator and for moderators of the space', async () => {
    await openGallery('back');
    const clip = await house.film(ada, 'a kite', 'back');
    const press = (name: 'share' | 'withdraw', person = ada, space = 'back') =>
      house.press(name, clip, house.contextOf(person, { space }));
    await press('share');
    await expect(press('withdraw', bob)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(press('withdraw', moderator, 'other')).rejects.toMatchObject({ code: 'not-found' });
    expect(textOf(await press('withdraw', moderator))).toBe('Withdrawn from the gallery.');
    await expect(press('withdraw')).rejects.toMatchObject({ code: 'not-found' });
    expect(textOf(await press('share'))).toBe('Shared in the gallery.');
    expect(textOf(await press('withdraw'))).toBe('Withdrawn from the gallery.');
  });

  test('remix makes a task of whoever clicks: an edit, or an extension where the words say so', async () => {
    const clip = await house.film(ada, 'a harbour', 'remix');
    const remix = async (prompt: string) =>
      taskOf(await house.press('remix', clip, house.contextOf(bob, { space: 'remix' }), prompt));
    const edited = await remix('make it winter');
    expect(await requestOf(edited)).toMatchObject({ kind: 'edit', prompt: 'make it winter', video: { clip } });
    expect((await house.opened.studio.find(edited))?.person.id).toBe('bob');
    expect(await requestOf(await remix('keep going'))).toMatchObject({ kind: 'extend', video: { clip } });
    await expect(house.press('remix', clip, house.contextOf(bob, { space: 'other' }), 'in snow')).rejects.toMatchObject(
      { code: 'not-found' },
    );
  });

  test('delete is for the owner and moderators, and takes the video out of the gallery', async () => {
    await openGallery('gone');
    const clip = await house.film(ada, 'a comet', 'gone');
    await house.press('share', clip, house.contextOf(ada, { space: 'gone' }));
    const remove = (person = ada, space = 'gone') => house.press('delete', clip, house.contextOf(person, { space }));
    await expect(remove(bob)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(remove(moderator, 'other')).rejects.toMatchObject({ code: 'not-found' });
    expect(await remove(moderator)).toEqual({ kind: 'deleted', taskId: clip, text: 'Deleted.' });
    expect(textOf(await house.say('/mora gallery top', house.contextOf(bob, { space: 'gone' })))).toMatch(/empty/u);
    await expect(house.press('share', clip, house.contextOf(ada, { space: 'gone' }))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
