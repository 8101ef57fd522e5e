import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatAdapter } from '../../src/bots/chat.ts';
import { openDesk } from '../../src/bots/desk.ts';
import { agents } from '../../src/core/agents.ts';
import { silentLogger, type Logger } from '../../src/core/log.ts';
import { createQuickProvider } from '../../test/fakes/quick-provider.ts';
import { temporaryDirectory } from '../../test/support/temporary-directory.ts';
import { openTestStudio, type TestStudio } from '../../test/support/test-studio.ts';
import { startCrew } from '../../workers/crew.ts';
import { orderSchema, type Order, type Report } from './bot-messages.ts';

/** How long a held stage waits between two words about it, and how long each stage of the others takes. */
const heldStepMs = 5_000;
const stageMs = 250;
/** Stages at a time where one is held: a provider that only waits takes no core. */
const width = 256;

/** What a chat is built on. */
export interface BotParts extends Pick<TestStudio, 'studio' | 'database' | 'artifacts'> {
  readonly scratchDir: string;
  readonly logger: Logger;
}

/** A chat that says when its commands come in. */
export type ReadyAdapter = ChatAdapter & { ready(): Promise<void> };

/**
 * Runs our bot with its whole studio on the embedded stores, with a provider that only waits, until the bench says stop.
 */
export async function runStudioBot(createAdapter: (parts: BotParts) => Promise<ReadyAdapter>): Promise<void> {
  const logger = silentLogger();
  await using directory = await temporaryDirectory();
  await using house = await openTestStudio(directory.path);
  const scratchDir = path.join(directory.path, 'chat');
  await mkdir(scratchDir);
  const { studio, queue, artifacts } = house;
  let held = false;
  let accepted = 0;

  const provider = createQuickProvider(async (agent, { report, signal }) => {
    if (held && agent === 'image-to-video') {
      for (let percent = 0; ; percent = (percent + 1) % 100) {
        report({ phase: 'moving', percent });
        await sleep(heldStepMs, undefined, { signal });
      }
    }
    for (const percent of [0, 50]) {
      report({ phase: 'working', percent });
      await sleep(stageMs / 2, undefined, { signal });
    }
  });
  const limits = { 'image-to-video': width, 'text-to-image': 8, finish: 8 };
  const media = {
    extractFrame: () => Promise.reject(new Error('no frame is needed here')),
  };
  const crew = await startCrew({ queue, artifacts, media, providers: [provider], agents, limits, scratchDir, logger });

  const adapter = await createAdapter({ ...house, scratchDir, logger });
  const desk = await openDesk({ adapter, studio, queue, logger });
  await adapter.start();
  await adapter.ready();

  const tell = (report: Report): void => void process.send?.(report);
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();

  async function startTasks({ count, places }: Extract<Order, { kind: 'tasks' }>): Promise<void> {
    const { platform } = adapter;
    for (let index = 0; index < count; index += 1) {
      const { space = '', channel = '' } = places[index % places.length] ?? {};
      const person = { platform, id: '1', name: `Person ${index}`, moderator: false };
      const thread = { platform, space, channel };
      const draft = { kind: 't2v', prompt: `a paper boat, number ${index}`, durationS: 5, ratio: '16:9' } as const;
      await studio.submit({ sourceId: `bench-${index}`, person, thread, draft }, new AbortController().signal);
    }
  }

  async function obey(order: Order): Promise<void> {
    switch (order.kind) {
      case 'tasks':
        held = order.held;
        accepted += order.count;
        await startTasks(order);
        return tell({ kind: 'tasks', value: order.count });
      case 'heap':
        globalThis.gc?.();
        return tell({ kind: 'heap', value: process.memoryUsage().heapUsed / 1024 / 1024 });
      case 'accepted':
        return tell({ kind: 'accepted', value: (await studio.countOpen()) - accepted });
      case 'stop':
        return stop();
    }
  }

  process.on('message', (message) => void obey(orderSchema.parse(message)));
  tell({ kind: 'ready', value: 0 });
  await stopped;
  await desk.stop(0);
  await adapter.stop();
  await crew.stop(0);
  process.disconnect?.();
}
