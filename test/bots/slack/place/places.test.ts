import { expect, test } from 'vitest';
import type { SlackApi } from '../../../../src/bots/slack/api.ts';
import type { CardRecord } from '../../../../src/bots/slack/memory.ts';
import { placesOf, type Place } from '../../../../src/bots/slack/place/places.ts';
import type { ThreadRef } from '../../../../src/core/thread.ts';
import { startFakeSlack, type FakeSlack } from '../../../fakes/slack/fake-slack.ts';
import { openApi } from '../open-api.ts';

interface Scene extends AsyncDisposable {
  readonly slack: FakeSlack;
  readonly api: SlackApi;
  readonly userId: string;
  readonly direct: string;
  thread(channel: string, ts?: string): ThreadRef;
}

async function openPlaces(): Promise<Scene> {
  const slack = await startFakeSlack();
  const { id: space, botToken } = slack.addTeam();
  const userId = slack.addUser({ teamId: space }).id;
  return {
    slack,
    api: openApi(slack.apiUrl, botToken),
    userId,
    direct: slack.directChannel(space, userId).id,
    thread: (channel, ts) => ({ platform: 'slack', space, channel, ...(ts === undefined ? {} : { thread: ts }) }),
    [Symbol.asyncDispose]: () => slack[Symbol.asyncDispose](),
  };
}

async function all(places: AsyncGenerator<Place>): Promise<Place[]> {
  const seen: Place[] = [];
  for await (const place of places) seen.push(place);
  return seen;
}

function cardIn(channel: string, ts: string): CardRecord {
  return { state: 'posted', owner: 'here', ownedAtMs: 0, atMs: 0, message: { channel, ts } };
}

test('an outcome has its thread, else its channel, else its owner’s direct messages', async () => {
  await using scene = await openPlaces();
  const { api, userId, direct } = scene;
  const places = await all(placesOf(scene.thread('C1', '1.1'), userId, cardIn('C1', '2.2'), api));
  expect(places).toEqual([
    { place: 'thread', channel: 'C1', threadTs: '1.1' },
    { place: 'channel', channel: 'C1' },
    { place: 'direct', channel: direct },
  ]);
});

test('the card of a task is its thread where it has none; one in another channel is not', async () => {
  await using scene = await openPlaces();
  const { api, userId } = scene;
  const [own] = await all(placesOf(scene.thread('C1'), userId, cardIn('C1', '2.2'), api));
  expect(own).toEqual({ place: 'thread', channel: 'C1', threadTs: '2.2' });
  for (const card of [undefined, cardIn('C2', '2.2')]) {
    const [first] = await all(placesOf(scene.thread('C1'), userId, card, api));
    expect(first).toEqual({ place: 'channel', channel: 'C1' });
  }
});

test('a private talk is one place, without a thread of its card', async () => {
  await using scene = await openPlaces();
  const { api, userId, direct } = scene;
  const talk = await all(placesOf(scene.thread(direct), userId, cardIn(direct, '2.2'), api));
  expect(talk).toEqual([{ place: 'thread', channel: direct }]);
  const threaded = await all(placesOf(scene.thread(direct, '1.1'), userId, undefined, api));
  expect(threaded).toEqual([
    { place: 'thread', channel: direct, threadTs: '1.1' },
    { place: 'thread', channel: direct },
  ]);
});

test('nobody is asked for direct messages while a better place does', async () => {
  await using scene = await openPlaces();
  for await (const { place } of placesOf(scene.thread('C1', '1.1'), scene.userId, undefined, scene.api)) {
    if (place === 'channel') break;
  }
  expect(scene.slack.requests).toEqual([]);
});

test('who takes no direct messages has one place fewer; who cannot be asked now may have it later', async () => {
  await using scene = await openPlaces();
  const { slack, api, userId } = scene;
  slack.fail({ method: 'conversations.open', error: 'user_disabled' });
  const places = await all(placesOf(scene.thread('C1'), userId, undefined, api));
  expect(places).toEqual([{ place: 'channel', channel: 'C1' }]);
  slack.fail({ method: 'conversations.open', error: 'internal_error' });
  await expect(all(placesOf(scene.thread('C1'), userId, undefined, api))).rejects.toThrow('internal_error');
});
