import { z } from 'zod';

/** Where we put our own mark into a prompt: old servers give it another id than we asked for. */
export const markKey = 'mora_run';

const extraSchema = z.object({ [markKey]: z.string().optional() });

/** `[number, prompt id, workflow, extra data, outputs, …]`. */
const entrySchema = z.array(z.unknown()).transform((entry, context) => {
  const id = z.string().safeParse(entry[1]);
  if (!id.success) {
    context.addIssue({ code: 'custom', message: 'an entry of the queue has no id' });
    return z.NEVER;
  }
  return { id: id.data, mark: extraSchema.safeParse(entry[3]).data?.[markKey] };
});
export type QueueEntry = z.infer<typeof entrySchema>;

/** The answer of `GET /queue`. Waiting ones are told in no order: their first element says it. */
export const queueSchema = z
  .object({ queue_running: z.array(entrySchema), queue_pending: z.array(z.array(z.unknown())) })
  .transform(({ queue_running: running, queue_pending: pending }) => ({
    running,
    pending: pending
      .toSorted((a, b) => numberOf(a) - numberOf(b))
      .flatMap((entry) => {
        const parsed = entrySchema.safeParse(entry);
        return parsed.success ? [parsed.data] : [];
      }),
  }));
export type Queue = z.infer<typeof queueSchema>;

function numberOf(entry: readonly unknown[]): number {
  return typeof entry[0] === 'number' ? entry[0] : 0;
}

/** One file that a run wrote. */
export const outputFileSchema = z.object({
  filename: z.string().min(1),
  subfolder: z.string().default(''),
  type: z.string().default('output'),
});
export type OutputFile = z.infer<typeof outputFileSchema>;

const runSchema = z.object({
  prompt: entrySchema.optional().catch(undefined),
  outputs: z.record(z.string(), z.record(z.string(), z.unknown())).catch({}),
  status: z
    .object({
      status_str: z.string(),
      completed: z.boolean(),
      messages: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown())])).catch([]),
    })
    .nullish(),
});
/** A run that has ended, as `GET /history` tells it. */
export type EndedRun = z.infer<typeof runSchema>;

/** Runs that have ended, by their ids. */
export const historySchema = z.record(z.string(), runSchema);

/** The answer of `POST /prompt`. */
export const submittedSchema = z.object({ prompt_id: z.string().min(1) });

const complaintSchema = z.object({ message: z.string(), details: z.string().catch('') });
const refusalSchema = z.object({
  error: z.union([complaintSchema, z.string()]).optional(),
  node_errors: z
    .record(z.string(), z.object({ class_type: z.string().catch(''), errors: z.array(complaintSchema) }))
    .catch({}),
});

/** Why a workflow was not taken, in a line for the log; undefined where the answer does not say. */
export function readRefusal(body: unknown): string | undefined {
  const parsed = refusalSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { error, node_errors: nodes } = parsed.data;
  const ofNodes = Object.entries(nodes).flatMap(([id, { class_type: kind, errors }]) =>
    errors.map(({ message, details }) => `${kind} ${id}: ${message}: ${details}`),
  );
  const whole = typeof error === 'object' ? `${error.message}: ${error.details}` : error;
  return ofNodes[0] ?? whole;
}

/** What a node takes: required and optional inputs, each `[kind or list of choices, options]`. */
export const nodeInfoSchema = z.object({
  input: z.object({
    required: z.record(z.string(), z.unknown()).nullish(),
    optional: z.record(z.string(), z.unknown()).nullish(),
  }),
});
export type NodeInfo = z.infer<typeof nodeInfoSchema>;

/** The answer of `GET /system_stats`. */
export const statsSchema = z.object({
  system: z.object({ comfyui_version: z.string().optional() }),
  devices: z
    .array(z.object({ name: z.string(), vram_total: z.number().catch(0), vram_free: z.number().catch(0) }))
    .catch([]),
});
export type Stats = z.infer<typeof statsSchema>;
