import { expect, test } from 'vitest';
import { createDiscord, type DiscordAdapter } from '../../../src/bots/discord/discord.ts';
import { commands } from '../../../src/commands/index.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { shardOf } from '../../fakes/discord/gateway-session.ts';
import { openScene, type DiscordScene, registered } from './open-discord.ts';
import { answerOf } from './seen.ts';

test('a command that came while the line was down is answered after the resume', async () => {
  await using scene = await openScene();
  const { discord } = scene;
  await scene.startBot();
  await registered(discord);
  discord.gateway.drop();
  const asked = help(scene);
  expect((await answerOf(asked)).words()).not.toBe('');
  expect(discord.gateway.resumes()).toBe(1);
  expect(discord.gateway.identifies()).toBe(1);
});

test('an invalid session is begun anew, and works', async () => {
  await using scene = await openScene();
  const { discord } = scene;
  await scene.startBot();
  await registered(discord);
  discord.gateway.invalidate(false);
  await expect.poll(() => discord.gateway.identifies()).toBe(2);
  await expect.poll(() => discord.gateway.connected()).toBe(true);
  await answerOf(help(scene));
});

test('a line on which nobody answers heartbeats any more is left for a new one', async () => {
  await using scene = await openScene({ heartbeatIntervalMs: 300 });
  const { discord } = scene;
  await scene.startBot();
  await registered(discord);
  discord.gateway.silence();
  await expect.poll(() => discord.gateway.resumes() + discord.gateway.identifies()).toBeGreaterThan(1);
  await answerOf(help(scene));
});

test('without the message content intent it logs in without it', async () => {
  await using scene = await openScene({ messageContent: false });
  await scene.startBot();
  await registered(scene.discord);
  await answerOf(help(scene));
  expect(scene.discord.gateway.identifies()).toBe(1);
});

test('a wrong token is tried once', async () => {
  await using scene = await openScene();
  const adapter = adapterOf(scene, 'a-wrong-token');
  await adapter.start();
  await expect(adapter.ready()).rejects.toMatchObject({ code: 'configuration' });
  await adapter.stop();
  expect(scene.discord.requests).toHaveLength(1);
  expect(scene.discord.gateway.identifies()).toBe(0);
});

test('a Discord that is down at the start is waited for, also on the way to the login', async () => {
  await using scene = await openScene();
  const { discord } = scene;
  discord.fail({ path: /^\/applications\/@me$/u, status: 503, times: 4 });
  discord.fail({ path: /^\/gateway\/bot$/u, status: 502, times: 4 });
  await scene.startBot();
  await registered(discord);
  await answerOf(help(scene));
});

test('used up logins are waited for', async () => {
  await using scene = await openScene();
  const { discord } = scene;
  discord.gateway.setSessionStartLimit({ total: 1_000, remaining: 0, resetAfterMs: 10 });
  const adapter = adapterOf(scene, discord.token);
  await adapter.start();
  await expect.poll(() => discord.requests.filter(({ path }) => path === '/gateway/bot').length).toBe(1);
  expect(discord.gateway.identifies()).toBe(0);
  discord.gateway.setSessionStartLimit({ total: 1_000, remaining: 1_000, resetAfterMs: 0 });
  await adapter.ready();
  expect(discord.gateway.identifies()).toBe(1);
  await adapter.stop();
});

test('two shards bring the events of the servers of both', async () => {
  await using scene = await openScene({ shards: 2 });
  const { discord, userId } = scene;
  const servers = new Map<number, string>();
  while (servers.size < 2) {
    const { id } = discord.addGuild();
    servers.set(shardOf(id, 2), id);
  }
  await scene.startBot();
  await registered(discord);
  expect(discord.gateway.identifies()).toBe(2);
  for (const guildId of servers.values()) {
    discord.setMember(guildId, userId, {});
    const { id: channelId } = discord.addChannel({ guildId });
    await answerOf(discord.command({ userId, channelId, path: ['help'] }));
  }
});

test('a stop in the middle of an answer waits for it and closes the line', async () => {
  await using scene = await openScene();
  const { discord } = scene;
  const bot = await scene.startBot();
  await registered(discord);
  discord.delay({ path: /\/messages\/@original$/u, ms: 200, times: 1 });
  const asked = help(scene);
  await asked.callback();
  await bot[Symbol.asyncDispose]();
  expect(asked.original()?.words()).not.toBe('');
  await expect.poll(() => discord.gateway.connected()).toBe(false);
});

function help({ discord, userId, channelId }: DiscordScene) {
  return discord.command({ userId, channelId, path: ['help'] });
}

function adapterOf({ discord, house }: DiscordScene, token: string): DiscordAdapter {
  return createDiscord({
    token,
    apiUrl: discord.apiUrl,
    studio: house.studio,
    commands,
    collection: house.database.collection,
    artifacts: house.artifacts,
    media: { fitToBytes: () => Promise.reject(new Error('nothing is to be made smaller here')) },
    links: { pageUrl: () => undefined },
    scratchDir: '',
    logger: silentLogger(),
  });
}
