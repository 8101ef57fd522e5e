import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type SlackScene } from '../open-slack.ts';
import { cards, corner, made, member, modalOf, outcome, requestOf, taskIn, type, type Corner } from '../seen.ts';

/** Turns of the crew wait here while it is closed. */
let gate = Promise.resolve();
let scene: SlackScene;
beforeAll(async () => {
  scene = await openScene();
  await scene.work(() => gate);
  await scene.startBot();
});
afterAll(() => scene[Symbol.asyncDispose]());

const open = ({ slack, teamId, userId }: Corner): void => slack.people.openHome({ teamId, userId });
const shown = ({ slack, userId }: Corner): string => JSON.stringify(slack.home(userId)?.blocks ?? []);

function pressHome({ slack, teamId, userId }: Corner, actionId: string) {
  return slack.people.pressIn({ teamId, userId, in: 'home', actionId });
}

test('the Home tab shows what is one’s own: what is being made, and then the video', async () => {
  const place = corner(scene);
  const held = Promise.withResolvers<void>();
  gate = held.promise;
  try {
    type(place, 't2v a slow snail');
    await expect.poll(() => cards(place).length).toBe(1);
    open(place);
    await expect.poll(() => shown(place)).toContain('In the making');
    expect(shown(place)).toMatch(/a slow snail.*1\.cancel\./u);
    const other = { ...place, userId: member(scene, { name: 'Linus' }) };
    open(other);
    await expect.poll(() => shown(other)).toContain('You have no videos yet.');
    expect(shown(other)).not.toContain('snail');
  } finally {
    held.resolve();
    gate = Promise.resolve();
  }
  // Whoever looks at it sees it change by itself.
  const result = await outcome(place);
  await expect.poll(() => shown(place)).toContain(`1.extend.${taskIn(result)}`);
  expect(shown(place)).not.toContain('In the making');
});

test('nobody’s Home tab is filled that nobody opened; Refresh fills it anew', async () => {
  const place = corner(scene);
  await made(place);
  await expect.poll(() => cards(place)[0]?.words()).toContain('Done');
  expect(place.slack.home(place.userId)).toBeUndefined();
  open(place);
  await expect.poll(() => shown(place)).toContain('a snail');
  const before = place.slack.home(place.userId)?.id;
  pressHome(place, 'mora_refresh');
  await expect.poll(() => place.slack.home(place.userId)?.id).not.toBe(before);
});

test('its buttons work: a video once more comes in private, a longer one asks for words, a new one opens the form', async () => {
  const place = corner(scene);
  const { slack, teamId, userId } = place;
  const taskId = taskIn(await made(place, 'a finch'));
  open(place);
  await expect.poll(() => shown(place)).toContain(`1.again.${taskId}`);
  pressHome(place, `1.again.${taskId}`);
  const direct = { slack, channelId: slack.directChannel(teamId, userId).id };
  expect(await requestOf(scene, await outcome(direct))).toMatchObject({ kind: 't2v', prompt: 'a finch' });

  await modalOf(place, () => pressHome(place, `1.extend.${taskId}`));
  slack.people.submit({ teamId, userId, values: { mora_words: 'it flies' } });
  const longer = await outcome(direct, 2);
  expect(await requestOf(scene, longer)).toMatchObject({ kind: 'extend', prompt: 'it flies', video: { clip: taskId } });

  const form = await modalOf(place, () => pressHome(place, 'mora_new_video'));
  expect(JSON.stringify(form.blocks)).toContain('"mora_place"');
});

test('what is being made is cancelled from the Home tab, which shows it at once', async () => {
  const place = corner(scene);
  const held = Promise.withResolvers<void>();
  gate = held.promise;
  try {
    type(place, 't2v a long one');
    await expect.poll(() => cards(place).length).toBe(1);
    open(place);
    await expect.poll(() => shown(place)).toContain('1.cancel.');
    const cancel = /1\.cancel\.[a-z0-9-]+/u.exec(shown(place))?.[0] ?? '';
    pressHome(place, cancel);
    await expect.poll(() => shown(place)).not.toContain('1.cancel.');
    expect((await outcome(place)).words()).toContain('Cancelled by Grace.');
  } finally {
    held.resolve();
    gate = Promise.resolve();
  }
});

test.each(['app_uninstalled', 'tokens_revoked'] as const)(
  'a workspace that removes the app ends its tasks, whose outcomes have no place any more, with %s first',
  async (first) => {
    const held = Promise.withResolvers<void>();
    await using leaving = await openScene();
    await leaving.work(() => held.promise);
    await leaving.startBot();
    const { slack, teamId, house } = leaving;
    const place = corner(leaving);
    type(place, 't2v a last film');
    await expect.poll(() => cards(place).length).toBe(1);
    const [card] = cards(place);
    if (card === undefined) throw new Error('There is no card');
    const taskId = taskIn(card);
    slack.people.uninstall(teamId, first);
    const ended = async () => (await house.studio.find(taskId))?.outcome;
    await expect.poll(ended).toMatchObject({ status: 'cancelled', by: 'the removal of the app' });
    held.resolve();
    await expect.poll(async () => (await house.studio.find(taskId))?.deliveredTo?.place).toBe('kept');
  },
);
