import type { Logger } from '../../src/core/log.ts';
import type { MediaTools } from '../../src/core/media/media-tools.ts';
import type { Provider } from '../../src/core/provider.ts';
import { createMediaProvider } from './media/provider.ts';
import { createSketchProvider } from './sketch/provider.ts';
import { sketchSettingsSchema } from './sketch/settings.ts';

/** What providers are made from. */
export interface ProviderParts {
  readonly logger: Logger;
  readonly media: MediaTools;
  /** The operator's settings by the provider's name; each is read by that provider's own schema. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Every provider that this machine can be, from what is configured. The caller closes them. */
export function createProviders({ logger, media, settings }: ProviderParts): Provider[] {
  return [
    createSketchProvider({ logger, settings: sketchSettingsSchema.parse(settings['sketch'] ?? {}) }),
    createMediaProvider(media),
  ];
}
