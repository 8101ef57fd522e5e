import { afterAll } from 'vitest';
import { readConfig } from '../../../../src/core/config.ts';
import { silentLogger } from '../../../../src/core/log.ts';
import { createMediaTools } from '../../../../src/core/media/media-tools.ts';
import { createOpenai } from '../../../../workers/providers/openai/vendor.ts';
import { describeProvider } from '../../../contracts/provider-contract.ts';
import { startFakeOpenai } from '../../../fakes/openai/fake-openai.ts';

const openai = await startFakeOpenai();
const logger = silentLogger();
const media = createMediaTools({ logger });
const config = readConfig({ OPENAI_API_KEY: 'sk-fake', OPENAI_BASE_URL: openai.url });
const vendor = createOpenai({ config, logger, media, settings: {} });
afterAll(async () => {
  await vendor.close();
  await media.close();
  await openai[Symbol.asyncDispose]();
});

for (const provider of vendor.providers) {
  describeProvider(provider.name, () => ({
    provider,
    size: { width: 320, height: 180 },
    durationS: 2,
    fps: 24,
    remote: true,
  }));
}
