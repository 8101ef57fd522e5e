import type { Config } from '../../src/core/config.ts';
import type { Logger } from '../../src/core/log.ts';
import type { MediaTools } from '../../src/core/media/media-tools.ts';
import type { Moderator } from '../../src/core/moderation.ts';
import type { Provider } from '../../src/core/provider.ts';
import type { Vendor } from '../vendor.ts';
import { createMediaProvider } from './media/provider.ts';
import { createSketchProvider } from './sketch/provider.ts';
import { sketchSettingsSchema } from './sketch/settings.ts';

/** What providers are made from. */
export interface ProviderParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly media: MediaTools;
  /** The operator's settings by the name of a provider or a vendor; each is read by that one's own schema. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** All who can play on this machine. */
export interface Staff {
  readonly providers: readonly Provider[];
  readonly vendors: readonly Vendor[];
  /** Looks over what is asked for and made, where somebody can. */
  readonly moderator: Moderator | undefined;
  /** Closes the vendors' connections; the providers' own are closed by whoever lets them play. */
  closeVendors(): Promise<void>;
}

/** Every provider that this machine can be, from what is configured. The caller closes them. */
export async function createProviders(parts: ProviderParts): Promise<Staff> {
  const { logger, media, settings } = parts;
  const vendors = await createVendors(parts);
  return {
    providers: [
      createSketchProvider({ logger, settings: sketchSettingsSchema.parse(settings['sketch'] ?? {}) }),
      createMediaProvider(media),
      ...vendors.flatMap(({ providers }) => providers),
    ],
    vendors,
    moderator: vendors.flatMap(({ moderator }) => moderator ?? [])[0],
    closeVendors: async () => {
      await Promise.all(vendors.map((vendor) => vendor.close()));
    },
  };
}

/** The vendors that are configured. Their SDKs are large: who has no token does not wait for them. */
export async function createVendors(parts: ProviderParts): Promise<readonly Vendor[]> {
  const { openaiApiKey, openaiBaseUrl, replicateApiToken, comfyuiUrls } = parts.config;
  const vendors: Vendor[] = [];
  if (openaiApiKey !== undefined || openaiBaseUrl !== undefined) {
    const { createOpenai } = await import('./openai/vendor.ts');
    vendors.push(createOpenai(parts));
  }
  if (replicateApiToken !== undefined) {
    const { createReplicate } = await import('./replicate/replicate.ts');
    const replicate = createReplicate(parts);
    if (replicate !== undefined) vendors.push(replicate);
  }
  if (comfyuiUrls.length > 0) {
    const { createComfyui } = await import('./comfyui/comfyui.ts');
    vendors.push(createComfyui(parts));
  }
  return vendors;
}
