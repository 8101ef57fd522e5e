import { afterAll } from 'vitest';
import { readConfig } from '../../../../src/core/config.ts';
import { silentLogger } from '../../../../src/core/log.ts';
import { createMediaTools } from '../../../../src/core/media/media-tools.ts';
import type { Provider } from '../../../../src/core/provider.ts';
import { createComfyui } from '../../../../workers/providers/comfyui/comfyui.ts';
import { describeProvider } from '../../../contracts/provider-contract.ts';
import { startFakeComfyui } from '../../../fakes/comfyui/fake-comfyui.ts';

const comfyui = await startFakeComfyui();
const logger = silentLogger();
const media = createMediaTools({ logger });
const vendor = createComfyui({ config: readConfig({ COMFYUI_URL: comfyui.url }), logger, media, settings: {} });
// Its workflows are offered once the server was looked at.
await vendor.inspect({ live: false, signal: AbortSignal.timeout(60_000) });
afterAll(async () => {
  await vendor.close();
  await media.close();
  await comfyui[Symbol.asyncDispose]();
});

function workflowOf(name: string): Provider {
  const found = vendor.providers.find((provider) => provider.name === `comfyui/${name}`);
  if (found === undefined) throw new Error(`no workflow ${name}`);
  return found;
}

/** The crew of one GPU as one provider: each workflow in its own role. */
const crew: Provider = {
  ...workflowOf('wan-2.2'),
  name: 'comfyui/crew',
  agents: { ...workflowOf('sdxl').agents, ...workflowOf('qwen-edit').agents, ...workflowOf('wan-2.2').agents },
};

describeProvider('comfyui', () => ({
  provider: crew,
  size: { width: 320, height: 192 },
  durationS: 2,
  fps: 16,
  remote: true,
}));
