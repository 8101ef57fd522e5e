import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownClips } from '../../src/commands/own-clips.ts';
import { openCommandHouse, someone, taskOf, textOf, type CommandHouse } from '../support/command-house.ts';

let house: CommandHouse;
beforeAll(async () => {
  house = await openCommandHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const moderator = someone('mo', { moderator: true });

describe('history', () => {
  test('says how each video ended, and leads to those that are kept', async () => {
    const person = someone('ada');
    const { studio } = house.opened;
    const gone = await house.film(person, 'a whale');
    await house.press('delete', gone, house.contextOf(person));
    const waiting = await house.film(person, 'a kite');
    await studio.markDelivered(waiting, { place: 'kept' });
    const posted = await house.film(person, 'a boat');
    await studio.markDelivered(posted, { place: 'thread', url: 'https://chat/1' });
    expect(await house.say('/mora history', house.contextOf(person))).toEqual({
      kind: 'list',
      items: [
        { text: 't2v “a boat”: done', clip: posted, url: 'https://chat/1' },
        { text: 't2v “a kite”: kept for you', clip: waiting },
        { text: 't2v “a whale”: deleted' },
      ],
    });
  });

  test('shows one again to its owner in its space, while it is kept', async () => {
    const person = someone('bob');
    const clip = await house.film(person, 'a lamp');
    const see = (who = person, space = 'local') => house.say(`/mora history ${clip}`, house.contextOf(who, { space }));
    expect(await see()).toEqual({ kind: 'clip', taskId: clip });
    await expect(see(someone('eve'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(see(person, 'elsewhere')).rejects.toMatchObject({ code: 'not-found' });
    await house.press('delete', clip, house.contextOf(person));
    await expect(see()).rejects.toMatchObject({ code: 'not-found' });
  });

  test('of somebody new says how to start, and what is no id is refused', async () => {
    const person = someone('new');
    expect(textOf(await house.say('/mora history', house.contextOf(person)))).toMatch(/no videos yet.*\/mora t2v/u);
    await expect(house.say('/mora history a-boat', house.contextOf(person))).rejects.toMatchObject({
      code: 'bad-input',
    });
  });
});

test('completion offers own finished videos of this space by their words, none that is deleted', async () => {
  const person = someone('cy');
  const { studio } = house.opened;
  const [boat, reef] = [await house.film(person, 'a Boat'), await house.film(person, 'a reef')];
  const gone = await house.film(person, 'a boat that sinks');
  await house.press('delete', gone, house.contextOf(moderator));
  const offered = async (typed: string, space = 'local', limit = 25) =>
    (await ownClips(studio, person, space, typed, limit)).map(({ id }) => id);
  expect(await offered('')).toEqual([reef, boat]);
  expect(await offered(' BOAT ')).toEqual([boat]);
  expect(await offered(reef)).toEqual([reef]);
  expect(await offered('', 'local', 1)).toEqual([reef]);
  expect(await offered('', 'elsewhere')).toEqual([]);
  expect(await ownClips(studio, someone('eve'), 'local', '', 25)).toEqual([]);
});

test('queue counts the videos of everybody and names the own of this space alone', async () => {
  const [ada, bob] = [someone('waiting-ada'), someone('waiting-bob')];
  const ask = (person = ada, space = 'line') => house.say('/mora queue', house.contextOf(person, { space }));
  expect(textOf(await ask())).toMatch(/Nothing is waiting/u);
  // Concluded by nobody, as it is of another platform than the desk's.
  const thread = { platform: 'discord', space: 'line', channel: 'studio', thread: 'd1' };
  const person = { ...ada, platform: 'discord' };
  const context = house.contextOf(person, { thread, sourceId: 'd1' });
  const open = taskOf(await house.say('/mora t2v a slow river', context));
  const mine = textOf(await house.say('/mora queue', context));
  expect(mine).toMatch(/^Videos in the making or waiting, of everybody: 1\n“a slow river”: /u);
  expect(textOf(await ask(bob))).toBe('Videos in the making or waiting, of everybody: 1\nNone of them is yours.');
  const elsewhere = house.contextOf(person, { thread: { ...thread, space: 'elsewhere' } });
  expect(textOf(await house.say('/mora queue', elsewhere))).toMatch(/None of them is yours/u);
  expect(await house.opened.studio.cancel(open, person)).toBe(true);
});
