import { Relay } from 'bullmq';
import { z } from 'zod';
import type { Logger } from '../log.ts';
import { inTime } from '../in-time.ts';
import { createHints } from './hints.ts';
import type { TroubleLog } from './trouble-log.ts';
import { noConnection, type NoConnection, type QueueStore } from './store.ts';

/** Short messages between processes. They may be lost: whoever must be sure reads the jobs. */
export interface Signals {
  /** Says that something of a task changed. Returns at once and never fails. */
  taskChanged(taskId: string): void;
  onTaskChanged(listener: (taskId: string) => void): Promise<AsyncDisposable>;
  /** Tells whoever runs a stage of the task to stop. */
  cancelTask(taskId: string): Promise<void>;
  onTaskCancelled(listener: (taskId: string) => void): Promise<AsyncDisposable>;
  /** Tells whoever runs a stage of the task that something elsewhere may have ended. */
  pokeTask(taskId: string): Promise<void>;
  onTaskPoked(listener: (taskId: string) => void): Promise<AsyncDisposable>;
  /** Calls back when messages may have been missed. */
  onGap(listener: () => void): Disposable;
  readonly relay: Relay<NoConnection>;
  close(): Promise<void>;
}

/** Milliseconds for which a process counts as alive without a sign of life; a lost one's messages are kept as long. */
const leaseMs = 30_000;

/** Far longer than an answer of the store takes. */
const closeMs = 2_000;

/** The tasks beside that of the topic which a message is about. */
const othersSchema = z.array(z.string()).catch([]);

export function openSignals(store: QueueStore, logger: Logger, trouble: TroubleLog): Signals {
  const relay = new Relay<NoConnection>({
    connection: noConnection,
    backend: store.relayBackend,
    prefix: store.prefix,
    namespace: store.namespace,
    leaseDuration: leaseMs,
  });
  relay.on('error', (error) => trouble('trouble with signals between processes', error));
  const hints = createHints(async (taskIds) => {
    const [first, ...others] = taskIds;
    if (first !== undefined) await relay.publish(`task.${first}.changed`, others);
  }, logger);
  const subscribe = async (subject: string, listener: (taskId: string) => void): Promise<AsyncDisposable> => {
    const subscription = await relay.subscribe(`task.*.${subject}`, ({ topic, data }) => {
      const taskId = topic.split('.')[1];
      if (taskId !== undefined) listener(taskId);
      for (const other of othersSchema.parse(data)) listener(other);
    });
    return { [Symbol.asyncDispose]: async () => subscription.unsubscribe() };
  };
  return {
    relay,
    taskChanged: (taskId) => hints.add(taskId),
    onTaskChanged: async (listener) => subscribe('changed', listener),
    cancelTask: async (taskId) => {
      await relay.publish(`task.${taskId}.cancel`, null);
    },
    onTaskCancelled: async (listener) => subscribe('cancel', listener),
    pokeTask: async (taskId) => {
      await relay.publish(`task.${taskId}.poke`, null);
    },
    onTaskPoked: async (listener) => subscribe('poke', listener),
    onGap: (listener) => {
      relay.on('recovered', listener);
      return { [Symbol.dispose]: () => void relay.off('recovered', listener) };
    },
    close: async () => {
      await hints.sent();
      // BullMQ waits for ever where a connection to a cluster was still being made; what it uses is closed with the store.
      await inTime(relay.close(), closeMs, () => logger.debug('the signals did not close in time'));
    },
  };
}
