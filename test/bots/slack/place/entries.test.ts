import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FakeSlackMessage } from '../../../fakes/slack/fake-slack.ts';
import { openScene, type RunningBot, type SlackScene } from '../open-slack.ts';
import { buttonOf, cards, corner, made, member, modalOf, press, taskIn, told, type Corner } from '../seen.ts';

let scene: SlackScene;
let bot: RunningBot;
let gallery: string;
beforeAll(async () => {
  scene = await openScene();
  await scene.work();
  bot = await scene.startBot();
  const { slack, teamId } = scene;
  gallery = slack.addChannel({ teamId, name: 'gallery', botIsMember: false }).id;
  await scene.house.studio.settings.change({ platform: 'slack', space: teamId }, () => ({ galleryChannel: gallery }));
});
afterAll(() => scene[Symbol.asyncDispose]());

const entries = (): readonly FakeSlackMessage[] => scene.slack.messages(gallery);

/** Makes a video, shares it, and returns its entry once it is shown. */
async function shared(place: Corner, words: string): Promise<FakeSlackMessage> {
  press(place, await made(place, words), 'share');
  await expect.poll(() => entries().some((entry) => entry.words().includes(words))).toBe(true);
  const entry = entries().find((one) => one.words().includes(words));
  if (entry === undefined) throw new Error('There is no entry');
  return entry;
}

const now = (entry: FakeSlackMessage): FakeSlackMessage | undefined => entries().find(({ ts }) => ts === entry.ts);

test('an entry has its video, and a person gives it one star, by a reaction or by the button', async () => {
  const place = corner(scene);
  const { slack, teamId, userId } = place;
  const entry = await shared(place, 'a paper lantern');
  expect(entry.files).toHaveLength(1);
  const [eve, dan] = [member(place, { name: 'Eve' }), member(place, { name: 'Dan' })];
  const react = (user: string, remove = false): void =>
    slack.people.react({ teamId, userId: user, channelId: gallery, ts: entry.ts, reaction: 'star', remove });
  const stars = async (count: number): Promise<void> => expect.poll(() => now(entry)?.words()).toContain(`⭐ ${count}`);

  // The creator's own star counts for nothing.
  react(userId);
  react(eve);
  await stars(1);
  await press({ slack, teamId, userId: dan }, entry, 'vote').ack();
  await stars(2);
  react(eve, true);
  await stars(1);
  expect(now(entry)?.files).toHaveLength(1);
});

test('who withdraws takes the message away with its file; others may not', async () => {
  const place = corner(scene);
  const { slack, teamId } = place;
  const entry = await shared(place, 'a glass whale');
  const other = member(place, { name: 'Sam' });
  await press({ slack, teamId, userId: other }, entry, 'withdraw').ack();
  await expect
    .poll(() => slack.ephemerals(gallery, other).map((message) => message.words()))
    .toEqual([expect.stringContaining('Only Grace or a moderator can withdraw this.')]);
  press(place, entry, 'withdraw');
  await expect.poll(() => now(entry)).toBeUndefined();
  const deleted = (): readonly unknown[] =>
    slack.requests.filter(({ method }) => method === 'files.delete').map(({ body }) => body['file']);
  await expect.poll(deleted).toContain(entry.files[0]?.id);
});

test('a remix lives in a thread on the entry', async () => {
  const place = corner(scene);
  const { slack, teamId } = place;
  const entry = await shared(place, 'a tin robot');
  const userId = member(place, { name: 'Kim' });
  const actionId = buttonOf(entry, 'remix') ?? '';
  await modalOf({ slack, userId }, () =>
    slack.people.press({ teamId, userId, channelId: gallery, ts: entry.ts, actionId }).ack(),
  );
  await slack.people.submit({ teamId, userId, values: { value: 'in winter' } }).ack();
  await expect.poll(() => slack.messages(gallery, entry.ts).some(({ files }) => files.length > 0)).toBe(true);
  const [card] = cards({ slack, channelId: gallery });
  expect([card?.threadTs, card?.words()]).toEqual([entry.ts, expect.stringContaining('in winter')]);
});

test('the list of the best leads to their messages', async () => {
  const place = corner(scene);
  const entry = await shared(place, 'a clay fox');
  // Which message an entry has become is known a moment after it is seen.
  await expect
    .poll(() => told(place, 'gallery top'))
    .toMatch(new RegExp(`a clay fox.* https:\\S+/${gallery}/p${entry.ts.replace('.', '')}`, 'u'));
});

test('an entry that was shared as the answer was lost is not shown twice', async () => {
  const place = corner(scene);
  const { slack } = place;
  const result = await made(place, 'a snow globe');
  await expect.poll(() => slack.messages(place.channelId)[0]?.images().length).toBe(1);
  slack.cut({ method: 'files.completeUploadExternal', when: 'after' });
  press(place, result, 'share');
  await expect.poll(() => entries().filter((entry) => entry.words().includes('a snow globe')).length).toBe(1);
  // Shared once more: what is in the gallery already is not posted again.
  const { studio } = scene.house;
  const clipId = taskIn(result);
  await expect.poll(async () => (await studio.gallery.row(clipId))?.withdrawn).toBe(false);
  const entry = await studio.gallery.entry(clipId);
  if (entry === undefined) throw new Error('There is no entry');
  await bot.adapter.showEntry(entry);
  expect(entries().filter((one) => one.words().includes('a snow globe'))).toHaveLength(1);
});
