import { z } from 'zod';
import { artifactIdSchema } from '../../core/artifacts/artifact.ts';
import type { OpenCollection, RecordCollection } from '../../core/database/records.ts';
import { deliveredToSchema } from '../../core/outcome.ts';
import { taskIdSchema } from '../../core/task-id.ts';
import { idSchema, tsSchema } from './wire.ts';

const messageRefSchema = z.object({ channel: idSchema, ts: tsSchema });
export type MessageRef = z.infer<typeof messageRefSchema>;

const cardRecordSchema = z.object({
  /** `posting` while a process is at it, `closed` where the place is closed to us. */
  state: z.enum(['posting', 'posted', 'closed']),
  /** The process that changes the card; another one takes over when it has been silent. */
  owner: z.string(),
  ownedAtMs: z.number(),
  /** When it was begun to be posted. */
  atMs: z.number(),
  message: messageRefSchema.optional(),
  /** The key frame, as a file of Slack's; without a file it could not be shown. */
  preview: z.object({ artifact: artifactIdSchema, fileId: idSchema.optional() }).optional(),
});
export type CardRecord = z.infer<typeof cardRecordSchema>;

/** A file that was to become a message. */
const shareSchema = z.object({ fileId: idSchema, channel: idSchema, atMs: z.number() });
export type ShareRecord = z.infer<typeof shareSchema>;

const deliveryRecordSchema = z.object({
  /** How often it was begun to be posted. */
  attempts: z.int().nonnegative(),
  /** Kept before the file is shared: it tells whether it was. */
  share: shareSchema.optional(),
  done: deliveredToSchema.optional(),
});

const entryRecordSchema = z.object({
  attempts: z.int().nonnegative(),
  /** The process that sends it; another one takes over when it has been silent. */
  owner: z.string().optional(),
  ownedAtMs: z.number().default(0),
  share: shareSchema.optional(),
  message: messageRefSchema.optional(),
});

/** What the adapter must remember over a restart, and what several processes share. */
export interface Memory {
  /** By task. */
  readonly cards: RecordCollection<CardRecord>;
  readonly deliveries: RecordCollection<z.infer<typeof deliveryRecordSchema>>;
  /** The task of a message that others answer in a thread, by `messageKey`. */
  readonly threads: RecordCollection<{ taskId: string }>;
  /** The task of a video that we sent, by its file. */
  readonly files: RecordCollection<{ taskId: string }>;
  /** Messages of the gallery, by clip and round. */
  readonly entries: RecordCollection<z.infer<typeof entryRecordSchema>>;
  /** The clip of a message of the gallery, by `messageKey`: reactions name nothing else. */
  readonly entryMessages: RecordCollection<{ clipId: string }>;
  /** What is worked on, by the ids of events, commands and modals. */
  readonly claims: RecordCollection<{ atMs: number }>;
  /** When a button was pressed by somebody, in Slack's own seconds. */
  readonly presses: RecordCollection<{ atS: number }>;
}

/** A message by its place. */
export function messageKey(space: string, { channel, ts }: MessageRef): string {
  return `${space}.${channel}.${ts}`;
}

/** A file by its workspace: what is kept of one is found by its name. */
export function fileKey(space: string, fileId: string): string {
  return `${space}.${fileId}`;
}

export function openMemory(collection: OpenCollection): Memory {
  const taskRef = z.object({ taskId: taskIdSchema });
  return {
    cards: collection('slack-cards', cardRecordSchema),
    deliveries: collection('slack-deliveries', deliveryRecordSchema),
    threads: collection('slack-threads', taskRef),
    files: collection('slack-files', taskRef),
    entries: collection('slack-entries', entryRecordSchema),
    entryMessages: collection('slack-entry-messages', z.object({ clipId: taskIdSchema })),
    claims: collection('slack-claims', z.object({ atMs: z.number() })),
    presses: collection('slack-presses', z.object({ atS: z.number() })),
  };
}
