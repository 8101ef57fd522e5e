import path from 'node:path';
import { openDesk } from '../src/bots/desk.ts';
import { openHouse } from '../src/cli/house.ts';
import { readConfig } from '../src/core/config.ts';
import { silentLogger } from '../src/core/log.ts';
import { VideoEncoder } from '../src/core/media/video-encoder.ts';
import { createMemoryChat } from '../test/fakes/memory-chat.ts';
import { temporaryDirectory } from '../test/support/temporary-directory.ts';
import { timeMs, type Bench } from './support/bench.ts';
import { sketchFrames } from './support/sketch-frames.ts';
import { submission } from './support/submission.ts';

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
    const logger = silentLogger();
    const house = await openHouse(readConfig({ MORA_DATA_DIR: directory.path }), logger);
    const chat = createMemoryChat();
    const desk = await openDesk({ adapter: chat, studio: house.studio, queue: house.queue, logger });
    await house.startCrew();
    const render = (sourceId: string, prompt: string): Promise<number> =>
      timeMs(async () => {
        const { taskId } = await house.studio.submit(submission(sourceId, prompt), new AbortController().signal);
        await chat.outcome(taskId);
      });
    try {
      // The first one also starts the child processes, which then stay warm.
      const measures = [{ name: 'first, cold', value: (await render('warm', prompts[0])) / 1000, unit: 's' as const }];
      const ratios: number[] = [];
      for (const [index, prompt] of prompts.entries()) {
        const ms = await render(`bench-${index}`, prompt);
        const frames = await sketchFrames(prompt, submission('', prompt).draft.seed ?? 0);
        const encodeMs = await encodeAlone(frames, path.join(directory.path, `alone-${index}.mp4`));
        ratios.push(ms / encodeMs);
        measures.push({ name: `“${prompt.slice(0, 22)}…”`, value: ms / 1000, unit: 's' });
        measures.push({ name: '  encoding alone', value: encodeMs / 1000, unit: 's' });
      }
      const worst = { name: 'worst ratio', value: Math.max(...ratios), unit: '×' as const, aim: 2 };
      return { measures: [...measures, worst] };
    } finally {
      await desk.stop(0);
      await house.close(0);
    }
  },
};

async function encodeAlone(frames: readonly Buffer[], out: string): Promise<number> {
  return timeMs(async () => {
    await using encoder = await VideoEncoder.open({ path: out, width: 1024, height: 576, fps: 24 });
    for (const frame of frames) await encoder.write(frame);
    await encoder.finish();
  });
}
