import { z } from 'zod';
import { categories } from './categories.ts';

/** Dollars a million tokens. */
const tokenPriceSchema = z.strictObject({
  /** Words that go in. */
  input: z.number().nonnegative(),
  /** Words that the server still remembers; as `input` where absent. */
  'cached-input': z.number().nonnegative().exactOptional(),
  /** Pictures that go in; as `input` where absent. */
  'image-input': z.number().nonnegative().exactOptional(),
  /** What comes out, words or pictures. */
  output: z.number().nonnegative(),
});
export type TokenPrice = z.infer<typeof tokenPriceSchema>;

/** Whether an endpoint is used; `auto` is yes until the server says that it has none. */
const endpointSchema = z.enum(['auto', 'on', 'off']);

/** What OpenAI, or a server that speaks its language, can be told in `mora.config.yaml`. */
export const openaiSettingsSchema = z.strictObject({
  /** Plays the prompt agent. */
  'prompt-model': z.string().min(1).max(100).exactOptional(),
  /** Plays text-to-image and image-to-image. */
  'image-model': z.string().min(1).max(100).exactOptional(),
  /** Of pictures: what OpenAI calls so. `xhigh` and `max` are known to its newer models alone. */
  quality: z.enum(['auto', 'low', 'medium', 'high', 'xhigh', 'max']).exactOptional(),
  images: endpointSchema.exactOptional(),
  moderation: endpointSchema.exactOptional(),
  /** Categories of the moderation that are refused; all where absent. Sexual content with minors always is. */
  refuse: z.array(z.enum(categories)).exactOptional(),
  /** By model, where it is not as the code knows it. */
  prices: z.record(z.string(), tokenPriceSchema).exactOptional(),
});
export type OpenaiSettings = z.infer<typeof openaiSettingsSchema>;
