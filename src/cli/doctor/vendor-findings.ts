import type { Config } from '../../core/config.ts';
import { MoraError, toMoraError } from '../../core/errors.ts';
import type { Finding } from '../../core/finding.ts';
import { silentLogger } from '../../core/log.ts';
import { createMediaTools } from '../../core/media/media-tools.ts';
import { createVendors } from '../../../workers/providers/create-providers.ts';
import { readSetup } from '../set-up.ts';

/** Long enough for a picture by a busy model, and for asking about a dozen models. */
const limitMs = 180_000;

/** Where models come from: whether they take our credentials and know what we send. `live` may spend a few cents. */
export async function vendorFindings(config: Config, live: boolean): Promise<Finding[]> {
  await using opened = new AsyncDisposableStack();
  try {
    const { providerSettings } = await readSetup(config);
    const logger = silentLogger();
    const media = opened.use(createMediaTools({ logger }));
    const vendors = await createVendors({ config, logger, media, settings: providerSettings });
    for (const vendor of vendors) opened.defer(() => vendor.close());
    if (vendors.length === 0) return [noVendor];
    const signal = AbortSignal.timeout(limitMs);
    const findings = await Promise.all(vendors.map((vendor) => vendor.inspect({ live, signal })));
    return findings.flat();
  } catch (error) {
    // What is wrong in the arrangement is told elsewhere.
    if (error instanceof MoraError && error.code === 'configuration') return [];
    return [{ state: 'bad', text: `Models: ${toMoraError(error).userMessage}` }];
  }
}

const noVendor: Finding = {
  state: 'note',
  text: 'Models: none. Set REPLICATE_API_TOKEN, OPENAI_API_KEY or COMFYUI_URL (docs/providers.md); until then the studio sketches',
};
