import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type DiscordScene, registered } from '../open-discord.ts';
import { answerOf, corner, deleteForGood, everywhere, outcome, outcomes, press, taskIn, withButton } from '../seen.ts';
import { MEMBER_PERMISSIONS, PERMISSIONS } from '../../../fakes/discord/permissions.ts';
import { createQuickProvider } from '../../../fakes/quick-provider.ts';

/** Whatever fails, an outcome arrives once. One Discord and one bot serve all tests; each has a channel of its own. */
let scene: DiscordScene;
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
  await registered(scene.discord);
});
afterAll(async () => {
  for (const { resolve } of gates.values()) resolve();
  await scene[Symbol.asyncDispose]();
});

function gateOf(taskId: string): PromiseWithResolvers<void> {
  const gate = gates.get(taskId) ?? Promise.withResolvers<void>();
  gates.set(taskId, gate);
  return gate;
}

/** A task whose card and thread are there, and what lets it end. */
async function begun(prompt = 'a paper boat') {
  const place = corner(scene);
  const { discord, channelId, userId } = place;
  const asked = discord.command({ userId, channelId, path: ['t2v'], options: { prompt } });
  await answerOf(asked);
  await expect.poll(() => discord.threads(channelId)).toHaveLength(1);
  const [card] = discord.messages(channelId);
  const threadId = discord.threads(channelId)[0]?.id ?? '';
  if (card === undefined) throw new Error('There is no card');
  const taskId = taskIn(card);
  const posts = (id: string) => new RegExp(`^/channels/${id}/messages$`, 'u');
  return { ...place, taskId, cardId: card.id, threadId, posts, finish: () => gateOf(taskId).resolve() };
}

/** Where the studio says that an outcome is, once it says so. */
async function deliveredTo(taskId: string): Promise<string | undefined> {
  let place: string | undefined;
  await expect
    .poll(async () => (place = (await scene.house.studio.find(taskId))?.deliveredTo?.place))
    .toEqual(expect.any(String));
  return place;
}

test.each(['before', 'after'] as const)('a network that is cut %s the post is carried out: once', async (when) => {
  const task = await begun();
  scene.discord.cut({ method: 'POST', path: task.posts(task.threadId), when, times: 2 });
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('thread');
  expect(await outcomes(scene.discord, task.channelId)).toHaveLength(1);
});

test('a Discord that fails for a while gets it once afterwards', async () => {
  const task = await begun();
  scene.discord.fail({ method: 'POST', path: task.posts(task.threadId), status: 503, times: 5 });
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('thread');
  expect(await outcomes(scene.discord, task.channelId)).toHaveLength(1);
});

