import type { World } from './world.ts';

/** One interaction as the server remembers it. */
export interface InteractionRecord {
  readonly id: string;
  readonly token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal submit. */
  readonly type: number;
  readonly userId: string;
  readonly channelId: string;
  readonly guildId?: string;
  /** The bot is no member where it was asked. */
  readonly userOnly: boolean;
  readonly createdAtMs: number;
  readonly uploadLimitBytes: number;
  /** The message whose button was pressed. */
  readonly sourceMessageId?: string;
  /** Settles with the body of the callback. */
  readonly answered: PromiseWithResolvers<unknown>;
  callback?: { readonly type: number; readonly body: unknown; readonly atMs: number };
  originalId?: string;
  readonly followUpIds: string[];
  /** All follow-ups, also those that are deleted: the limit counts them. */
  followUpCount: number;
}

/** The interactions of a server, by id and by token. */
export interface Interactions {
  open(
    fields: Pick<InteractionRecord, 'type' | 'userId' | 'channelId' | 'userOnly' | 'uploadLimitBytes'> &
      Partial<Pick<InteractionRecord, 'guildId' | 'sourceMessageId'>>,
  ): InteractionRecord;
  byId(id: string): InteractionRecord | undefined;
  byToken(token: string): InteractionRecord | undefined;
}

/** None is open at first. */
export function createInteractions(world: World): Interactions {
  const byId = new Map<string, InteractionRecord>();
  const byToken = new Map<string, InteractionRecord>();
  return {
    open(fields) {
      const id = world.nextId();
      const record: InteractionRecord = {
        ...fields,
        id,
        token: Buffer.from(`interaction:${id}:not-a-real-token`).toString('base64url'),
        createdAtMs: world.clock.nowMs(),
        answered: Promise.withResolvers<unknown>(),
        followUpIds: [],
        followUpCount: 0,
      };
      byId.set(record.id, record);
      byToken.set(record.token, record);
      return record;
    },
    byId: (id) => byId.get(id),
    byToken: (token) => byToken.get(token),
  };
}
