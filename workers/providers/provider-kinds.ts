import { z } from 'zod';
import type { ProviderKind } from '../../src/core/arrangement/setup.ts';
import { sketchSettingsSchema } from './sketch/settings.ts';

/** Every provider that there can be: what it plays, and what it can be told in `mora.config.yaml`. */
export const providerKinds = {
  sketch: {
    plays: ['prompt', 'text-to-image', 'image-to-image', 'image-to-video', 'connect'],
    settings: sketchSettingsSchema,
  },
  media: { plays: ['finish'], settings: z.strictObject({}) },
} as const satisfies Readonly<Record<string, ProviderKind>>;
