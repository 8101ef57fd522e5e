import { afterAll, beforeAll, expect, test } from 'vitest';
import { createQuickProvider } from '../../../fakes/quick-provider.ts';
import { openScene, type SlackScene } from '../open-slack.ts';
import { cards, corner, everywhere, outcome, outcomes, taskIn, told, type, withButton } from '../seen.ts';

/** Whatever fails, an outcome arrives once. One Slack and one bot serve all tests; each has a channel of its own. */
let scene: SlackScene;
let gates: Map<string, PromiseWithResolvers<void>>;
beforeAll(async () => {
  gates = new Map();
  scene = await openScene();
  // A task waits in its last stage until its test lets it go on.
  const hold = createQuickProvider(async (agent, { stageId }) => {
    if (agent === 'finish') await gateOf(/^task-[a-z0-9]+/u.exec(stageId)?.[0] ?? '').promise;
  });
  await scene.house.work(hold);
  await scene.startBot();
});
afterAll(async () => {
  for (const { resolve } of gates.values()) resolve();
  await scene[Symbol.asyncDispose]();
});

const complete = 'files.completeUploadExternal';

function gateOf(taskId: string): PromiseWithResolvers<void> {
  const gate = gates.get(taskId) ?? Promise.withResolvers<void>();
  gates.set(taskId, gate);
  return gate;
}

type Task = Awaited<ReturnType<typeof begun>>;

/** A task whose card is there with its key frame, and what lets it end. */
async function begun() {
  const place = corner(scene);
  type(place, 't2v a paper boat');
  // The next upload is that of the video.
  await expect.poll(() => cards(place)[0]?.images().length).toBe(1);
  const [card] = cards(place);
  if (card === undefined) throw new Error('There is no card');
  const taskId = taskIn(card);
  return { ...place, taskId, cardTs: card.ts, finish: () => gateOf(taskId).resolve() };
}

/** Where the studio says that an outcome is, once it says so. */
async function deliveredTo(taskId: string): Promise<string | undefined> {
  let place: string | undefined;
  await expect
    .poll(async () => (place = (await scene.house.studio.find(taskId))?.deliveredTo?.place))
    .toEqual(expect.any(String));
  return place;
}

test.each([
  ['before the upload is asked for', 'files.getUploadURLExternal', 'before'],
  ['while the bytes are sent', '/upload', 'before'],
  ['between the bytes and the end of the upload', complete, 'before'],
  ['after the end of the upload', complete, 'after'],
  ['while the message is looked for', 'files.info', 'before'],
] as const)('a network that is cut %s: one video in the thread', async (_what, method, when) => {
  const task = await begun();
  scene.slack.cut({ method, when });
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('thread');
  const [result, ...others] = await outcomes(task);
  expect(others).toEqual([]);
  expect(result).toMatchObject({ threadTs: task.cardTs, files: [{ mimetype: 'video/mp4' }] });
});

test('a Slack that fails for a while gets it once afterwards', async () => {
  const task = await begun();
  scene.slack.fail({ method: complete, status: 503, times: 3 });
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('thread');
  expect(await outcomes(task)).toHaveLength(1);
});

test('told to wait, it waits, and arrives once', async () => {
  const task = await begun();
  scene.slack.fail({ method: complete, retryAfterS: 1, times: 2 });
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('thread');
  expect(await outcomes(task)).toHaveLength(1);
});

test('where the workspace takes no videos, the outcome says so and is kept', async () => {
  const task = await begun();
  scene.slack.fail({ method: complete, error: 'file_uploads_disabled' });
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('thread');
  const result = await outcome(task);
  expect(result.files).toEqual([]);
  expect(result.words()).toContain('takes no video files here');
});

test('where the thread is gone, the outcome stands in the channel', async () => {
  const task = await begun();
  scene.slack.deleteMessage(task.channelId, task.cardTs);
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('channel');
  expect(scene.slack.messages(task.channelId)).toMatchObject([{ files: [{ mimetype: 'video/mp4' }] }]);
});

test('a bot that was taken out of an open channel joins it again', async () => {
  const task = await begun();
  scene.slack.kickBot(task.channelId);
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('thread');
  expect(await outcomes(task)).toHaveLength(1);
});

/** What its owner gets as a direct message. */
function sentDirectly({ slack, teamId, userId }: Task) {
  return withButton(slack.messages(slack.directChannel(teamId, userId).id), 'again');
}

test('where the channel is archived, it comes as a direct message', async () => {
  const task = await begun();
  scene.slack.archiveChannel(task.channelId);
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('direct');
  expect(sentDirectly(task).map(taskIn)).toEqual([task.taskId]);
  expect(withButton(everywhere(task), 'again')).toEqual([]);
});

test('where there is no place left, it is kept, and its owner gets it from anywhere later', async () => {
  const task = await begun();
  scene.slack.archiveChannel(task.channelId);
  scene.slack.closeDirect(task.userId);
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('kept');
  const elsewhere = { ...task, channelId: corner(scene).channelId };
  expect(await told(elsewhere, 'history')).toContain('a paper boat');
  type(elsewhere, `history ${task.taskId}`);
  expect(taskIn(await outcome(elsewhere))).toBe(task.taskId);
});
