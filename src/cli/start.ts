import type { Config } from '../core/config.ts';
import { MoraError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import type { QueueLoad } from '../core/queue/queue-load.ts';
import { waitForAbort } from '../core/wait-for-abort.ts';
import type { ChatAdapter } from '../bots/chat.ts';
import { openClipLinks } from '../bots/clip-page/clip-links.ts';
import { mountClipPages } from '../bots/clip-page/clip-page.ts';
import { openDesk } from '../bots/desk.ts';
import { createPlayground } from '../bots/playground/playground.ts';
import { slackTransport } from '../bots/slack/transport.ts';
import { mountQueueLoad } from '../bots/queue-load.ts';
import { openWebServer } from '../bots/web-server.ts';
import { commandsFor } from '../commands/index.ts';
import { openHealthServer } from './health-server.ts';
import { keepMended, keepSwept, type Served } from './housekeeping.ts';
import { openHouse } from './house.ts';
import { knownSeats } from './known-seats.ts';
import { mountWebhooks } from './webhooks.ts';
import { setUp } from './set-up.ts';

/** Long enough for words and stills, short enough for an impatient supervisor, which waits ten seconds at the least. */
const graceMs = 5_000;

/** Runs the studio with its chats until the signal aborts; `print` gets the one line that says where it is. */
export async function start(
  config: Config,
  logger: Logger,
  stop: AbortSignal,
  print: (line: string) => void,
): Promise<void> {
  const setup = await setUp(config);
  await using opened = new AsyncDisposableStack();
  let ready = false;
  const { publicUrl } = config;
  const filesEndpoint = config.s3?.publicEndpoint;
  const web = await openWebServer({
    host: config.host,
    port: config.port,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    filesOrigin: filesEndpoint === undefined ? undefined : new URL(filesEndpoint).origin,
    logger,
    health: () => (ready ? { status: 'ok' } : { status: 'unavailable', reason: 'starting or stopping' }),
  });
  opened.defer(() => web.close());
  const house = await openHouse(config, logger, setup);
  opened.defer(() => house.close());

  const { studio, queue, database, artifacts, takeImage, takeVideo, media, scratchDir } = house;
  const { collection } = database;
  const commands = commandsFor(setup.arrangement.pipelines);
  const links = await openClipLinks({ collection, publicUrl });
  mountClipPages({ app: web.app, links, studio, artifacts, publicUrl });
  await mountWebhooks({ app: web.app, queue, config, settings: setup.providerSettings, logger });
  // Filled below; whoever asks early is told of no chats yet.
  const adapters: ChatAdapter[] = [];
  const load = (): Promise<QueueLoad> =>
    queue.load({ seats: knownSeats(), platforms: adapters.map(({ platform }) => platform) });
  mountQueueLoad(web.app, load);
  if (config.healthPort !== undefined) {
    const check = async (): Promise<void> => {
      if (!ready) throw new MoraError('unavailable', 'starting or stopping');
      await queue.workers();
    };
    opened.use(await openHealthServer({ port: config.healthPort, logger, check, load }));
  }
  adapters.push(createPlayground({ studio, commands, collection, artifacts, takeImage, takeVideo, web, logger }));
  const { discordToken: token, discordApiUrl: apiUrl } = config;
  if (token !== undefined) {
    // Its SDK is large: who has no token does not wait for it.
    const { createDiscord } = await import('../bots/discord/discord.ts');
    const given = { token, apiUrl, studio, commands, collection, artifacts, media, links, scratchDir, logger };
    adapters.push(createDiscord(given));
  }

  const transport = slackTransport(config);
  if (transport !== undefined) {
    const { createSlack } = await import('../bots/slack/slack.ts');
    const given = {
      transport,
      apiUrl: config.slackApiUrl,
      web,
      studio,
      commands,
      collection,
      artifacts,
      links,
      logger,
    };
    adapters.push(createSlack(given));
  }

  const desks: Served[] = [];
  // Side by side: each may have work to bring to its end.
  opened.defer(async () => {
    const stops = [house.stopCrew(graceMs), ...desks.map(async ({ desk }) => desk.stop(graceMs))];
    for (const stopped of await Promise.allSettled(stops)) {
      if (stopped.status === 'rejected') logger.warn({ err: stopped.reason }, 'could not stop in order');
    }
  });
  for (const adapter of adapters) {
    desks.push({ adapter, desk: await openDesk({ adapter, studio, queue, logger }) });
  }
  await house.startCrew();
  for (const adapter of adapters) {
    await adapter.start();
    opened.defer(() => adapter.stop());
  }
  opened.defer(keepMended(desks, house, logger));
  opened.defer(keepSwept(config, house, desks, logger));

  ready = true;
  print(`Mora Studio is ready: ${web.url}`);
  await waitForAbort(stop);
  ready = false;
  logger.info('stopping');
}
