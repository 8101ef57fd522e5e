import { openDesk } from '../../src/bots/desk.ts';
import type { Delivery } from '../../src/bots/delivery.ts';
import { openHouse, type House } from '../../src/cli/house.ts';
import { setUp } from '../../src/cli/set-up.ts';
import { readConfig } from '../../src/core/config.ts';
import { silentLogger } from '../../src/core/log.ts';
import type { Clip } from '../../src/core/outcome.ts';
import type { TaskDraft } from '../../src/core/studio/draft.ts';
import { createMemoryChat } from '../fakes/memory-chat.ts';

/** A finished video of a test, as a file. */
export interface MadeVideo {
  readonly delivery: Delivery;
  readonly clip: Clip;
  /** The video of the store: not to be changed. */
  readonly path: string;
}

/** A whole embedded studio in this process, with its real providers and workers. */
export interface WholeHouse extends AsyncDisposable {
  readonly house: House;
  /** From submit to the outcome in the thread. Throws where that is no video. */
  make(draft: TaskDraft): Promise<MadeVideo>;
}

/** Opens it over a data directory, which stays the caller's. */
export async function openWholeHouse(
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<WholeHouse> {
  await using opened = new AsyncDisposableStack();
  const logger = silentLogger();
  const config = readConfig({ MORA_DATA_DIR: dataDir, ...environment });
  const house = await openHouse(config, logger, await setUp(config));
  opened.defer(() => house.close());
  const chat = createMemoryChat();
  const desk = await openDesk({ adapter: chat, studio: house.studio, queue: house.queue, logger });
  opened.defer(() => desk.stop(0));
  await house.startCrew();
  const files = opened.use(new AsyncDisposableStack());
  const held = opened.move();
  let count = 0;
  return {
    house,
    async make(draft) {
      count += 1;
      const sourceId = `made-${count}`;
      const person = { platform: 'playground', id: 'ada', name: 'Ada', moderator: false };
      const thread = { platform: 'playground', space: 'local', channel: 'studio', thread: sourceId };
      const asked = { sourceId, person, thread, draft };
      const { taskId } = await house.studio.submit(asked, new AbortController().signal);
      const delivery = await chat.outcome(taskId);
      if (delivery.clip === undefined) throw new Error(`no video: ${delivery.text}`);
      const { path } = files.use(await house.artifacts.open(delivery.clip.video));
      return { delivery, clip: delivery.clip, path };
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
