import { expect, test } from 'vitest';
import { openMemory } from '../../../../src/bots/discord/memory.ts';
import { deliveryOf, type Delivery } from '../../../../src/bots/delivery.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import type { ThreadRef } from '../../../../src/core/thread.ts';
import { linePlan } from '../../../support/plans.ts';
import { openScene, type DiscordScene, registered } from '../open-discord.ts';
import { everywhere, taskIn, withButton } from '../seen.ts';

const never = new AbortController().signal;
const hoursMs = 3 * 3_600_000;
const posts = /^\/channels\/\d+\/messages$/u;

test.each(['before', 'after'] as const)(
  'a process that dies as the connection is cut %s the post: the next one, hours later, brings it once',
  async (when) => {
    await using scene = await openScene();
    const delivery = failureIn(scene);
    const first = await scene.startBot();
    const dying = new AbortController();
    scene.discord.cut({ method: 'POST', path: posts, when });
    // It would try again at once: it dies as soon as the server has cut the line.
    const attempt = first.adapter.deliver(delivery, dying.signal).catch(() => 'died');
    await expect
      .poll(() => scene.discord.requests.some(({ path, status }) => posts.test(path) && status === 0))
      .toBe(true);
    dying.abort();
    await attempt;
    await first[Symbol.asyncDispose]();
    scene.discord.advance(hoursMs);
    const next = await scene.startBot();
    const done = await next.adapter.deliver(delivery, never);
    expect(done.place).toBe('thread');
    expect(shownIn(scene)).toBe(1);
    expect(await next.adapter.deliver(delivery, never)).toEqual(done);
    expect(shownIn(scene)).toBe(1);
  },
);

test('a process that dies before it kept the answer: the next one finds the outcome, however busy the channel was', async () => {
  await using scene = await openScene();
  const { discord, channelId, userId, house } = scene;
  const gate = Promise.withResolvers<void>();
  await scene.work((agent) => (agent === 'finish' ? gate.promise : undefined));
  const first = await scene.startBot();
  await registered(discord);
  scene.ask();
  await expect.poll(() => discord.threads(channelId)).toHaveLength(1);
  discord.deleteChannel(discord.threads(channelId)[0]?.id ?? '');
  gate.resolve();
  await expect.poll(() => shownIn(scene)).toBe(1);
  const [card] = discord.messages(channelId);
  const taskId = card === undefined ? '' : taskIn(card);
  await expect.poll(async () => (await house.studio.find(taskId))?.deliveredTo?.place).toBe('channel');
  await first[Symbol.asyncDispose]();
  await openMemory(house.database.collection).deliveries.put(taskId, { attempts: 1 });
  for (let count = 0; count < 250; count += 1) discord.say({ userId, channelId, content: `busy ${count}` });
  discord.advance(hoursMs);
  const next = await scene.startBot();
  const task = await house.studio.find(taskId);
  if (task?.outcome === undefined) throw new Error('There is no outcome');
  const delivery = deliveryOf(task.plan, task.person, task.outcome);
  expect(await next.adapter.deliver(delivery, never)).toMatchObject({ place: 'channel' });
  expect(shownIn(scene)).toBe(1);
});

test('two processes on one database: one card, one outcome, one answer', async () => {
  await using scene = await openScene();
  await scene.work();
  await scene.startBot();
  await scene.startBot();
  await registered(scene.discord);
  const asked = scene.ask();
  await expect.poll(() => shownIn(scene)).toBe(1);
  await expect.poll(() => asked.original()?.words() ?? '').toContain('Got it');
  await expect.poll(() => scene.discord.messages(scene.channelId)[0]?.words()).toContain('Done');
  expect(scene.discord.messages(scene.channelId)).toHaveLength(1);
  expect(scene.discord.threads(scene.channelId)).toHaveLength(1);
  expect(shownIn(scene)).toBe(1);
  expect(asked.followUps()).toEqual([]);
});

/** A failure to be told in a thread. */
function failureIn({ discord, channelId, guildId, userId }: DiscordScene): Delivery {
  const plan = linePlan();
  const outcome: Outcome = {
    status: 'failed',
    failure: { code: 'provider-failed', userMessage: 'It broke. Try again.' },
  };
  const { id } = discord.addThread({ parentId: channelId });
  const thread: ThreadRef = { platform: 'discord', space: guildId, channel: channelId, thread: id };
  return deliveryOf({ ...plan, thread }, { platform: 'discord', id: userId, name: 'Ada' }, outcome);
}

/** How many outcomes people see. */
function shownIn({ discord, channelId }: DiscordScene): number {
  return withButton(everywhere(discord, channelId), 'again').length;
}
