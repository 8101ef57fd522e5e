import { z } from 'zod';
import type { ProviderKind } from '../../src/core/arrangement/setup.ts';
import { comfyuiSettingsSchema } from './comfyui/settings.ts';
import { comfyuiPlayers } from './comfyui/workflows.ts';
import { openaiPlayers } from './openai/models.ts';
import { openaiSettingsSchema } from './openai/settings.ts';
import { replicatePlayers } from './replicate/players.ts';
import { replicateSettingsSchema } from './replicate/settings.ts';
import { sketchSettingsSchema } from './sketch/settings.ts';

/**
 * Every provider that there can be, what it plays, and what it, or its vendor, can be told in `mora.config.yaml`. Models
 * of OpenAI and workflows of ComfyUI may have any name: `openai/*` stands for those.
 */
export const providerKinds: Readonly<Record<string, ProviderKind>> = {
  sketch: {
    plays: ['prompt', 'text-to-image', 'image-to-image', 'image-to-video', 'connect'],
    settings: sketchSettingsSchema,
  },
  media: { plays: ['finish'], settings: z.strictObject({}) },
  openai: { plays: [], settings: openaiSettingsSchema },
  ...openaiPlayers,
  'openai/*': { plays: ['prompt', 'text-to-image', 'image-to-image'] },
  replicate: { plays: [], settings: replicateSettingsSchema },
  ...replicatePlayers,
  comfyui: { plays: [], settings: comfyuiSettingsSchema },
  ...comfyuiPlayers,
  'comfyui/*': { plays: ['text-to-image', 'image-to-image', 'image-to-video', 'connect'] },
};
