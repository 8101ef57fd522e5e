import { expect, test } from 'vitest';
import { createPeople, type People } from '../../../src/bots/slack/people.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { startFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';
import { openApi } from './open-api.ts';

interface PeopleScene extends AsyncDisposable {
  readonly slack: FakeSlack;
  readonly teamId: string;
  readonly people: People;
  /** Moves the studio's clock. */
  pass(ms: number): void;
  asked(method: string): number;
}

async function openPeople(): Promise<PeopleScene> {
  const slack = await startFakeSlack();
  const { id: teamId, botToken } = slack.addTeam();
  const api = openApi(slack.apiUrl, botToken);
  let nowMs = 0;
  return {
    slack,
    teamId,
    people: createPeople({ apiOf: () => Promise.resolve(api), nowMs: () => nowMs, logger: silentLogger() }),
    pass: (ms) => void (nowMs += ms),
    asked: (wanted) => slack.requests.filter(({ method }) => method === wanted).length,
    [Symbol.asyncDispose]: () => slack[Symbol.asyncDispose](),
  };
}

test('somebody has a name, a language, and the user groups that they are in', async () => {
  await using scene = await openPeople();
  const { slack, teamId, people } = scene;
  const { id } = slack.addUser({ teamId, name: 'Ada', locale: 'de-DE' });
  const { id: makers } = slack.addGroup({ teamId, handle: 'makers', users: [id] });
  slack.addGroup({ teamId, handle: 'others', users: ['U0OTHER'] });
  expect(people.knownLocale(teamId, id)).toBeUndefined();
  expect(await people.find(teamId, id)).toEqual({
    platform: 'slack',
    id,
    name: 'Ada',
    locale: 'de-DE',
    moderator: false,
    manager: false,
    roles: [makers],
  });
  expect(people.knownLocale(teamId, id)).toBe('de-DE');
  expect(people.knownGroup(teamId, makers)).toBe('makers');
});

test.each([{ admin: true }, { owner: true }])('%j manages the workspace', async (rights) => {
  await using scene = await openPeople();
  const { id } = scene.slack.addUser({ teamId: scene.teamId, ...rights });
  expect(await scene.people.find(scene.teamId, id)).toMatchObject({ manager: true, moderator: true });
});

test('people are asked for once in ten minutes, by all together', async () => {
  await using scene = await openPeople();
  const { slack, teamId, people } = scene;
  const { id } = slack.addUser({ teamId });
  const found = await Promise.all([1, 2, 3].map(() => people.find(teamId, id)));
  expect(new Set(found.map(({ name }) => name))).toEqual(new Set(['Ada']));
  scene.pass(10 * 60_000 - 1);
  await people.find(teamId, id);
  expect([scene.asked('users.info'), scene.asked('usergroups.list')]).toEqual([1, 1]);
  scene.pass(1);
  await people.find(teamId, id);
  expect([scene.asked('users.info'), scene.asked('usergroups.list')]).toEqual([2, 2]);
});

test('whom Slack does not tell of has a name like any other and no rights, and is asked for again', async () => {
  await using scene = await openPeople();
  const { slack, teamId, people } = scene;
  const { id } = slack.addUser({ teamId, admin: true, locale: 'fr-FR' });
  slack.fail({ method: 'users.info', error: 'internal_error' });
  const unknown = await people.find(teamId, id);
  expect(unknown).toEqual({ platform: 'slack', id, name: 'somebody', moderator: false, manager: false, roles: [] });
  expect(await people.find(teamId, id)).toMatchObject({ name: 'Ada', manager: true, locale: 'fr-FR' });
  // What was known is better than nothing.
  scene.pass(60 * 60_000);
  slack.fail({ method: 'users.info', error: 'internal_error' });
  expect(await people.find(teamId, id)).toMatchObject({ name: 'Ada', manager: true, locale: 'fr-FR' });
});

test('a workspace without user groups is asked for them no more than others', async () => {
  await using scene = await openPeople();
  const { slack, teamId, people } = scene;
  const { id } = slack.addUser({ teamId });
  slack.fail({ method: 'usergroups.list', error: 'missing_scope', times: 10 });
  expect((await people.find(teamId, id)).roles).toEqual([]);
  expect((await people.find(teamId, slack.addUser({ teamId }).id)).roles).toEqual([]);
  expect(scene.asked('usergroups.list')).toBe(1);
});

test('user groups that cannot be had just now are asked for again', async () => {
  await using scene = await openPeople();
  const { slack, teamId, people } = scene;
  const { id } = slack.addUser({ teamId });
  const { id: makers } = slack.addGroup({ teamId, handle: 'makers', users: [id] });
  slack.fail({ method: 'usergroups.list', error: 'internal_error' });
  expect((await people.find(teamId, id)).roles).toEqual([]);
  expect((await people.find(teamId, id)).roles).toEqual([makers]);
});

test('a user group is found by its id and by its handle, also one that was made just now', async () => {
  await using scene = await openPeople();
  const { slack, teamId, people } = scene;
  const { id } = slack.addGroup({ teamId, handle: 'makers', users: [] });
  expect(await people.findGroup(teamId, id)).toMatchObject({ id, handle: 'makers' });
  expect(await people.findGroup(teamId, 'Makers')).toMatchObject({ id });
  expect(scene.asked('usergroups.list')).toBe(1);
  const { id: young } = slack.addGroup({ teamId, handle: 'young', users: [] });
  expect(await people.findGroup(teamId, 'young')).toMatchObject({ id: young });
  expect(await people.findGroup(teamId, 'nobody')).toBeUndefined();
  slack.fail({ method: 'usergroups.list', error: 'internal_error' });
  await expect(people.findGroup(teamId, 'nobody')).rejects.toMatchObject({ code: 'unavailable' });
});

test('people of two workspaces are not mixed up', async () => {
  await using scene = await openPeople();
  const { slack, teamId, people } = scene;
  const { id } = slack.addUser({ teamId, name: 'Ada', locale: 'de-DE' });
  await people.find(teamId, id);
  expect(people.knownLocale('T0OTHER', id)).toBeUndefined();
});
