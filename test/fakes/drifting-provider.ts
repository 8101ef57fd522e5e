import path from 'node:path';
import sharp from 'sharp';
import type { AgentRunner, LocalProvider } from '../../src/core/provider.ts';
import { VideoEncoder } from '../../src/core/media/video-encoder.ts';

/** What a picture of this provider is like: small, so that tests are quick. */
const step = 3;

/**
 * A maker of short clips as models are: at most a second long, each brighter and warmer than the picture it was started
 * from. It scrolls that picture to the left. Beside it stands nothing but real media work.
 */
export function createDriftingProvider({ gain }: { readonly gain: number }): LocalProvider {
  const paint: AgentRunner<'text-to-image'> = async ({ width, height }, { artifacts, scratchDir, stageId }) => {
    const file = path.join(scratchDir, 'picture.png');
    const pixels = Buffer.alloc(width * height * 3);
    for (let index = 0; index < width * height; index += 1) {
      const [x, y] = [index % width, Math.floor(index / width)];
      const bar = Math.sin(x / 17) * 30 + Math.sin(y / 23) * 20;
      pixels.set([90 + bar, 80 + bar, 70 + bar], index * 3);
    }
    await sharp(pixels, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(file);
    return { image: { artifact: (await artifacts.put(`${stageId}-image`, 'image/png', { path: file })).id } };
  };

  const move: AgentRunner<'image-to-video'> = async (input, { artifacts, scratchDir, stageId }) => {
    const { image, width, height, fps, durationS } = input;
    if (image === undefined) throw new Error('no picture');
    await using file = await artifacts.open(image.artifact);
    const pixels = await sharp(file.path).ensureAlpha().raw().toBuffer();
    const out = path.join(scratchDir, 'clip.mp4');
    await using encoder = await VideoEncoder.open({ path: out, width, height, fps, quality: { crf: 8 } });
    const picture = new Uint8Array(width * height * 4);
    for (let frame = 0; frame < Math.round(durationS * fps); frame += 1) {
      for (let index = 0; index < width * height; index += 1) {
        const from = (Math.floor(index / width) * width + ((index + frame * step) % width)) * 4;
        picture[index * 4] = Math.min(255, (pixels[from] ?? 0) * gain * 1.01);
        picture[index * 4 + 1] = Math.min(255, (pixels[from + 1] ?? 0) * gain);
        picture[index * 4 + 2] = Math.min(255, (pixels[from + 2] ?? 0) * gain);
      }
      await encoder.write(picture);
    }
    const facts = await encoder.finish();
    const { id: video } = await artifacts.put(`${stageId}-video`, 'video/mp4', { path: out });
    return { video, facts, repeatsStart: true, steady: false };
  };

  return {
    name: 'drifting',
    label: 'a test',
    version: '1',
    motion: { videoToVideo: false, maxClipS: 1 },
    agents: {
      prompt: ({ prompt }) => Promise.resolve({ shot: { prompt, camera: 'none', pace: 'normal' } }),
      'text-to-image': paint,
      'image-to-image': async ({ image }) => Promise.resolve({ image }),
      'image-to-video': move,
    },
    close: () => Promise.resolve(),
  };
}
