import { z } from 'zod';
import type { TokenUse } from '../prices.ts';

const usageSchema = z
  .object({
    input_tokens: z.number(),
    output_tokens: z.number(),
    input_tokens_details: z.object({ image_tokens: z.number().optional() }).optional(),
  })
  .optional()
  .catch(undefined);

/** What is read of the events of both endpoints; their names differ in the first word alone. */
const eventSchema = z.object({ type: z.string(), b64_json: z.string(), usage: usageSchema });

/** What a server without a stream answers. */
const answerSchema = z.object({
  data: z.array(z.object({ b64_json: z.string().nullish() })).min(1),
  usage: usageSchema,
});

/** A picture on its way: a draft of it, or the finished one. */
export interface Painted {
  readonly kind: 'draft' | 'finished';
  readonly bytes: Uint8Array;
  readonly use?: TokenUse;
}

/** Reads an event of the stream; undefined for kinds that are not known. */
export function readEvent(event: unknown): Painted | undefined {
  const read = eventSchema.safeParse(event);
  if (!read.success) return undefined;
  const { type, b64_json: base64, usage } = read.data;
  if (type.endsWith('.partial_image')) return { kind: 'draft', bytes: Buffer.from(base64, 'base64') };
  return type.endsWith('.completed') ? finished(base64, usage) : undefined;
}

/** Reads an answer that came whole; undefined where there is no picture in it. */
export function readWhole(answer: unknown): Painted | undefined {
  const read = answerSchema.safeParse(answer);
  const base64 = read.data?.data[0]?.b64_json;
  return base64 === undefined || base64 === null ? undefined : finished(base64, read.data?.usage);
}

function finished(base64: string, usage: z.infer<typeof usageSchema>): Painted {
  const imageInput = usage?.input_tokens_details?.image_tokens ?? 0;
  return {
    kind: 'finished',
    bytes: Buffer.from(base64, 'base64'),
    ...(usage === undefined ? {} : { use: { input: usage.input_tokens, imageInput, output: usage.output_tokens } }),
  };
}
