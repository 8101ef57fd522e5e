import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCommandHouse, someone, taskOf, textOf, type CommandHouse } from '../support/command-house.ts';

let house: CommandHouse;
beforeAll(async () => {
  house = await openCommandHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const ada = someone('ada');
const moderator = someone('mo', { moderator: true });
const set = (line: string, space: string) => house.say(`/mora settings ${line}`, house.contextOf(moderator, { space }));
const refused = { code: 'not-allowed' };

describe('settings', () => {
  test('are changed by moderators only, and shown to everybody', async () => {
    for (const line of ['allow #videos', 'forbid #videos']) {
      await expect(house.say(`/mora settings ${line}`, house.contextOf(ada, { space: 'rules' }))).rejects.toMatchObject(
        refused,
      );
    }
    const shown = textOf(await house.say('/mora settings show', house.contextOf(ada, { space: 'rules' })));
    expect(shown.split('\n')).toEqual([
      'Videos may be asked for in all channels.',
      'Everybody may ask for videos.',
      'There is no gallery yet.',
      'All models may be chosen.',
      'Where nobody names a model, the studio chooses who makes a video.',
      'People see what videos cost.',
    ]);
  });

  test('take a channel and a role as chats write them, each once, and forget them again', async () => {
    await set('allow <#123> --role <@&77>', 'lists');
    await set('allow #123', 'lists');
    const get = () => house.opened.studio.settings.get({ platform: 'playground', space: 'lists' });
    expect(await get()).toMatchObject({ channels: ['123'], roles: ['77'] });
    const named = house.contextOf(ada, { space: 'lists', nameChannel: (id) => `#c${id}`, nameRole: (id) => `@r${id}` });
    expect(textOf(await house.say('/mora settings show', named))).toMatch(/asked for in: #c123\n.*: @r77\n/u);
    await set('forbid 123', 'lists');
    await set('forbid --role 77', 'lists');
    expect(await get()).toMatchObject({ channels: [], roles: [] });
    await expect(set('allow', 'lists')).rejects.toThrow('Name a channel, a role or a model.');
  });
});

describe('a space with allowed channels and roles', () => {
  test('makes videos in those channels only, for moderators too', async () => {
    await set('allow #videos', 'channels');
    const ask = (person = ada, channel = 'studio') =>
      house.say(
        '/mora t2v a boat',
        house.contextOf(person, {
          space: 'channels',
          thread: { platform: 'playground', space: 'channels', channel },
        }),
      );
    await expect(ask()).rejects.toThrow(/not made in this channel.*\/mora settings show/u);
    await expect(ask(moderator)).rejects.toMatchObject(refused);
    expect(taskOf(await ask(ada, 'videos'))).toMatch(/^task-/u);
  });

  test('makes videos for members with a role and for moderators', async () => {
    await set('allow --role 77', 'roles');
    const ask = (person = ada) => house.say('/mora t2v a boat', house.contextOf(person, { space: 'roles' }));
    await expect(ask()).rejects.toThrow(/You need a role/u);
    await expect(ask(someone('bob', { roles: ['1', '2'] }))).rejects.toMatchObject(refused);
    expect(taskOf(await ask(someone('bob', { roles: ['1', '77'] })))).toMatch(/^task-/u);
    expect(taskOf(await ask(moderator))).toMatch(/^task-/u);
  });

  test('holds buttons that make videos to the same, and lets those that take away work', async () => {
    const clip = await house.film(ada, 'a boat', 'buttons');
    await set('allow --role 77', 'buttons');
    const press = (name: Parameters<CommandHouse['press']>[0]) =>
      house.press(name, clip, house.contextOf(ada, { space: 'buttons' }), 'in winter');
    for (const name of ['again', 'edit-prompt', 'extend', 'restyle', 'connect', 'remix'] as const) {
      await expect(press(name), name).rejects.toMatchObject(refused);
    }
    expect(textOf(await press('cancel'))).toBe('This had ended already.');
    expect(await press('delete')).toMatchObject({ kind: 'deleted' });
  });
});
