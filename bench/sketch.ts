import path from 'node:path';
import { VideoEncoder } from '../src/core/media/video-encoder.ts';
import { temporaryDirectory } from '../test/support/temporary-directory.ts';
import { timeMs, type Bench } from './support/bench.ts';
import { openWholeHouse } from '../test/support/whole-house.ts';
import { sketchFrames } from './support/sketch-frames.ts';

/** A busy scene, a still one, and one that glows: what they cost differs. */
const prompts = [
  'a vibrant coral reef teeming with life under crystal-clear blue ocean, colourful fish, rays of sunlight',
  'a majestic mountain range covered in snow, peaks touching the clouds, a crystal-clear lake at its base reflecting them',
  'in a vast desert a golden city on the horizon, half ancient Egyptian, half futuristic, under a radiant energy dome',
] as const;

/** What painting costs beside encoding, which any renderer must do. */
export const sketch: Bench = {
  name: 'sketch',
  about: 'wall time of a 5 s t2v, from submit to outcome, over encoding its frames alone with the same x264 settings',
  async run() {
    await using directory = await temporaryDirectory();
    await using house = await openWholeHouse(directory.path);
    const { ratio, seed } = { ratio: '16:9', seed: 1 } as const;
    const render = (prompt: string): Promise<number> =>
      timeMs(() => house.make({ kind: 't2v', prompt, durationS: 5, ratio, seed }));
    // The first one also starts the child processes, which then stay warm.
    const measures = [{ name: 'first, cold', value: (await render(prompts[0])) / 1000, unit: 's' as const }];
    const ratios: number[] = [];
    for (const [index, prompt] of prompts.entries()) {
      const ms = await render(prompt);
      const frames = await sketchFrames(prompt, seed);
      const encodeMs = await encodeAlone(frames, path.join(directory.path, `alone-${index}.mp4`));
      ratios.push(ms / encodeMs);
      measures.push({ name: `“${prompt.slice(0, 22)}…”`, value: ms / 1000, unit: 's' });
      measures.push({ name: '  encoding alone', value: encodeMs / 1000, unit: 's' });
    }
    const worst = { name: 'worst ratio', value: Math.max(...ratios), unit: '×' as const, aim: 2 };
    return { measures: [...measures, worst] };
  },
};

async function encodeAlone(frames: readonly Buffer[], out: string): Promise<number> {
  return timeMs(async () => {
    await using encoder = await VideoEncoder.open({ path: out, width: 1024, height: 576, fps: 24 });
    for (const frame of frames) await encoder.write(frame);
    await encoder.finish();
  });
}
