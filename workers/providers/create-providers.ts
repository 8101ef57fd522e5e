import type { Logger } from '../../src/core/log.ts';
import type { MediaTools } from '../../src/core/media/media-tools.ts';
import type { Provider } from '../../src/core/provider.ts';
import { createMediaProvider } from './media/provider.ts';
import { createSketchProvider } from './sketch/provider.ts';

/** Every provider that this machine can be, from what is configured. The caller closes them. */
export function createProviders({ logger, media }: { logger: Logger; media: MediaTools }): Provider[] {
  return [createSketchProvider({ logger }), createMediaProvider(media)];
}
