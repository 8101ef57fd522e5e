import { expect, test } from 'vitest';
import { waitBeforeStartMs } from '../../../src/bots/discord/start-guard.ts';
import { openScene } from './open-discord.ts';
import { openMemory } from '../../../src/bots/discord/memory.ts';
import { createDiscord } from '../../../src/bots/discord/discord.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { commands } from '../../../src/commands/index.ts';

const now = 1_700_000_000_000;
const minuteMs = 60_000;

test.each([
  [0, 0],
  [1, 0],
  [4, 0],
  [5, 15_000],
  [6, 30_000],
  [8, 120_000],
  [11, 600_000],
  [90, 600_000],
])('after %i starts in the last minutes it waits %i ms', (count, waitMs) => {
  expect(
    waitBeforeStartMs(
      Array.from({ length: count }, () => now - minuteMs),
      now,
    ),
  ).toBe(waitMs);
});

test('starts of longer ago do not count', () => {
  expect(
    waitBeforeStartMs(
      Array.from({ length: 50 }, () => now - 10 * minuteMs),
      now,
    ),
  ).toBe(0);
});

test('a process that crashes again and again stops logging in, and can be stopped while it waits', async () => {
  await using scene = await openScene();
  const { discord, house } = scene;
  await openMemory(house.database.collection).starts.put('identify', {
    atMs: [1, 2, 3, 4, 5].map((ms) => Date.now() - ms),
  });
  const logger = silentLogger();
  const adapter = createDiscord({
    token: discord.token,
    apiUrl: discord.apiUrl,
    studio: house.studio,
    commands,
    collection: house.database.collection,
    artifacts: house.artifacts,
    media: { fitToBytes: () => Promise.reject(new Error('no video here')) },
    links: { pageUrl: () => undefined },
    scratchDir: '',
    logger,
  });
  await adapter.start();
  const kept = async () => (await openMemory(house.database.collection).starts.get('identify'))?.value.atMs.length;
  await expect.poll(kept).toBe(6);
  expect(discord.gateway.identifies()).toBe(0);
  await adapter.stop();
  await expect(adapter.ready()).rejects.toThrow();
  expect(discord.gateway.identifies()).toBe(0);
});
