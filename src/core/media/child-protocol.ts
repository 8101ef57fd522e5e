import { z } from 'zod';
import { failureSchema } from '../errors.ts';

/** What the parent asks of its child: one operation at a time, so no ids are needed. */
export const childRequestSchema = z.object({ operation: z.string(), input: z.json() });
export type ChildRequest = z.infer<typeof childRequestSchema>;

/** What a child says: any number of progress notes, then exactly one end. */
export const childReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: z.json() }),
  z.object({ kind: z.literal('done'), output: z.json() }),
  z.object({
    kind: z.literal('failed'),
    failure: failureSchema,
    retryable: z.boolean(),
    /** For the log alone. */
    detail: z.string(),
  }),
]);
export type ChildReply = z.infer<typeof childReplySchema>;
