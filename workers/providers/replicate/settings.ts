import { z } from 'zod';

const usd = z.number().nonnegative();

/** What a model costs, where the operator knows better than the code: dollars a turn, a second of video or of machine. */
const priceSettingSchema = z.union([
  z.strictObject({ turn: usd }),
  z.strictObject({ second: usd }),
  z.strictObject({ 'machine-second': usd, 'typical-seconds': z.number().positive().optional() }),
]);

/** What an operator may set for Replicate in `mora.config.yaml`. */
export const replicateSettingsSchema = z.strictObject({
  /** By the model's name, the part of the provider's name after the slash. */
  prices: z.record(z.string(), priceSettingSchema).optional(),
  /** Replicate itself stops a generation after so many minutes, whatever happens here. */
  'cancel-after-minutes': z.number().min(1).max(240).optional(),
});
export type ReplicateSettings = z.infer<typeof replicateSettingsSchema>;
