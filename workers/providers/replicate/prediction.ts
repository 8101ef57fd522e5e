import { z } from 'zod';

/** The name of a prediction: a part of addresses and of artifact ids, so nothing odd may pass. */
export const predictionIdSchema = z.string().regex(/^[\w-]{4,90}$/u);

const momentSchema = z
  .string()
  .transform((text) => Date.parse(text))
  .refine((ms) => !Number.isNaN(ms));

/**
 * A prediction as Replicate tells of it. Anything that is not read here may change; a status that is not known yet is
 * taken for a running one. Times are in milliseconds since 1970.
 */
export const predictionSchema = z.object({
  id: predictionIdSchema,
  status: z.string(),
  model: z.string().nullish(),
  version: z.string().nullish(),
  input: z.record(z.string(), z.unknown()).nullish(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  logs: z.string().nullish(),
  data_removed: z.boolean().nullish(),
  metrics: z.object({ predict_time: z.number().nonnegative().nullish() }).nullish(),
  webhook: z.string().nullish(),
  created_at: momentSchema.nullish().catch(undefined),
  deadline: momentSchema.nullish().catch(undefined),
});
export type Prediction = z.infer<typeof predictionSchema>;

/** What a generation is asked for by: plain JSON, kept by whoever asks. */
export const operationSchema = z.object({ id: predictionIdSchema, slug: z.string() });

/** What is kept of a prediction that succeeded: addresses of its files, and the seconds that the machine ran. */
export const resultSchema = z.object({
  id: predictionIdSchema,
  outputs: z.array(z.string()).min(1),
  predictTimeS: z.number().nonnegative().exactOptional(),
});
export type PredictionResult = z.infer<typeof resultSchema>;
