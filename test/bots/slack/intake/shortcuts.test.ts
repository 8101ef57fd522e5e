import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStaffedScene, type SlackScene } from '../open-slack.ts';
import {
  cards,
  corner,
  everywhere,
  made,
  member,
  modalOf,
  outcome,
  requestOf,
  taskIn,
  upload,
  whispered,
  type Corner,
} from '../seen.ts';

let scene: SlackScene;
beforeAll(async () => {
  scene = await openStaffedScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

/** Chooses something in the menu of a message. */
function choose({ slack, teamId, channelId, userId }: Corner, ts: string, callbackId: string) {
  return slack.people.messageShortcut({ teamId, channelId, userId, ts, callbackId });
}

/** Somebody else's message, with files or without. */
function posted(place: Corner, ...kinds: readonly Parameters<typeof upload>[1][]): string {
  const { slack, teamId, channelId } = place;
  const other = { ...place, userId: member(scene, { name: 'Linus' }) };
  const files = kinds.map((kind) => upload(other, kind));
  return slack.people.say({ teamId, channelId, userId: other.userId, text: 'look', files }).ts;
}

function submit({ slack, teamId, userId }: Corner, words: string): void {
  slack.people.submit({ teamId, userId, values: { mora_words: words } });
}

test.each([
  ['mora_animate', 'picture', 'i2v'],
  ['mora_extend', 'clip', 'extend'],
] as const)('%s takes the %s of somebody’s message; all comes in its thread', async (callbackId, file, kind) => {
  const place = corner(scene);
  const ts = posted(place, file);
  choose(place, ts, callbackId);
  const result = await outcome(place);
  expect(await requestOf(scene, result)).toMatchObject({ kind, prompt: '' });
  expect((await scene.house.studio.find(taskIn(result)))?.person.id).toBe(place.userId);
  expect([result.threadTs, cards(place)[0]?.threadTs]).toEqual([ts, ts]);
});

test.each([
  ['picture', 'i2v'],
  ['clip', 'edit'],
] as const)('Edit… on a %s asks for words before anything else, and makes it by them', async (file, kind) => {
  const place = corner(scene);
  const ts = posted(place, file);
  const before = scene.slack.requests.length;
  await modalOf(place, () => choose(place, ts, 'mora_edit'));
  expect(scene.slack.requests.slice(before).some(({ method }) => method === 'views.open')).toBe(true);
  submit(place, 'make it winter');
  const result = await outcome(place);
  expect(await requestOf(scene, result)).toMatchObject({ kind, prompt: 'make it winter' });
  expect(result.threadTs).toBe(ts);
});

test('on a card and an outcome of ours, the menu goes on from their video', async () => {
  const place = corner(scene);
  const result = await made(place, 'a snail');
  await expect.poll(() => cards(place)[0]?.words()).toContain('Done');
  const [card] = cards(place);
  const video = { clip: taskIn(result) };
  choose(place, card?.ts ?? '', 'mora_extend');
  expect(await requestOf(scene, await outcome(place, 2))).toMatchObject({ kind: 'extend', video });
  await modalOf(place, () => choose(place, result.ts, 'mora_edit'));
  submit(place, 'at night');
  expect(await requestOf(scene, await outcome(place, 3))).toMatchObject({ kind: 'edit', prompt: 'at night', video });
});

test('Connect on two messages joins their videos', async () => {
  const place = corner(scene);
  const [first, second] = [posted(place, 'clip'), (await made(place)).ts];
  const picked = await whispered(place, () => choose(place, first, 'mora_connect'));
  expect(picked.words()).toContain('First video picked.');
  const clip = taskIn(await outcome(place));
  choose(place, second, 'mora_connect');
  const request = await requestOf(scene, await outcome(place, 2));
  expect(request?.kind === 'connect' && request.videos.map((video) => video.clip)).toEqual([undefined, clip]);
});

test('Info says how a video of ours was made, and of others that it was not made here', async () => {
  const place = corner(scene);
  const result = await made(place, 'a red fox');
  const ours = await whispered(place, () => choose(place, result.ts, 'mora_info'));
  expect(ours.words()).toMatch(/t2v by Grace[^]*“a red fox”[^]*Seed: \d+/u);
  const other = await whispered(place, () => choose(place, posted(place, 'picture'), 'mora_info'));
  expect(other.words()).toContain('This was not made here. Choose Animate');
});

test.each([
  ['mora_animate', 'There is no picture in this message.'],
  ['mora_extend', 'There is no video in this message.'],
  ['mora_connect', 'There is no video in this message.'],
  ['mora_edit', 'There is no picture or video in this message.'],
  ['mora_info', 'There is no picture or video in this message.'],
  ['mora_dance', 'This command is from another version.'],
])('%s on a message with nothing in it says so, to the person alone', async (callbackId, text) => {
  const place = corner(scene);
  const ts = posted(place);
  const said = await whispered(place, () => choose(place, ts, callbackId));
  expect(said.words()).toContain(text);
  expect(everywhere(place).map((message) => message.ts)).toEqual([ts]);
});

test('a choice that Slack sends again makes one video', async () => {
  const place = corner(scene);
  const asked = choose(place, posted(place, 'clip'), 'mora_extend');
  place.slack.people.redeliver(asked.envelopeId);
  await outcome(place);
  await made(place, 'a later one', 2);
  expect(cards(place).length).toBe(2);
});
