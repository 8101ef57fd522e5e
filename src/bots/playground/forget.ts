import { z } from 'zod';
import type { ArtifactStore } from '../../core/artifacts/artifact-store.ts';
import type { OpenCollection, RecordCollection } from '../../core/database/records.ts';
import type { Studio } from '../../core/studio/studio.ts';
import { uploadPrefix } from './inbox.ts';
import type { MessageLog } from './message-log.ts';
import type { PlacedMessage } from './wire.ts';

const uploadSchema = z.object({ atMs: z.number() });

/** When each file came in: one that was never sent stands in no message. */
export type UploadBook = RecordCollection<z.infer<typeof uploadSchema>>;

export function openUploadBook(collection: OpenCollection): UploadBook {
  return collection('playground.uploads', uploadSchema);
}

export interface ForgetParts {
  readonly log: MessageLog;
  readonly uploads: UploadBook;
  readonly studio: Pick<Studio, 'find'>;
  readonly artifacts: Pick<ArtifactStore, 'remove'>;
}

/** A message of the channel with those that hang on it. */
interface Conversation {
  readonly ids: string[];
  readonly files: string[];
  isKept: boolean;
}

const pageSize = 200;

/**
 * Removes conversations in which nothing is newer than a time (milliseconds since 1970) and whose tasks are forgotten,
 * with the files that were sent in them, and files that came before it and were never sent. Ends early when aborted.
 */
export async function forgetBefore(beforeMs: number, parts: ForgetParts, signal: AbortSignal): Promise<void> {
  const { log, uploads, studio, artifacts } = parts;
  const conversations = new Map<string, Conversation>();
  for await (const message of log.all()) {
    if (signal.aborted) return;
    const root = message.thread ?? message.id;
    const conversation = conversations.get(root) ?? { ids: [], files: [], isKept: false };
    conversations.set(root, conversation);
    conversation.ids.push(message.id);
    conversation.files.push(...[...message.images, ...message.videos].filter((id) => id.startsWith(uploadPrefix)));
    conversation.isKept ||= message.atMs >= beforeMs || (await isOfKnownTask(message, studio));
  }
  const used = new Set([...conversations.values()].flatMap(({ files, isKept }) => (isKept ? files : [])));
  const forgetFile = async (id: string): Promise<void> => {
    await artifacts.remove(id);
    await uploads.delete(id);
  };
  for (const { ids, files, isKept } of conversations.values()) {
    if (isKept) continue;
    if (signal.aborted) return;
    for (const id of files) if (!used.has(id)) await forgetFile(id);
    // The first message goes last: what was cut short is found again by it.
    for (const id of ids.toReversed()) await log.remove(id);
  }
  for (let after = 0; !signal.aborted;) {
    const some = await uploads.list({ after, limit: pageSize });
    for (const { key, value } of some) if (value.atMs < beforeMs && !used.has(key)) await forgetFile(key);
    after = some.at(-1)?.position ?? 0;
    if (some.length < pageSize) return;
  }
}

async function isOfKnownTask({ content }: PlacedMessage, studio: Pick<Studio, 'find'>): Promise<boolean> {
  return 'taskId' in content && (await studio.find(content.taskId)) !== undefined;
}
