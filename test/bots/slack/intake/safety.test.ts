import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { FakeSlackRequest } from '../../../fakes/slack/fake-slack.ts';
import { openStaffedScene, type SlackScene } from '../open-slack.ts';
import { corner, made, modalOf, outcome, press, requestOf, type, upload, whispered } from '../seen.ts';

let scene: SlackScene;
beforeAll(async () => {
  scene = await openStaffedScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

const hostile = {
  'calls to many': '<!channel> <!here> <!everyone> @channel @here <!subteam^S0ALL>',
  mentions: '<@U0EVIL> <#C0EVIL|secret> <@W0EVIL|boss>',
  links: '<https://evil.example|click> [free](https://evil.example) <mailto:a@b.example|write>',
  markup: '*bold* _it_ ~s~ `code` ```block``` > quoted :smile: &lt;!here&gt; &amp;',
  'right to left': 'مرحبا بالعالم עולם',
  emoji: '👩‍👩‍👧‍👦'.repeat(100),
  'lines of nothing': `a${'\n'.repeat(1_900)}b`,
  'lines of signs': '<*>\n'.repeat(450),
};

/** Signs that a person has written, and that Slack would read something into. */
const name = '<!channel> *Eve* <@U0EVIL> <https://evil.example|click>';

test('a prompt stays what it is, wherever it goes', async () => {
  // Each has a channel of its own, and waits there for the pace that Slack wants.
  await Promise.all(Object.values(hostile).map(staysWhatItIs));
});

async function staysWhatItIs(prompt: string): Promise<void> {
  const place = corner(scene, { name });
  const { slack, teamId, channelId, userId } = place;
  const first = await made(place, 'x');
  await modalOf(place, () => press(place, first, 'edit-prompt'));
  slack.people.submit({ teamId, userId, values: { mora_words: prompt } });
  const result = await outcome(place, 2);
  const kept = (await requestOf(scene, result))?.prompt ?? '';
  expect(kept.replaceAll(/\s+/gu, ' ').trim()).toBe(prompt.replaceAll(/\s+/gu, ' ').trim());
  expect(result.words()).toContain(kept);
  const again = await modalOf(place, () => press(place, result, 'edit-prompt'));
  expect(JSON.stringify(again.blocks)).toContain(JSON.stringify(kept));

  const info = await whispered(place, () =>
    slack.people.messageShortcut({ teamId, channelId, userId, ts: result.ts, callbackId: 'mora_info' }),
  );
  expect(info.words()).toContain(`by ${name}`);
  await whispered(place, () => type(place, 'history'));
  await whispered(place, () => type(place, '<!channel> a boat'));
  slack.people.openHome({ teamId, userId });
  await expect.poll(() => slack.home(userId)).toBeDefined();

  const files = [upload(place, 'picture', `${name}.png`)];
  slack.people.say({ teamId, channelId, userId, text: prompt, files, mentionsBot: true });
  await outcome(place, 3);
  const spoken = [...slack.ephemerals(channelId, userId), slack.home(userId)];
  expect(spoken.flatMap((seen) => problemsIn({ blocks: seen?.blocks }))).toEqual([]);
}

test('in nothing that was sent to Slack is there anything of people’s that it would parse, and it took all of it', () => {
  const sent = scene.slack.requests.filter(({ method }) => /^(?:chat|views|files)\./u.test(method));
  const writes = sent.filter(({ body }) => 'blocks' in body || 'view' in body || 'text' in body);
  expect(writes.length).toBeGreaterThan(50);
  expect(writes.flatMap(({ body }) => problemsIn(body))).toEqual([]);
  // That it comes too often is said of any call, whatever is in it.
  const refused = ({ error }: FakeSlackRequest): boolean => error !== undefined && error !== 'ratelimited';
  expect(scene.slack.requests.filter(refused)).toEqual([]);
});

const nodeSchema = z.record(z.string(), z.unknown());

/** Elements of rich text that call people or lead somewhere; ours lead to Slack itself, to a channel or to the owner. */
const callers = new Set(['broadcast', 'usergroup', 'date']);

/** What Slack would parse in a message or a view. */
function problemsIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(problemsIn);
  const parsed = nodeSchema.safeParse(node);
  if (!parsed.success) return [];
  const { type: kind, text, url, user_id: user } = parsed.data;
  const own: string[] = [];
  // The text of a message is markup, too: what notifications show.
  const isMarkup = kind === 'mrkdwn' || (kind === undefined && typeof text === 'string');
  if (isMarkup && /[<>]|&(?!amp;|lt;|gt;)/u.test(String(text))) own.push(`markup: ${String(text)}`);
  if (kind === 'mrkdwn' && parsed.data['verbatim'] !== true) own.push('markup that is not verbatim');
  if (parsed.data['link_names'] === true || parsed.data['parse'] === 'full') own.push('names are looked up');
  if (typeof kind === 'string' && callers.has(kind)) own.push(kind);
  if (kind === 'user' && user === 'U0EVIL') own.push('a mention');
  if (typeof url === 'string' && url.includes('evil')) own.push(url);
  return [...own, ...Object.values(parsed.data).flatMap(problemsIn)];
}
