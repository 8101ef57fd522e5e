import { afterAll, beforeAll, expect, test } from 'vitest';
import { pickForConnect } from '../../src/commands/connect-picks.ts';
import { openCommandHouse, someone, taskOf, textOf, type CommandHouse } from '../support/command-house.ts';

let house: CommandHouse;
let clips: readonly [string, string];
const ada = someone('ada');
beforeAll(async () => {
  house = await openCommandHouse();
  clips = [await house.film(ada, 'a boat'), await house.film(ada, 'a reef')];
});
afterAll(() => house[Symbol.asyncDispose]());

const picked = /First video picked/u;
const pick = (clip: string, person = someone('bob')) => house.press('connect', clip, house.contextOf(person));
const requestOf = async (taskId: string) => (await house.opened.studio.find(taskId))?.plan.request;

test('the first pick is remembered, the second connects both in their order, and the next is a first again', async () => {
  expect(textOf(await pick(clips[1]))).toMatch(picked);
  const task = taskOf(await pick(clips[0]));
  expect(await requestOf(task)).toMatchObject({ kind: 'connect', videos: [{ clip: clips[1] }, { clip: clips[0] }] });
  const again = someone('bob');
  expect(textOf(await pick(clips[0], again))).toMatch(picked);
  expect(textOf(await pick(clips[0], again))).toMatch(/the pick is taken back/u);
});

test('picks of two people and of two spaces are apart', async () => {
  expect(textOf(await pick(clips[0], someone('cy')))).toMatch(picked);
  expect(textOf(await pick(clips[1], someone('di')))).toMatch(picked);
  const other = house.contextOf(someone('cy'), { space: 'other' });
  await expect(house.press('connect', clips[1], other)).rejects.toMatchObject({ code: 'not-found' });
});

test('a click that is seen twice counts once, before and after the task is begun', async () => {
  const person = someone('eli');
  const first = house.contextOf(person);
  for (let seen = 0; seen < 2; seen += 1) {
    expect(textOf(await house.press('connect', clips[0], first))).toMatch(picked);
  }
  const second = house.contextOf(person);
  const task = await house.press('connect', clips[1], second);
  expect(task).toMatchObject({ kind: 'task', duplicate: false });
  expect(await house.press('connect', clips[1], second)).toEqual({ ...task, duplicate: true });
  expect(await house.opened.studio.picks.get(person, 'local')).toBeUndefined();
});

test('a pick of more than an hour ago is forgotten', async () => {
  const person = someone('flo');
  const { studio } = house.opened;
  expect(textOf(await pick(clips[0], person))).toMatch(picked);
  const kept = await studio.picks.get(person, 'local');
  if (kept === undefined) throw new Error('the pick was not kept');
  await studio.picks.put(person, 'local', { ...kept, atMs: kept.atMs - 3_600_001 });
  expect(textOf(await pick(clips[1], person))).toMatch(picked);
});

test('a file is copied in at the first pick, as chats forget files', async () => {
  const person = someone('gus');
  const file = { name: 'a.mp4', open: () => Promise.reject(new Error('taken by the intake')) };
  expect(textOf(await pickForConnect(file, house.contextOf(person)))).toMatch(picked);
  const kept = await house.opened.studio.picks.get(person, 'local');
  expect(kept?.video).toMatchObject({ kept: { artifact: expect.stringMatching(/^pick-/u) } });
  const request = await requestOf(taskOf(await pick(clips[0], person)));
  expect(request).toMatchObject({
    kind: 'connect',
    videos: [kept?.video && 'kept' in kept.video && kept.video.kept, { clip: clips[0] }],
  });
});

test('a first pick that was deleted meanwhile ends the connection, not every later one', async () => {
  const person = someone('hal');
  const doomed = await house.film(person, 'a bubble');
  await pick(doomed, person);
  await house.press('delete', doomed, house.contextOf(person));
  await expect(pick(clips[0], person)).rejects.toMatchObject({ code: 'not-found' });
  expect(textOf(await pick(clips[0], person))).toMatch(picked);
});
