import { openDesk } from '../../src/bots/desk.ts';
import type { Delivery } from '../../src/bots/delivery.ts';
import { openHouse } from '../../src/cli/house.ts';
import { readConfig } from '../../src/core/config.ts';
import { silentLogger } from '../../src/core/log.ts';
import type { TaskDraft } from '../../src/core/studio/draft.ts';
import { createMemoryChat } from '../../test/fakes/memory-chat.ts';
import { temporaryDirectory } from '../../test/support/temporary-directory.ts';
import { submission } from './submission.ts';

/** A whole embedded studio in this process, with its own workers. */
export interface BenchHouse extends AsyncDisposable {
  /** From submit to the outcome in the thread. Throws where that is no video. */
  make(draft: TaskDraft): Promise<Delivery>;
}

export async function openBenchHouse(): Promise<BenchHouse> {
  await using opened = new AsyncDisposableStack();
  const directory = opened.use(await temporaryDirectory());
  const logger = silentLogger();
  const house = await openHouse(readConfig({ MORA_DATA_DIR: directory.path }), logger);
  opened.defer(() => house.close(0));
  const chat = createMemoryChat();
  const desk = await openDesk({ adapter: chat, studio: house.studio, queue: house.queue, logger });
  opened.defer(() => desk.stop(0));
  await house.startCrew();
  const held = opened.move();
  let count = 0;
  return {
    async make(draft) {
      count += 1;
      const asked = { ...submission(`bench-${count}`), draft };
      const { taskId } = await house.studio.submit(asked, new AbortController().signal);
      const delivery = await chat.outcome(taskId);
      if (delivery.status !== 'done') throw new Error(`no video: ${delivery.text}`);
      return delivery;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
