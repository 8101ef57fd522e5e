import { z } from 'zod';
import { artifactIdSchema } from '../../core/artifacts/artifact.ts';
import type { OpenCollection, RecordCollection } from '../../core/database/records.ts';
import { deliveredToSchema } from '../../core/outcome.ts';
import { taskIdSchema } from '../../core/task-id.ts';
import { messageSchema, snowflakeSchema } from './wire.ts';

const messageRefSchema = z.object({ channelId: snowflakeSchema, messageId: snowflakeSchema });

const cardRecordSchema = z.object({
  /** `posting` while a process is at it, `closed` where the place is closed to us. */
  state: z.enum(['posting', 'posted', 'closed']),
  /** The process that changes the card; another one takes over when it has been silent. */
  owner: z.string(),
  ownedAtMs: z.number(),
  /** When the message was posted. */
  atMs: z.number(),
  message: messageRefSchema.optional(),
  /** The thread on the message. */
  threadId: snowflakeSchema.optional(),
  /** The message is there, its thread is not yet. */
  threadDue: z.boolean().optional(),
  /** Where the bot is no member: the answer of the interaction is the card, while its token lives. */
  token: z.string().optional(),
  /** Bytes that a file of that answer may have. */
  limitBytes: z.number().optional(),
  preview: z.object({ artifact: artifactIdSchema, attachmentId: snowflakeSchema }).optional(),
});
export type CardRecord = z.infer<typeof cardRecordSchema>;

const deliveryRecordSchema = z.object({
  /** How often it was begun to be posted. */
  attempts: z.int().nonnegative(),
  done: deliveredToSchema.optional(),
  message: messageRefSchema.optional(),
});

const startsSchema = z.object({ atMs: z.array(z.number()) });

const targetSchema = messageRefSchema.extend({
  attachments: messageSchema.shape.attachments,
  /** The task whose outcome or card it is, where the message is ours. */
  taskId: taskIdSchema.optional(),
});

/** What the adapter must remember over a restart, and what several processes share. */
export interface Memory {
  /** By task. */
  readonly cards: RecordCollection<CardRecord>;
  readonly deliveries: RecordCollection<z.infer<typeof deliveryRecordSchema>>;
  /** The task of a thread that we opened. */
  readonly threads: RecordCollection<{ taskId: string }>;
  /** Messages of the gallery, by clip and round. */
  readonly entries: RecordCollection<{ attempts: number; message?: z.infer<typeof messageRefSchema> | undefined }>;
  /**
   * By person: the message whose menu they opened a modal from. Discord shows it then, but often not once they have typed:
   * not without the MessageContent intent, and not where the bot is no member.
   */
  readonly targets: RecordCollection<z.infer<typeof targetSchema>>;
  /** Which interactions are worked on, by their ids. */
  readonly claims: RecordCollection<{ atMs: number }>;
  readonly starts: RecordCollection<z.infer<typeof startsSchema>>;
}

export function openMemory(collection: OpenCollection): Memory {
  return {
    cards: collection('discord-cards', cardRecordSchema),
    deliveries: collection('discord-deliveries', deliveryRecordSchema),
    threads: collection('discord-threads', z.object({ taskId: taskIdSchema })),
    entries: collection(
      'discord-entries',
      z.object({ attempts: z.int().nonnegative(), message: messageRefSchema.optional() }),
    ),
    targets: collection('discord-targets', targetSchema),
    claims: collection('discord-claims', z.object({ atMs: z.number() })),
    starts: collection('discord-starts', startsSchema),
  };
}
