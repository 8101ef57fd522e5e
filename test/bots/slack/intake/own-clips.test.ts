import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openStaffedScene, type SlackScene } from '../open-slack.ts';

let scene: SlackScene;
beforeAll(async () => {
  scene = await openStaffedScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

const answerSchema = z.object({
  options: z.array(z.object({ text: z.object({ text: z.string() }), value: z.string() })),
});

/** Makes a video and returns its task. */
async function film(userId: string, words: string): Promise<string> {
  const { slack, teamId, house } = scene;
  const { id: channelId } = slack.addChannel({ teamId });
  slack.people.slash({ teamId, channelId, userId, text: `t2v ${words}` });
  await expect.poll(() => slack.messages(channelId).length).toBe(1);
  const [card] = slack.messages(channelId);
  await expect.poll(() => slack.messages(channelId, card?.ts).length).toBe(1);
  const person = { platform: 'slack', id: userId, name: '', moderator: false };
  const [task] = await house.studio.recent(person, teamId, 1);
  return task?.plan.taskId ?? '';
}

async function offered(
  userId: string,
  typed: string,
): Promise<readonly { readonly label: string; readonly id: string }[]> {
  const { slack, teamId } = scene;
  const asked = slack.people.suggest({ teamId, userId, actionId: 'mora_clips', typed });
  const { options } = answerSchema.parse(await asked.ack());
  return options.map(({ text, value }) => ({ label: text.text, id: value }));
}

test('a form that needs a video offers the person their own, and takes one instead of a file', async () => {
  const { slack, teamId, channelId } = scene;
  const { id: userId } = slack.addUser({ teamId, name: 'Grace' });
  const { id: other } = slack.addUser({ teamId, name: 'Eve' });
  const boat = await film(userId, 'a paper boat');
  const kite = await film(userId, 'a red kite');
  await film(other, 'a secret garden');

  slack.people.slash({ teamId, channelId, userId, text: 'extend' });
  await expect.poll(() => slack.openView(userId)).toBeDefined();
  expect(await offered(userId, '')).toEqual([
    { label: 't2v: a red kite', id: kite },
    { label: 't2v: a paper boat', id: boat },
  ]);
  expect(await offered(userId, 'BOAT')).toEqual([{ label: 't2v: a paper boat', id: boat }]);

  const before = slack.messages(channelId).length;
  await slack.people
    .submit({ teamId, userId, values: { mora_clips: boat, 'option.prompt': 'the tide comes in' } })
    .ack();
  await expect.poll(() => slack.messages(channelId).length).toBe(before + 1);
  const card = slack.messages(channelId).at(-1);
  await expect.poll(() => slack.messages(channelId, card?.ts)[0]?.words()).toContain('Made from: your video and words');
});

test('some of the own videos are connected in the order in which they were chosen; too few are asked for', async () => {
  const { slack, teamId, house } = scene;
  const { id: channelId } = slack.addChannel({ teamId });
  const { id: userId } = slack.addUser({ teamId, name: 'Joan' });
  const [first, second] = [await film(userId, 'a comet'), await film(userId, 'a river')];
  slack.people.slash({ teamId, channelId, userId, text: 'connect' });
  await expect.poll(() => slack.openView(userId)).toBeDefined();
  const refused = await slack.people.submit({ teamId, userId, values: { mora_clips: [first] } }).ack();
  expect(refused).toEqual({ response_action: 'errors', errors: { mora_videos: 'Add at least 2 videos.' } });
  await slack.people.submit({ teamId, userId, values: { mora_clips: [second, first] } }).ack();
  await expect.poll(() => slack.messages(channelId).length).toBe(1);
  const person = { platform: 'slack', id: userId, name: '', moderator: false };
  const [task] = await house.studio.recent(person, teamId, 1);
  const request = task?.plan.request;
  expect(request?.kind === 'connect' && request.videos.map(({ clip }) => clip)).toEqual([second, first]);
});
