import { setTimeout as delay } from 'node:timers/promises';
import { timeMs, type Bench } from './support/bench.ts';
import { temporaryDirectory } from '../test/support/temporary-directory.ts';
import { openWholeHouse } from '../test/support/whole-house.ts';
import { childrenOf, residentMegabytes } from './support/memory-of.ts';

const prompt = 'a coral reef with colourful fish, rays of sunlight';

/** How a long video grows: five times the seconds shall cost five times the time, and no more memory. */
export const long: Bench = {
  name: 'long',
  about: '60 s of t2v by the sketch over 12 s of it: wall time, and the peak of all its child processes together',
  async run() {
    const short = await costOf(12);
    const whole = await costOf(60);
    return {
      measures: [
        { name: '12 s', value: short.ms / 1000, unit: 's' },
        { name: '60 s', value: whole.ms / 1000, unit: 's' },
        { name: 'time', value: whole.ms / short.ms, unit: '×', aim: 5.5 },
        { name: '12 s: children', value: short.megabytes, unit: 'MB' },
        { name: '60 s: children', value: whole.megabytes, unit: 'MB' },
        { name: 'memory', value: whole.megabytes / short.megabytes, unit: '×', aim: 1.1 },
      ],
    };
  },
};

async function costOf(durationS: number): Promise<{ ms: number; megabytes: number }> {
  await using directory = await temporaryDirectory();
  await using house = await openWholeHouse(directory.path);
  // Starts the child processes, which then are warm.
  await house.make({ kind: 't2v', prompt, durationS: 1, seed: 1 });
  const done = new AbortController();
  const peak = peakOfChildren(done.signal);
  const ms = await timeMs(() => house.make({ kind: 't2v', prompt, durationS, seed: 1 }));
  done.abort();
  return { ms, megabytes: await peak };
}

async function peakOfChildren(done: AbortSignal): Promise<number> {
  let peak = 0;
  while (!done.aborted) {
    const sizes = await Promise.all((await childrenOf(process.pid)).map(residentMegabytes));
    peak = Math.max(
      peak,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    await delay(50);
  }
  return peak;
}
