import { afterAll, afterEach, beforeAll } from 'vitest';
import { silentLogger } from '../../../../src/core/log.ts';
import { createMediaTools, type MediaTools } from '../../../../src/core/media/media-tools.ts';
import { startFakeComfyui, type FakeComfyui, type FakeComfyuiOptions } from '../../../fakes/comfyui/fake-comfyui.ts';
import { openComfyDesk, type ComfyDesk, type ComfyDeskOptions } from './comfy-desk.ts';

/** Opens servers and desks for the tests of a file, and closes them after each test. */
export interface Surroundings {
  readonly comfy: (options?: FakeComfyuiOptions) => Promise<FakeComfyui>;
  /** A worker with these servers. */
  readonly deskAt: (
    fakes: readonly Pick<FakeComfyui, 'url'>[],
    options?: Partial<ComfyDeskOptions>,
  ) => Promise<ComfyDesk>;
  readonly media: () => MediaTools;
}

/** Call it at the top of a test file. */
export function surroundings(): Surroundings {
  const used: AsyncDisposable[] = [];
  let tools: MediaTools | undefined;
  const media = (): MediaTools => {
    if (tools === undefined) throw new Error('the media tools are opened before the tests');
    return tools;
  };
  beforeAll(() => {
    tools = createMediaTools({ logger: silentLogger() });
  });
  afterEach(async () => {
    for (const one of used.splice(0).toReversed()) await one[Symbol.asyncDispose]();
  });
  afterAll(() => tools?.close());
  return {
    media,
    async comfy(options = {}) {
      const fake = await startFakeComfyui(options);
      used.push(fake);
      return fake;
    },
    async deskAt(fakes, options = {}) {
      const desk = await openComfyDesk({ urls: fakes.map(({ url }) => url), media: media(), ...options });
      used.push(desk);
      return desk;
    },
  };
}
