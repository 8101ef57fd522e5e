import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCommandHouse, someone, taskOf, type CommandHouse } from '../../support/command-house.ts';

let house: CommandHouse;
beforeAll(async () => {
  house = await openCommandHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const ada = someone('ada');

test('a video that its owner removes is gone with its files, and the record of its task stays', async () => {
  const { studio, artifacts } = house.opened;
  const taskId = await house.film(ada, 'a boat');
  const files = async () => {
    const outcome = (await studio.find(taskId))?.outcome;
    if (outcome?.status !== 'done') throw new Error('not done');
    return Promise.all([outcome.clip.video, outcome.clip.poster].map((id) => artifacts.find(id)));
  };
  expect((await files()).every((file) => file !== undefined)).toBe(true);
  await studio.remove(taskId, ada);
  expect(await studio.clip(taskId)).toBeUndefined();
  expect(await files()).toEqual([undefined, undefined]);
  await studio.remove(taskId, ada);
});

test('a delivery that is tried once more does not bring a removed video back', async () => {
  const { studio, database } = house.opened;
  const taskId = await house.film(ada, 'a kite');
  const row = await studio.clip(taskId);
  if (row === undefined) throw new Error('There is no clip');
  await studio.remove(taskId, ada);
  await database.clips.insert(row);
  expect(await studio.clip(taskId)).toBeUndefined();
});

test('nobody else removes it but a moderator, not even who has the same id on another platform', async () => {
  const { studio } = house.opened;
  const taskId = await house.film(ada, 'a reef');
  for (const other of [someone('bob'), { ...ada, platform: 'discord' }]) {
    await expect(studio.remove(taskId, other)).rejects.toMatchObject({ code: 'not-allowed' });
  }
  expect(await studio.clip(taskId)).toBeDefined();
  await studio.remove(taskId, someone('mo', { moderator: true }));
  expect(await studio.clip(taskId)).toBeUndefined();
});

test('what is unknown is not found, and what is still being made is to be cancelled first', async () => {
  const { studio } = house.opened;
  await expect(studio.remove('task-0123456789abcdef01234567', ada)).rejects.toMatchObject({ code: 'not-found' });
  // Of a platform whose outcomes nobody carries here, so that it stays open.
  const person = { ...ada, platform: 'discord' };
  const thread = { platform: 'discord', space: 'local', channel: 'studio' };
  const open = taskOf(await house.say('/mora t2v a river', house.contextOf(person, { thread, sourceId: 'd1' })));
  await expect(studio.remove(open, person)).rejects.toThrow(/Cancel it first/u);
});
