import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliveryOf, type Delivery } from '../../../../src/bots/delivery.ts';
import { MoraError } from '../../../../src/core/errors.ts';
import type { MediaTools } from '../../../../src/core/media/media-tools.ts';
import type { DeliveredTo } from '../../../../src/core/outcome.ts';
import type { FakeMessage } from '../../../fakes/discord/fake-message.ts';
import { linePlan } from '../../../support/plans.ts';
import { openScene, type BotOptions, type DiscordScene } from '../open-discord.ts';
import { readable, withButton } from '../seen.ts';

const never = new AbortController().signal;
const mebibyte = 1024 * 1024;
const facts = { width: 1024, height: 576, fps: 24, frames: 48, durationS: 2, codec: 'h264' };
/** Asked for a file of so many bytes, it writes one. */
const makesSmaller: MediaTools['fitToBytes'] = async ({ out, maxBytes }) => {
  await writeFile(out, new Uint8Array(maxBytes));
  return { facts, sizeBytes: maxBytes, copied: false };
};
const pastDecency: MediaTools['fitToBytes'] = () =>
  Promise.reject(new MoraError('not-supported', 'That would be past a decent quality.'));
const posts = /^\/channels\/\d+\/messages$/u;

let scene: DiscordScene;
let starts = 0;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

test('a video within the limit is sent as it is, by a name that holds no word of its prompt', async () => {
  const { message } = await delivered({ sizeBytes: mebibyte });
  expect(message?.files).toMatchObject([{ name: expect.stringMatching(/^mora-[a-z0-9]{8}\.mp4$/u) as unknown }]);
  expect(message?.files[0]?.bytes.length).toBe(mebibyte);
});

test.each([
  [0, 10],
  [1, 10],
  [2, 50],
  [3, 100],
] as const)('in a server of boost level %i a too large one is made to fit %i MiB', async (premiumTier, limit) => {
  const { message } = await delivered({ sizeBytes: (limit + 1) * mebibyte, premiumTier, fitToBytes: makesSmaller });
  const size = message?.files[0]?.bytes.length ?? 0;
  expect(size).toBeLessThanOrEqual(limit * mebibyte);
  expect(size).toBeGreaterThan(0.9 * limit * mebibyte);
});

test.each([
  ['40005', { status: 400, body: { code: 40_005, message: 'Request entity too large' } }],
  ['413 with a page of a proxy', { status: 413, body: {}, headers: { 'content-type': 'text/html' } }],
] as const)('refused with %s within its limit, it is tried smaller', async (_what, answer) => {
  scene.discord.fail({ method: 'POST', path: posts, ...answer });
  const { message } = await delivered({ sizeBytes: 9 * mebibyte, fitToBytes: makesSmaller });
  expect(message?.files[0]?.bytes.length).toBeLessThanOrEqual(8 * mebibyte);
});

test('past a decent quality it gets a link that unfurls', async () => {
  const url = 'https://mora.example/clips/abc';
  const { message, done } = await delivered({ sizeBytes: 11 * mebibyte, fitToBytes: pastDecency, pageUrl: () => url });
  expect(done.place).toBe('thread');
  expect(message?.content).toContain(url);
  expect(message?.files).toEqual([]);
  expect(withButton(message === undefined ? [] : [message], 'again')).toHaveLength(1);
});

test('without pages it says what can be done', async () => {
  const { message } = await delivered({ sizeBytes: 11 * mebibyte, fitToBytes: pastDecency });
  expect(readable(message)).toContain('too large for this place');
  expect(message?.files).toEqual([]);
});

test('not safe for work: a spoiler in an age-restricted channel, a sentence elsewhere', async () => {
  const { message: inside } = await delivered({ sizeBytes: 10, nsfw: true, ageRestricted: true });
  expect(inside?.files).toMatchObject([{ name: expect.stringMatching(/^SPOILER_mora-/u) as unknown }]);
  expect(inside?.media().every(({ spoiler }) => spoiler)).toBe(true);
  const { message: outside } = await delivered({ sizeBytes: 10, nsfw: true });
  expect(outside?.files).toEqual([]);
  expect(readable(outside)).toContain('age-restricted channels only');
});

interface Sent extends Pick<BotOptions, 'fitToBytes' | 'pageUrl'> {
  readonly sizeBytes: number;
  readonly premiumTier?: 0 | 1 | 2 | 3;
  readonly nsfw?: boolean;
  readonly ageRestricted?: boolean;
}

/** What a server shows of a delivered video of so many bytes. */
async function delivered(sent: Sent): Promise<{ message: FakeMessage | undefined; done: DeliveredTo }> {
  const { discord } = scene;
  const { sizeBytes, premiumTier = 0, nsfw = false, ageRestricted = false, ...more } = sent;
  const { id: guildId } = discord.addGuild({ premiumTier });
  const { id: channelId } = discord.addChannel({ guildId, nsfw: ageRestricted });
  const { id: thread } = discord.addThread({ parentId: channelId });
  starts += 1;
  // Each start is an hour later than the one before it, so that none waits.
  const aheadMs = starts * 3_600_000;
  await using bot = await scene.startBot({ ...more, nowMs: () => Date.now() + aheadMs });
  const delivery = await deliveryIn({ guildId, channelId, thread, nsfw, sizeBytes });
  const done = await bot.adapter.deliver(delivery, never);
  return { message: discord.messages(thread).at(-1), done };
}

async function deliveryIn(o: {
  guildId: string;
  channelId: string;
  thread: string;
  nsfw: boolean;
  sizeBytes: number;
}): Promise<Delivery> {
  const plan = linePlan();
  const { artifacts } = scene.house;
  const { id: video, sha256 } = await artifacts.put(`${plan.taskId}-video`, 'video/mp4', {
    bytes: new Uint8Array(o.sizeBytes),
  });
  const { id: poster } = await artifacts.put(`${plan.taskId}-poster`, 'image/png', { bytes: new Uint8Array(10) });
  const about = { seed: 0, prompt: 'a paper boat', sound: false, notes: [], stages: [] };
  const clip = { video, poster, facts, sizeBytes: o.sizeBytes, sha256, nsfw: o.nsfw, ...about };
  const place = { platform: 'discord', space: o.guildId, channel: o.channelId, thread: o.thread };
  const person = { platform: 'discord', id: scene.userId, name: 'Ada' };
  return deliveryOf({ ...plan, thread: place }, person, { status: 'done', clip });
}
