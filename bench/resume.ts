import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { playgroundClient } from '../test/support/playground-client.ts';
import { startProduct } from '../test/support/product.ts';
import { temporaryDirectory } from '../test/support/temporary-directory.ts';
import { percentile, type Bench } from './support/bench.ts';

const rounds = 5;

/** How soon work goes on after a power cut. */
export const resume: Bench = {
  name: 'resume',
  about: `kill -9 while a picture is set in motion: from the start of the next process to that step at work again; of ${rounds}`,
  async run() {
    await using directory = await temporaryDirectory();
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await killInMotion(directory.path);
      seconds.push(await secondsToWork(directory.path));
    }
    return {
      measures: [
        { name: 'median', value: percentile(seconds, 0.5), unit: 's', aim: 2 },
        { name: 'worst', value: Math.max(...seconds), unit: 's' },
      ],
    };
  },
};

async function killInMotion(dataDir: string): Promise<void> {
  await using product = await startProduct({ MORA_DATA_DIR: dataDir });
  const client = playgroundClient(product.url);
  await client.say('/mora t2v a paper boat on a rainy street --duration 12');
  const moving = async (): Promise<boolean> =>
    (await client.cards()).some((card) =>
      card.stages.some((stage) => (stage.percent ?? 0) > 5 && stage.status === 'running'),
    );
  while (!(await moving())) await new Promise((resolve) => setTimeout(resolve, 20));
  await product.kill();
}

/** Reads the log of a new process for the first step that it takes up. */
async function secondsToWork(dataDir: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts', 'start'], {
    env: { PATH: process.env['PATH'], PORT: '0', MORA_DATA_DIR: dataDir, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let seconds = Number.NaN;
  for await (const line of createInterface({ input: child.stderr })) {
    if (!line.includes('"stage-started"')) continue;
    seconds = (performance.now() - startedAt) / 1000;
    break;
  }
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  return seconds;
}
