import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zoo, zooCrew } from '../fakes/priced-model.ts';
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

describe('models of a space', () => {
  const { wan, brush, tired } = zoo;
  const book = (space: string) => house.opened.studio.settings.get({ platform: 'playground', space });
  beforeAll(async () => {
    await house.opened.work(zooCrew());
  });

  test('are set by moderators only', async () => {
    for (const line of ['model none', 'price hide', 'allow --model wan-2.2-fast']) {
      const asked = house.say(`/mora settings ${line}`, house.contextOf(ada, { space: 'theirs' }));
      await expect(asked, line).rejects.toMatchObject(refused);
    }
  });

  test('are allowed and forbidden by any of their names, also those that are gone', async () => {
    await set('allow --model wan-2.2-fast', 'models');
    await set('allow --model Wan-2.2-FAST', 'models');
    expect(textOf(await set('allow --model "brush"', 'models'))).toContain(
      `These models may be chosen: ${wan.name}, ${brush.name}`,
    );
    await expect(set('allow --model veo', 'models')).rejects.toThrow('There is no model “veo” here.');
    await house.opened.studio.settings.change({ platform: 'playground', space: 'models' }, ({ models }) => ({
      models: [...models, 'zoo/gone'],
    }));
    for (const name of ['zoo/gone', 'WAN-2.2-fast', brush.name]) await set(`forbid --model ${name}`, 'models');
    expect((await book('models')).models).toEqual([]);
  });

  test('have a usual one, which must be one of those that are allowed; none takes it away', async () => {
    const said = textOf(await set('model wan-2.2-fast', 'usual'));
    expect(said).toContain(`Where nobody names another model, videos are made by: ${wan.name}`);
    expect((await book('usual')).model).toBe(wan.name);
    expect(textOf(await set('model None', 'usual'))).toContain('the studio chooses who makes a video');
    await set('allow --model brush', 'usual');
    await expect(set('model wan-2.2-fast', 'usual')).rejects.toThrow(/Allow it first with \/mora settings allow/u);
    await expect(set('model', 'usual')).rejects.toThrow(/Name a model/u);
    expect(await book('usual')).not.toHaveProperty('model');
    // One that rests today may well be the usual one.
    await set(`allow --model ${tired.name}`, 'usual');
    expect(textOf(await set('model tired', 'usual'))).toContain(tired.name);
  });

  test('have prices that can be hidden', async () => {
    expect(textOf(await set('price hide', 'prices'))).toContain('People do not see what videos cost.');
    expect((await book('prices')).showPrice).toBe(false);
    expect(textOf(await set('price show', 'prices'))).toContain('People see what videos cost.');
    await expect(set('price maybe', 'prices')).rejects.toThrow('Choose one of show, hide.');
  });
});
