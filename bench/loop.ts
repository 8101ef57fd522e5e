import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openDesk } from '../src/bots/desk.ts';
import { silentLogger } from '../src/core/log.ts';
import { createMemoryChat } from '../test/fakes/memory-chat.ts';
import { createQuickProvider } from '../test/fakes/quick-provider.ts';
import { temporaryDirectory } from '../test/support/temporary-directory.ts';
import { openTestStudio } from '../test/support/test-studio.ts';
import { percentile, timeMs, type Bench } from './support/bench.ts';
import { submission } from './support/submission.ts';

const tasks = 200;

/** Whether a flood of work lets the bot answer. */
export const loop: Bench = {
  name: 'loop',
  about: `${tasks} tasks at once on the embedded stores with a provider that costs nothing: does the event loop stand still?`,
  async run() {
    await using directory = await temporaryDirectory();
    await using opened = await openTestStudio(directory.path);
    const chat = createMemoryChat();
    const { studio, queue } = opened;
    const desk = await openDesk({ adapter: chat, studio, queue, logger: silentLogger() });
    await opened.work(createQuickProvider());
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const acknowledged: number[] = [];
    const wallMs = await timeMs(async () => {
      const accepted = await Promise.all(
        Array.from({ length: tasks }, async (_, index) => {
          let taskId = '';
          const ms = await timeMs(async () => {
            ({ taskId } = await studio.submit(submission(`bench-${index}`), new AbortController().signal));
          });
          acknowledged.push(ms);
          return taskId;
        }),
      );
      await Promise.all(accepted.map((taskId) => chat.outcome(taskId)));
    });
    delay.disable();
    await desk.stop(0);
    return {
      measures: [
        { name: 'longest event loop delay', value: delay.max / 1e6, unit: 'ms', aim: 150 },
        { name: 'acknowledgement p99', value: percentile(acknowledged, 0.99), unit: 'ms' },
        { name: 'all delivered', value: wallMs / 1000, unit: 's' },
      ],
    };
  },
};