test.each([
  ['of this place', { 'x-ratelimit-scope': 'user' }, false],
  ['of all calls of the bot', { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' }, true],
] as const)('told to wait by a limit %s, it waits, and arrives once', async (_what, headers, global) => {
  const task = await begun();
  const body = { message: 'You are being rate limited.', retry_after: 0.3, global };
  const answer = { status: 429, body, headers: { ...headers, 'retry-after': '0.3' } };
  scene.discord.fail({ method: 'POST', path: task.posts(task.threadId), times: 2, ...answer });
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('thread');
  expect(await outcomes(scene.discord, task.channelId)).toHaveLength(1);
});

test('an archived thread wakes up', async () => {
  const task = await begun();
  scene.discord.archive(task.threadId);
  task.finish();
  expect((await outcome(scene.discord, task.channelId)).channelId).toBe(task.threadId);
  expect(scene.discord.threads(task.channelId)).toMatchObject([{ archived: false }]);
});

test.each([
  ['is locked', (task: Task) => scene.discord.archive(task.threadId, { locked: true })],
  ['is deleted', (task: Task) => scene.discord.deleteChannel(task.threadId)],
  [
    'is closed to the bot',
    (task: Task) =>
      scene.discord.setBotPermissions(task.channelId, MEMBER_PERMISSIONS & ~PERMISSIONS.SEND_MESSAGES_IN_THREADS),
  ],
] as const)('where the thread %s, the outcome answers the card in the channel', async (_what, harm) => {
  const task = await begun();
  harm(task);
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('channel');
  const result = await outcome(scene.discord, task.channelId);
  expect(result).toMatchObject({ channelId: task.channelId, replyTo: task.cardId });
  expect(result.files).toHaveLength(1);
});

test('where the past may not be read, it stands in the channel without being an answer', async () => {
  const task = await begun();
  scene.discord.deleteChannel(task.threadId);
  scene.discord.setBotPermissions(task.channelId, MEMBER_PERMISSIONS & ~PERMISSIONS.READ_MESSAGE_HISTORY);
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('channel');
  expect(await outcome(scene.discord, task.channelId)).toMatchObject({ replyTo: undefined });
});

test('where the channel is deleted, it comes as a direct message', async () => {
  const task = await begun();
  scene.discord.deleteChannel(task.channelId);
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('direct');
  const { id } = scene.discord.directChannel(task.userId);
  expect(withButton(scene.discord.messages(id), 'again').map(taskIn)).toEqual([task.taskId]);
});

test('what came as a direct message can be gone on from there, by its owner alone', async () => {
  const { discord, house } = scene;
  const task = await begun();
  discord.deleteChannel(task.channelId);
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('direct');
  const { id } = discord.directChannel(task.userId);
  const [result] = withButton(discord.messages(id), 'again');
  if (result === undefined) throw new Error('There is no result');
  await answerOf(press(discord, result, 'again', task.userId));
  discord.say({ userId: task.userId, channelId: id, content: 'extend', replyTo: result.id });
  const extend = press(discord, result, 'extend', task.userId);
  await extend.callback();
  discord.submitModal({ userId: task.userId, of: extend, values: { prompt: 'on and on' } });
  const all = () => withButton(discord.messages(id), 'again').map(taskIn);
  const finished = () => {
    for (const { resolve } of gates.values()) resolve();
    return all().length;
  };
  await expect.poll(finished).toBe(4);
  const kinds = await Promise.all(all().map(async (one) => (await house.studio.find(one))?.plan.request.kind));
  expect(kinds.map(String).toSorted()).toEqual(['extend', 'extend', 't2v', 't2v']);
  const history = await answerOf(discord.command({ userId: task.userId, channelId: id, path: ['history'] }));
  expect(history.words().split('\n').length).toBeGreaterThanOrEqual(3);
  await deleteForGood(discord, result, task.userId);
  expect(await house.studio.clip(task.taskId)).toBeUndefined();
});

test('a video in a thread that sleeps is deleted all the same', async () => {
  const { discord, house } = scene;
  const task = await begun();
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('thread');
  const [result] = withButton(discord.messages(task.threadId), 'again');
  if (result === undefined) throw new Error('There is no result');
  const question = await answerOf(press(discord, result, 'delete', task.userId));
  discord.archive(task.threadId);
  const [sure] = question.buttons();
  discord.press({ userId: task.userId, messageId: question.id, customId: sure?.customId ?? '' });
  await expect.poll(() => withButton(discord.messages(task.threadId), 'again')).toEqual([]);
  expect(await house.studio.clip(task.taskId)).toBeUndefined();
});

test('where there is no place left, it is kept, and its owner gets it from anywhere later', async () => {
  const task = await begun();
  scene.discord.deleteChannel(task.channelId);
  scene.discord.closeDirect(task.userId);
  task.finish();
  expect(await deliveredTo(task.taskId)).toBe('kept');
  const { id } = scene.discord.addChannel({ guildId: scene.guildId });
  const path = ['history'];
  const asked = scene.discord.command({ userId: task.userId, channelId: id, path, options: { clip: task.taskId } });
  const answer = await answerOf(asked);
  expect(taskIn(answer)).toBe(task.taskId);
  expect(answer.files).toHaveLength(1);
  expect(answer.ephemeral).toBe(true);
});

test('a bot that was taken off the server comes by direct message', async () => {
  await using own = await openScene();
  const gate = Promise.withResolvers<void>();
  await own.work((agent) => (agent === 'finish' ? gate.promise : undefined));
  await own.startBot();
  await registered(own.discord);
  own.ask();
  await expect.poll(() => own.discord.threads(own.channelId)).toHaveLength(1);
  own.discord.kick(own.guildId);
  gate.resolve();
  const direct = (): number => {
    const { id } = own.discord.directChannel(own.userId);
    return withButton(own.discord.messages(id), 'again').length;
  };
  await expect.poll(direct).toBe(1);
  expect(withButton(everywhere(own.discord, own.channelId), 'again')).toEqual([]);
});

type Task = Awaited<ReturnType<typeof begun>>;
