import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { MediaTools } from '../../../src/core/media/media-tools.ts';
import { createDiscord, type DiscordAdapter } from '../../../src/bots/discord/discord.ts';
import { openDesk } from '../../../src/bots/desk.ts';
import { commands } from '../../../src/commands/index.ts';
import { silentLogger, type Logger } from '../../../src/core/log.ts';
import type { Agent } from '../../../src/core/agents.ts';
import { createQuickProvider } from '../../fakes/quick-provider.ts';
import { startFakeDiscord, type FakeDiscord, type FakeDiscordOptions } from '../../fakes/discord/fake-discord.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { openTestStudio, type TestStudio } from '../../support/test-studio.ts';

/** A bot process on a fake Discord, over a studio that it may share with others. */
export interface RunningBot extends AsyncDisposable {
  readonly adapter: DiscordAdapter;
}

/** A Discord, a studio, a server with a text channel and somebody in it. */
export interface DiscordScene extends AsyncDisposable {
  readonly discord: FakeDiscord;
  readonly house: TestStudio;
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  /** Starts a bot process; it stops with the scene, if not before. */
  startBot(more?: BotOptions): Promise<RunningBot>;
  /** Puts a quick provider to work; the gate holds each turn up. */
  work(gate?: (agent: Agent) => Promise<void> | void): Promise<void>;
  /** A task of this person in the channel. */
  ask(prompt?: string): ReturnType<FakeDiscord['command']>;
}

export interface BotOptions {
  readonly fitToBytes?: MediaTools['fitToBytes'];
  readonly pageUrl?: (clipId: string) => string | undefined;
  readonly nowMs?: () => number;
  readonly logger?: Logger;
}

/** `/mora` and the five commands in the menu of a message. */
const commandCount = 6;

/** Waits until the bot has registered all its commands, so that people can use them. */
export async function registered(discord: FakeDiscord): Promise<void> {
  await waitUntil(() => discord.commands().length === commandCount);
}

/** A scene with a crew and a bot at work, whose commands are registered. */
export async function openStaffedScene(options: FakeDiscordOptions = {}): Promise<DiscordScene> {
  await using opened = new AsyncDisposableStack();
  const scene = opened.use(await openScene(options));
  await scene.work();
  await scene.startBot();
  await registered(scene.discord);
  opened.move();
  return scene;
}

export async function openScene(options: FakeDiscordOptions = {}): Promise<DiscordScene> {
  await using opened = new AsyncDisposableStack();
  const discord = opened.use(await startFakeDiscord(options));
  const directory = opened.use(await testDataDirectory());
  const house = opened.use(await openTestStudio(directory.path));
  const scratchDir = path.join(directory.path, 'discord-scratch');
  await mkdir(scratchDir, { recursive: true });
  const guildId = discord.addGuild({ name: 'Makers' }).id;
  const channelId = discord.addChannel({ guildId, name: 'videos' }).id;
  const userId = discord.addUser({ name: 'Ada' }).id;
  discord.setMember(guildId, userId, {});
  const held = opened.move();

  async function startBot({ fitToBytes, pageUrl = () => undefined, nowMs, logger = silentLogger() }: BotOptions = {}) {
    await using started = new AsyncDisposableStack();
    const { studio, queue, database, artifacts } = house;
    const adapter = createDiscord({
      token: discord.token,
      apiUrl: discord.apiUrl,
      studio,
      commands,
      collection: database.collection,
      artifacts,
      media: { fitToBytes: fitToBytes ?? (() => Promise.reject(new Error('nothing is to be made smaller here'))) },
      links: { pageUrl },
      scratchDir,
      logger,
      ...(nowMs === undefined ? {} : { nowMs }),
    });
    const desk = await openDesk({ adapter, studio, queue, logger });
    started.defer(() => desk.stop(0));
    await adapter.start();
    started.defer(() => adapter.stop());
    await adapter.ready();
    const running = started.move();
    const bot = { adapter, [Symbol.asyncDispose]: () => running.disposeAsync() };
    held.use(bot);
    return bot;
  }

  return {
    discord,
    house,
    guildId,
    channelId,
    userId,
    startBot,
    async work(gate) {
      await house.work(createQuickProvider(gate));
    },
    ask: (prompt = 'a paper boat') =>
      discord.command({ userId, channelId, guildId, path: ['t2v'], options: { prompt } }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
