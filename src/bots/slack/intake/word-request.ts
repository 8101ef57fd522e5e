import { z } from 'zod';
import { actionNames } from '../../../commands/action-names.ts';
import { taskIdSchema } from '../../../core/task-id.ts';
import { idSchema, tsSchema, type SlackFile } from '../wire.ts';

/** The modal in which somebody types the words of an action. */
export const wordsCallbackId = 'mora_words';

const placeSchema = z.object({ channel: idSchema, thread: tsSchema.optional() });

/** A file without what is only for showing it: a modal has little room. */
const slimFileSchema = z.object({
  id: idSchema,
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  url_private: z.string().nullish(),
  file_access: z.string().nullish(),
});

/** What becomes of the words: a button's action, or something done with a message. */
const wordRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('action'), name: z.enum(actionNames), taskId: taskIdSchema, place: placeSchema }),
  z.object({
    kind: z.literal('message'),
    meaning: z.enum(['edit', 'i2v']),
    place: placeSchema,
    /** The task whose outcome or card it is, where the message is ours. */
    taskId: taskIdSchema.optional(),
    files: z.array(slimFileSchema),
  }),
]);
export type WordRequest = z.infer<typeof wordRequestSchema>;

/** https://docs.slack.dev/reference/views/modal-views */
const metadataLength = 3_000;

/** A request as a modal carries it. Of many files those that do not fit are left out: one is what is asked about. */
export function writeWordRequest(request: WordRequest): string {
  const whole = JSON.stringify(request);
  if (whole.length <= metadataLength || request.kind === 'action') return whole;
  return writeWordRequest({ ...request, files: request.files.slice(0, -1) });
}

/** Undefined for what is none, such as that of another version. */
export function readWordRequest(metadata: string): WordRequest | undefined {
  try {
    return wordRequestSchema.safeParse(JSON.parse(metadata)).data;
  } catch {
    return undefined;
  }
}

export function slimFiles(files: readonly SlackFile[]): z.infer<typeof slimFileSchema>[] {
  return files.map((file) => slimFileSchema.parse(file));
}
