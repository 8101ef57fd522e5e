import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStaffedScene, type SlackScene } from '../open-slack.ts';
import { corner, made, taskIn, type } from '../seen.ts';

let scene: SlackScene;
beforeAll(async () => {
  scene = await openStaffedScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

test('where Slack takes no blocks beside a video, its facts and buttons follow it', async () => {
  const place = corner(scene);
  const { slack, channelId } = place;
  const taskId = taskIn(await made(place, 'a paper boat'));
  // The last upload of the task is its key frame.
  await expect.poll(() => slack.messages(channelId)[0]?.images().length).toBe(1);
  slack.fail({ method: 'files.completeUploadExternal', error: 'invalid_blocks' });
  type(place, `history ${taskId}`);
  await expect.poll(() => slack.messages(channelId).length).toBe(3);
  const [, ...again] = slack.messages(channelId);
  const [video, words] = again.toSorted((a, b) => b.files.length - a.files.length);
  expect([video?.files.length, video?.buttons(), words?.files]).toEqual([1, [], []]);
  expect(words?.words()).toContain('a paper boat');
  expect(words?.buttons().map(({ label }) => label)).toContain('Extend');
});
