import { afterAll, beforeAll, expect, test } from 'vitest';
import { hello } from '../../../../src/bots/talk.ts';
import type { FakeSlackMessage } from '../../../fakes/slack/fake-slack.ts';
import { openStaffedScene, type SlackScene } from '../open-slack.ts';
import {
  cards,
  corner,
  everywhere,
  made,
  member,
  outcome,
  outcomes,
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

type Said = Omit<Parameters<Corner['slack']['people']['say']>[0], 'teamId' | 'channelId' | 'userId'>;

/** Says something to the bot, by mentioning it where there is nothing else to tell. */
function mention({ slack, teamId, channelId, userId }: Corner, said: Said): string {
  return slack.people.say({ mentionsBot: true, ...said, teamId, channelId, userId }).ts;
}

/** What the bot said in a channel beside cards and outcomes, and that a card takes a while, as it may on a busy machine. */
function answers(place: Corner): readonly FakeSlackMessage[] {
  return everywhere(place).filter(
    (one) =>
      one.userId === scene.botUserId &&
      one.metadata === undefined &&
      one.files.length === 0 &&
      !one.words().startsWith('Got it.'),
  );
}

async function answer(place: Corner): Promise<FakeSlackMessage> {
  await expect.poll(() => answers(place).length).toBe(1);
  const [only] = answers(place);
  if (only === undefined) throw new Error('There is no answer');
  return only;
}

test.each([
  ['make the waves move', ['picture'], 'i2v'],
  ['', ['picture'], 'i2v'],
  ['as a voxel world', ['picture'], 'simulate'],
  ['extend', ['clip'], 'extend'],
  ['make it winter', ['clip'], 'edit'],
  ['and', ['clip', 'clip'], 'connect'],
] as const)(
  '“%s” means one thing, with files in the message or in the one that began its thread',
  async (text, kinds, kind) => {
    const own = corner(scene);
    const asked = mention(own, { text, files: kinds.map((one) => upload(own, one)) });
    const result = await outcome(own);
    expect(await requestOf(scene, result)).toMatchObject({ kind, prompt: text });
    // All of it stays in the thread of the message.
    expect([result.threadTs, cards(own)[0]?.threadTs]).toEqual([asked, asked]);
    expect(own.slack.reactions(own.channelId, asked)).toEqual({ eyes: [scene.botUserId] });

    const other = corner(scene);
    const { slack, teamId, channelId } = other;
    const friend = { ...other, userId: member(scene, { name: 'Linus' }) };
    const files = kinds.map((one) => upload(friend, one));
    const { ts: threadTs } = slack.people.say({ teamId, channelId, userId: friend.userId, text: 'look', files });
    mention(other, { text, threadTs });
    const reply = await outcome(other);
    expect(await requestOf(scene, reply)).toMatchObject({ kind, prompt: text });
    expect(reply.threadTs).toBe(threadTs);
    expect([answers(own), answers(other)]).toEqual([[], []]);
  },
);

test('in the thread of a video of ours, words go on from it', async () => {
  const place = corner(scene);
  const result = await made(place, 'a harbour');
  const [card] = cards(place);
  mention(place, { text: 'make it night', threadTs: card?.ts ?? '' });
  const next = await outcome(place, 2);
  expect(await requestOf(scene, next)).toMatchObject({
    kind: 'edit',
    prompt: 'make it night',
    video: { clip: taskIn(result) },
  });
  expect(next.threadTs).toBe(card?.ts);
});

test('where words can mean several things, buttons ask; only who asked can choose, and once', async () => {
  const place = corner(scene);
  const { slack, teamId, channelId, userId } = place;
  mention(place, { text: 'wow', files: [upload(place, 'clip')] });
  const question = await answer(place);
  const [change, longer] = question.buttons();
  expect([change?.label, longer?.label]).toEqual(['Change the video', 'Make it longer']);
  const choose = (who: string) =>
    slack.people.press({ teamId, channelId, userId: who, ts: question.ts, actionId: longer?.actionId ?? '' });

  const stranger = member(scene, { name: 'Linus' });
  const refused = await whispered({ ...place, userId: stranger }, () => choose(stranger));
  expect(refused.words()).toContain('Only the person who asked can choose.');
  expect(cards(place)).toEqual([]);

  choose(userId);
  choose(userId);
  expect(await requestOf(scene, await outcome(place))).toMatchObject({ kind: 'extend', prompt: 'wow' });
  // The question is gone, and the second press is the same one.
  expect(answers(place)).toEqual([]);
  await made(place, 'something else', 2);
  expect(cards(place).length).toBe(2);
});

test('words alone are made a video where they ask for one; else a button asks', async () => {
  const clear = corner(scene);
  mention(clear, { text: 'make a video of a red kite & <a frog>' });
  expect(await requestOf(scene, await outcome(clear))).toMatchObject({
    kind: 't2v',
    prompt: 'make a video of a red kite & <a frog>',
  });
  const talk = corner(scene);
  mention(talk, { text: 'thanks!' });
  expect((await answer(talk)).words()).toContain('Shall I make a video of these words?');
});

test('an empty mention is greeted in its thread', async () => {
  const place = corner(scene);
  const asked = mention(place, { text: '' });
  const said = await answer(place);
  expect([said.words(), said.threadTs]).toEqual([hello, asked]);
});

test('direct messages need no mention; card and outcome come there', async () => {
  const { slack, teamId } = scene;
  const { userId } = corner(scene);
  const place = { slack, teamId, userId, channelId: slack.directChannel(teamId, userId).id };
  mention(place, { text: 'make a video of a lighthouse', mentionsBot: false });
  const result = await outcome(place);
  expect(await requestOf(scene, result)).toMatchObject({ prompt: 'make a video of a lighthouse' });
  // A private talk goes on as it is: there are no threads in it.
  expect([cards(place)[0]?.threadTs, result.threadTs]).toEqual([undefined, undefined]);
});

test('where the bot may not read the thread, it says which way always works', async () => {
  await using shy = await openStaffedScene();
  const place = corner(shy);
  const { slack, teamId, channelId, userId } = place;
  slack.setScopes(teamId, ['commands', 'chat:write', 'app_mentions:read', 'files:read', 'files:write', 'users:read']);
  const { ts: threadTs } = slack.people.say({
    teamId,
    channelId,
    userId,
    text: 'look',
    files: [upload(place, 'clip')],
  });
  mention(place, { text: 'extend', threadTs });
  await expect.poll(() => slack.messages(channelId, threadTs).length).toBe(2);
  expect(slack.messages(channelId, threadTs)[1]?.words()).toContain('Open its menu, choose More message shortcuts');
});

test('what does not speak to the bot is left alone', async () => {
  const place = corner(scene);
  const { slack, teamId, channelId, userId } = place;
  const stranger = member(scene, { name: 'Linus' });
  slack.people.say({ teamId, channelId, userId, text: 'make a video of rain', files: [upload(place, 'picture')] });
  slack.people.say({ teamId, channelId, userId, text: `make a video of rain, <@${stranger}>` });
  // Of what comes after, all is answered.
  mention(place, { text: 'make a video of a snail' });
  await outcomes(place);
  expect(cards(place).length).toBe(1);
  expect(answers(place)).toEqual([]);
});
