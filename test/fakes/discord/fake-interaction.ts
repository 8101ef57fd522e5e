import { z } from 'zod';
import { fakeMessage, type FakeMessage } from './fake-message.ts';
import type { InteractionRecord } from './interactions.ts';
import type { World } from './world.ts';

const callbackSchema = z.looseObject({ type: z.number(), data: z.looseObject({}).optional() });
const MODAL_CALLBACK = 9;

/** The answer to an interaction as the bot sent it: `type` is Discord's callback type. */
export type FakeCallback = z.infer<typeof callbackSchema>;

/** What became of something that a person did. */
export interface FakeInteraction {
  readonly id: string;
  readonly token: string;
  readonly userId: string;
  readonly channelId: string;
  readonly createdAtMs: number;
  /** When the bot answered first, on the server's clock. */
  readonly callbackAtMs: number | undefined;
  /** Resolves at the first answer; never where there is none. */
  callback(): Promise<FakeCallback>;
  original(): FakeMessage | undefined;
  followUps(): readonly FakeMessage[];
  /** The form that it was answered with. */
  modal(): Readonly<Record<string, unknown>> | undefined;
}

/** Shows a record to a test: it stays current. */
export function fakeInteraction(world: World, record: InteractionRecord): FakeInteraction {
  const show = (id: string): FakeMessage[] => {
    const message = world.messages.get(id);
    return message === undefined ? [] : [fakeMessage(world, message)];
  };
  return {
    id: record.id,
    token: record.token,
    userId: record.userId,
    channelId: record.channelId,
    createdAtMs: record.createdAtMs,
    get callbackAtMs() {
      return record.callback?.atMs;
    },
    callback: async () => callbackSchema.parse(await record.answered.promise),
    original: () => (record.originalId === undefined ? undefined : show(record.originalId)[0]),
    followUps: () => record.followUpIds.flatMap(show),
    modal: () =>
      record.callback?.type === MODAL_CALLBACK ? callbackSchema.parse(record.callback.body).data : undefined,
  };
}
