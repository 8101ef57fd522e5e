import { openDesk } from '../../../src/bots/desk.ts';
import { createSlack, type SlackAdapter } from '../../../src/bots/slack/slack.ts';
import type { SlackTransport } from '../../../src/bots/slack/transport.ts';
import { openWebServer } from '../../../src/bots/web-server.ts';
import { commands } from '../../../src/commands/index.ts';
import type { Agent } from '../../../src/core/agents.ts';
import { silentLogger, type Logger } from '../../../src/core/log.ts';
import { startFakeSlack, type FakeSlack, type FakeSlackOptions } from '../../fakes/slack/fake-slack.ts';
import { createQuickProvider } from '../../fakes/quick-provider.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { openTestStudio, type TestStudio } from '../../support/test-studio.ts';

/** A bot process on a fake Slack, over a studio that it may share with others. */
export interface RunningBot extends AsyncDisposable {
  readonly adapter: SlackAdapter;
}

/** A Slack, a studio, a workspace with a channel and somebody in it. */
export interface SlackScene extends AsyncDisposable {
  readonly slack: FakeSlack;
  readonly house: TestStudio;
  readonly teamId: string;
  readonly botUserId: string;
  readonly channelId: string;
  readonly userId: string;
  /** Starts a bot process; it stops with the scene, if not before. */
  startBot(more?: BotOptions): Promise<RunningBot>;
  /** Puts a quick provider to work; the gate holds each turn up. */
  work(gate?: (agent: Agent) => Promise<void> | void): Promise<void>;
}

export interface BotOptions {
  readonly pageUrl?: (clipId: string) => string | undefined;
  readonly nowMs?: () => number;
  readonly logger?: Logger;
  readonly transport?: SlackTransport;
}

/** A scene with a crew and a bot at work. */
export async function openStaffedScene(options: FakeSlackOptions = {}): Promise<SlackScene> {
  await using opened = new AsyncDisposableStack();
  const scene = opened.use(await openScene(options));
  await scene.work();
  await scene.startBot();
  opened.move();
  return scene;
}

export async function openScene(options: FakeSlackOptions = {}): Promise<SlackScene> {
  await using opened = new AsyncDisposableStack();
  const slack = opened.use(await startFakeSlack(options));
  const directory = opened.use(await testDataDirectory());
  const house = opened.use(await openTestStudio(directory.path));
  const team = slack.addTeam({ name: 'Makers' });
  const channelId = slack.addChannel({ teamId: team.id, name: 'videos' }).id;
  const userId = slack.addUser({ teamId: team.id, name: 'Ada' }).id;
  const held = opened.move();

  async function startBot({ pageUrl = () => undefined, nowMs, logger = silentLogger(), transport }: BotOptions = {}) {
    await using started = new AsyncDisposableStack();
    const { studio, queue, database, artifacts } = house;
    const web = await openWebServer({ host: '127.0.0.1', port: 0, logger, health: () => ({ status: 'ok' }) });
    started.defer(() => web.close());
    const adapter = createSlack({
      transport: transport ?? { kind: 'socket', botToken: team.botToken, appToken: slack.appToken },
      apiUrl: slack.apiUrl,
      web,
      studio,
      commands,
      collection: database.collection,
      artifacts,
      links: { pageUrl },
      logger,
      ...(nowMs === undefined ? {} : { nowMs }),
    });
    const desk = await openDesk({ adapter, studio, queue, logger });
    started.defer(() => desk.stop(0));
    await adapter.start();
    started.defer(() => adapter.stop());
    if (transport?.kind === 'http') slack.people.deliverTo(`${web.url}slack/events`);
    await adapter.ready();
    const running = started.move();
    const bot = { adapter, [Symbol.asyncDispose]: () => running.disposeAsync() };
    held.use(bot);
    return bot;
  }

  return {
    slack,
    house,
    teamId: team.id,
    botUserId: team.botUserId,
    channelId,
    userId,
    startBot,
    async work(gate) {
      await house.work(createQuickProvider(gate));
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
