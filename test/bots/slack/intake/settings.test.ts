import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStaffedScene, type SlackScene } from '../open-slack.ts';

let scene: SlackScene;
beforeAll(async () => {
  scene = await openStaffedScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

const patience = { timeout: 30_000, interval: 20 };

/** Types a command, and resolves with what its author alone is told. */
async function told(userId: string, text: string): Promise<string> {
  const { slack, teamId, channelId } = scene;
  const before = slack.ephemerals(channelId, userId).length;
  slack.people.slash({ teamId, channelId, userId, text });
  await expect.poll(() => slack.ephemerals(channelId, userId).length, patience).toBe(before + 1);
  return slack.ephemerals(channelId, userId).at(-1)?.words() ?? '';
}

test('a user group is allowed by its mention or its handle, is shown by its name, and its members alone may ask', async () => {
  const { slack, teamId, channelId } = scene;
  const admin = slack.addUser({ teamId, name: 'Mo', admin: true }).id;
  const member = slack.addUser({ teamId, name: 'Eva' }).id;
  const stranger = slack.addUser({ teamId, name: 'Cy' }).id;
  const group = slack.addGroup({ teamId, handle: 'makers', users: [member] }).id;
  const everybody = 'Everybody may ask for videos.';

  expect(await told(admin, 'settings allow --role nobody')).toBe('There is no user group of that name here.');
  expect(await told(admin, `settings allow --role <!subteam^${group}|@makers>`)).toContain('@makers');
  expect(await told(admin, `settings forbid --role ${group}`)).toContain(everybody);
  expect(await told(admin, 'settings allow --role @Makers')).toContain('These roles may ask for videos: @makers');
  const shown = slack.ephemerals(channelId, admin).at(-1);
  expect(JSON.stringify(shown?.blocks)).not.toMatch(/usergroup|subteam/u);

  expect(await told(stranger, 't2v a boat')).toMatch(/You need a role/u);
  slack.people.slash({ teamId, channelId, userId: member, text: 't2v a boat --duration 1' });
  await expect.poll(() => slack.messages(channelId).length, patience).toBe(1);

  expect(await told(admin, 'settings forbid --role makers')).toContain(everybody);
});

test('a channel that was only typed is not taken for one, and a forgotten one is asked for', async () => {
  const { slack, teamId, channelId } = scene;
  const admin = slack.addUser({ teamId, name: 'Al', admin: true }).id;
  expect(await told(admin, 'settings allow #secrets')).toMatch(/^I do not know that channel\./u);
  expect(await told(admin, 'settings allow')).toBe('Name a channel, a role or a model.');
  expect(await told(admin, 'gallery set')).toBe('--channel: Name a channel. See /mora help gallery set.');
  expect(await told(admin, `settings allow <#${channelId}>`)).toContain(`asked for in: <#${channelId}>`);
  expect(await told(admin, 'settings forbid #secrets')).toContain(`asked for in: <#${channelId}>`);
  expect(await told(admin, `settings forbid <#${channelId}>`)).toContain('in all channels');
});
