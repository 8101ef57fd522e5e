import { expect, test } from 'vitest';
import type { OutgoingMessage, Page, SlackApi } from '../../../../src/bots/slack/api.ts';
import { findOurs, type Wanted } from '../../../../src/bots/slack/place/find-ours.ts';
import { messageSchema, type SlackMessage } from '../../../../src/bots/slack/wire.ts';
import { startFakeSlack, type FakeSlack } from '../../../fakes/slack/fake-slack.ts';
import { openApi } from '../open-api.ts';

const wanted: Wanted = { mark: { kind: 'mora_card', key: 'task-1' }, actionId: '1.cancel.task-1' };
const blocksWith = (actionId: string): OutgoingMessage['blocks'] => [
  {
    type: 'actions',
    elements: [{ type: 'button', action_id: actionId, text: { type: 'plain_text', text: 'Cancel' } }],
  },
];

interface Scene extends AsyncDisposable {
  readonly slack: FakeSlack;
  readonly api: SlackApi;
  readonly teamId: string;
  readonly botUserId: string;
  readonly channel: string;
}

async function openPlace(): Promise<Scene> {
  const slack = await startFakeSlack();
  const { id: teamId, botToken, botUserId } = slack.addTeam();
  const channel = slack.addChannel({ teamId }).id;
  const api = openApi(slack.apiUrl, botToken);
  return { slack, api, teamId, botUserId, channel, [Symbol.asyncDispose]: () => slack[Symbol.asyncDispose]() };
}

test('a message of ours is found by its mark, in its channel and since its time only', async () => {
  await using scene = await openPlace();
  const { slack, api, channel, botUserId } = scene;
  const sinceMs = Date.now();
  await api.post(channel, { text: 'another', blocks: [], mark: { kind: 'mora_card', key: 'task-2' } });
  await api.post(channel, { text: 'an outcome', blocks: [], mark: { kind: 'mora_outcome', key: 'task-1' } });
  expect(await findOurs(api, { channel, sinceMs }, wanted, botUserId)).toBeUndefined();
  const { ts } = await api.post(channel, { text: 'this', blocks: [], mark: wanted.mark });
  expect(await findOurs(api, { channel, sinceMs }, wanted, botUserId)).toMatchObject({ ts, text: 'this' });
  const elsewhere = slack.addChannel({ teamId: scene.teamId }).id;
  expect(await findOurs(api, { channel: elsewhere, sinceMs }, wanted, botUserId)).toBeUndefined();
  const inTenMinutes = sinceMs + 10 * 60_000;
  expect(await findOurs(api, { channel, sinceMs: inTenMinutes }, wanted, botUserId)).toBeUndefined();
});

test('a message of ours is found by its button, in its thread', async () => {
  await using scene = await openPlace();
  const { api, channel, botUserId } = scene;
  const sinceMs = Date.now();
  const { ts: threadTs } = await api.post(channel, { text: 'a card', blocks: [] });
  expect(await findOurs(api, { channel, threadTs, sinceMs }, wanted, botUserId)).toBeUndefined();
  const { ts } = await api.post(channel, { text: 'this', blocks: blocksWith(wanted.actionId), threadTs });
  expect(await findOurs(api, { channel, threadTs, sinceMs }, wanted, botUserId)).toMatchObject({ ts });
  expect(await findOurs(api, { channel, sinceMs }, wanted, botUserId)).toBeUndefined();
});

/** A channel of pages, the newest first. */
function pagesOf(pages: readonly (readonly object[])[]): Pick<SlackApi, 'history' | 'replies'> & {
  readonly asked: Page[];
} {
  const asked: Page[] = [];
  const read = (page: Page) => {
    asked.push(page);
    const index = Number(page.cursor ?? 0);
    const messages: SlackMessage[] = (pages[index] ?? []).map((one) => messageSchema.parse(one));
    return Promise.resolve({ messages, ...(index + 1 < pages.length ? { cursor: String(index + 1) } : {}) });
  };
  return { asked, history: (_channel, page) => read(page), replies: (_channel, _ts, page) => read(page) };
}

const copy = { ts: '5.1', blocks: blocksWith(wanted.actionId) };
const mark = { event_type: 'mora_card', event_payload: { key: 'task-1' } };

test.each([
  ['somebody who copies our buttons', { ...copy, user: 'U0EVE' }],
  ['an app that copies our buttons', { ...copy, user: 'U0APP', bot_id: 'B0APP' }],
  ['an app that copies our mark', { ts: '5.1', user: 'U0APP', metadata: mark }],
  ['a webhook that copies both', { ...copy, bot_id: 'B0HOOK', subtype: 'bot_message', metadata: mark }],
  ['nobody at all', copy],
])('a message of %s is not taken for ours', async (_who, message) => {
  expect(await findOurs(pagesOf([[message]]), { channel: 'C1', sinceMs: 0 }, wanted, 'U0BOT')).toBeUndefined();
});

test('page after page is looked through, to an end', async () => {
  const other = { ts: '5.1', user: 'U0ADA', text: 'hello' };
  const ours = { ...copy, ts: '4.1', user: 'U0BOT' };
  const place = { channel: 'C1', sinceMs: 1_000_000 };
  const third = pagesOf([[other], [other], [ours]]);
  expect(await findOurs(third, place, wanted, 'U0BOT')).toMatchObject({ ts: '4.1' });
  expect(third.asked.map(({ cursor }) => cursor)).toEqual([undefined, '1', '2']);
  expect(new Set(third.asked.map(({ oldest }) => oldest))).toEqual(new Set(['880.000000']));
  const endless = pagesOf(Array.from({ length: 500 }, () => [other]));
  expect(await findOurs(endless, place, wanted, 'U0BOT')).toBeUndefined();
  expect(endless.asked.length).toBeLessThanOrEqual(20);
});
