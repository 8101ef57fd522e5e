import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Card } from '../../../../src/bots/card.ts';
import { linePlan } from '../../../support/plans.ts';
import { keepClip } from '../../../support/kept-clip.ts';
import { openScene, type RunningBot, type SlackScene } from '../open-slack.ts';
import { corner, type Corner } from '../seen.ts';

let scene: SlackScene;
let bot: RunningBot;
beforeAll(async () => {
  scene = await openScene();
  bot = await scene.startBot();
});
afterAll(() => scene[Symbol.asyncDispose]());

function cardIn({ teamId, channelId, userId }: Corner): Card {
  return {
    taskId: linePlan().taskId,
    thread: { platform: 'slack', space: teamId, channel: channelId },
    personId: userId,
    personName: 'Grace',
    kind: 't2v',
    prompt: 'a paper boat',
    status: 'working',
    stages: [{ key: 'picture', after: [], label: 'Painting the first frame', provider: 'sketch', status: 'queued' }],
    notes: [],
  };
}

/** Uploads that were ended since, of whatever kind. */
const uploads = (): number =>
  scene.slack.requests.filter(({ method }) => method === 'files.completeUploadExternal').length;

test('a key frame is uploaded once, and a newer one takes its place and its file', async () => {
  const place = corner(scene);
  const { slack, channelId } = place;
  const [first, second] = [await keepClip(scene.house), await keepClip(scene.house)];
  const card = cardIn(place);
  const before = uploads();
  await bot.adapter.showCard(card);
  await bot.adapter.showCard({ ...card, preview: first.poster });
  await bot.adapter.showCard({ ...card, preview: first.poster, etaS: 9 });
  expect(uploads() - before).toBe(1);
  const [old] = slack.messages(channelId)[0]?.images() ?? [];
  await bot.adapter.showCard({ ...card, preview: second.poster });
  expect(uploads() - before).toBe(2);
  const [shown, ...others] = slack.messages(channelId);
  expect(others).toEqual([]);
  expect(shown?.images()).not.toEqual([old]);
  const deleted = slack.requests.filter(({ method }) => method === 'files.delete').map(({ body }) => body['file']);
  expect(deleted).toEqual([old]);
});

test('where Slack cannot show the key frame, the card goes on without it', async () => {
  const place = corner(scene);
  const { slack, channelId } = place;
  const { poster } = await keepClip(scene.house);
  const card = cardIn(place);
  await bot.adapter.showCard(card);
  slack.fail({ method: 'chat.update', error: 'invalid_blocks' });
  await bot.adapter.showCard({ ...card, preview: poster, etaS: 9 });
  const [shown] = slack.messages(channelId);
  expect(shown?.words()).toContain('About 9 s left');
  expect(shown?.images()).toEqual([]);
});

test('what changes nothing is not sent', async () => {
  const place = corner(scene);
  const { slack } = place;
  const card = cardIn(place);
  const updates = (): number => slack.requests.filter(({ method }) => method === 'chat.update').length;
  await bot.adapter.showCard(card);
  const before = updates();
  await bot.adapter.showCard({ ...card, etaS: 9 });
  await bot.adapter.showCard({ ...card, etaS: 9 });
  expect(updates() - before).toBe(1);
});

test('a card whose answer was lost is found again, and stays one', async () => {
  const place = corner(scene);
  const { slack, channelId } = place;
  const card = cardIn(place);
  slack.cut({ method: 'chat.postMessage', when: 'after' });
  await expect(bot.adapter.showCard(card)).rejects.toThrow();
  await bot.adapter.showCard(card);
  await bot.adapter.showCard({ ...card, etaS: 9 });
  const [shown, ...others] = slack.messages(channelId);
  expect(others).toEqual([]);
  expect(shown?.words()).toContain('About 9 s left');
});

test('a place that is closed meanwhile is not asked again and again', async () => {
  const place = corner(scene);
  const { slack, channelId } = place;
  const card = cardIn(place);
  await bot.adapter.showCard(card);
  slack.archiveChannel(channelId);
  const updates = (): number => slack.requests.filter(({ method }) => method === 'chat.update').length;
  const before = updates();
  for (const etaS of [9, 8, 7]) await bot.adapter.showCard({ ...card, etaS });
  expect(updates() - before).toBe(1);
});
