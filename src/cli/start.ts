import type { Config } from '../core/config.ts';
import type { Logger } from '../core/log.ts';
import { reconcile } from '../core/studio/reconcile.ts';
import { waitForAbort } from '../core/wait-for-abort.ts';
import { openDesk } from '../bots/desk.ts';
import { createPlayground } from '../bots/playground/playground.ts';
import { openWebServer } from '../bots/web-server.ts';
import { commandsFor } from '../commands/index.ts';
import { openHouse } from './house.ts';
import { setUp } from './set-up.ts';

/** How often what a crash left behind is looked for. */
const reconcileIntervalMs = 60_000;

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
  const web = await openWebServer({
    host: config.host,
    port: config.port,
    logger,
    health: () => (ready ? { status: 'ok' } : { status: 'unavailable', reason: 'starting or stopping' }),
  });
  opened.defer(() => web.close());
  const house = await openHouse(config, logger, setup);
  opened.defer(() => house.close(graceMs));

  const { studio, queue, database, artifacts, takeImage, takeVideo } = house;
  const adapter = createPlayground({
    studio,
    commands: commandsFor(setup.arrangement.pipelines),
    collection: database.collection,
    artifacts,
    takeImage,
    takeVideo,
    web,
    logger,
  });
  const desk = await openDesk({ adapter, studio, queue, logger });
  opened.defer(() => desk.stop(graceMs));
  await house.startCrew();
  await adapter.start();
  opened.defer(() => adapter.stop());

  const mend = async (): Promise<void> => {
    const parts = { tasks: database.tasks, queue, logger, nowMs: Date.now() };
    await reconcile(adapter.platform, { ...parts, deliver: (task) => desk.deliver(task, stop) });
  };
  await mend();
  let mending = Promise.resolve();
  const timer = setInterval(() => {
    mending = mending.then(mend).catch((error: unknown) => logger.error({ err: error }, 'reconcile-failed'));
  }, reconcileIntervalMs);
  opened.defer(async () => {
    clearInterval(timer);
    await mending;
  });

  ready = true;
  print(`Mora Studio is ready: ${web.url}`);
  await waitForAbort(stop);
  ready = false;
  logger.info('stopping');
}
