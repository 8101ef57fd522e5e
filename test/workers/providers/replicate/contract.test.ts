import { afterAll } from 'vitest';
import { readConfig } from '../../../../src/core/config.ts';
import { silentLogger } from '../../../../src/core/log.ts';
import { createMediaTools } from '../../../../src/core/media/media-tools.ts';
import type { Provider } from '../../../../src/core/provider.ts';
import { allModels } from '../../../../workers/providers/replicate/models/all-models.ts';
import { createReplicate } from '../../../../workers/providers/replicate/replicate.ts';
import { describeProvider } from '../../../contracts/provider-contract.ts';
import { startFakeReplicate } from '../../../fakes/replicate/fake-replicate.ts';

const replicate = await startFakeReplicate(allModels);
const logger = silentLogger();
const media = createMediaTools({ logger });
const config = readConfig({ REPLICATE_API_TOKEN: replicate.token, REPLICATE_BASE_URL: replicate.url });
const vendor = createReplicate({ config, logger, media, settings: {} });
afterAll(async () => {
  await vendor?.close();
  await media.close();
  await replicate[Symbol.asyncDispose]();
});

function modelOf(name: string): Provider {
  const found = vendor?.providers.find((provider) => provider.name === `replicate/${name}`);
  if (found === undefined) throw new Error(`no model ${name}`);
  return found;
}

/** The quick crew as one provider: each of its models in its own role. */
const quick: Provider = {
  ...modelOf('wan-2.2-i2v-fast'),
  name: 'replicate/quick',
  agents: {
    ...modelOf('flux-schnell').agents,
    ...modelOf('qwen-image-edit-plus').agents,
    ...modelOf('wan-2.2-i2v-fast').agents,
  },
};

describeProvider('replicate', () => ({
  provider: quick,
  size: { width: 320, height: 180 },
  durationS: 2,
  fps: 16,
  remote: true,
}));
