import { temporaryDirectory } from '../test/support/temporary-directory.ts';
import { createQuickProvider } from '../test/fakes/quick-provider.ts';
import { openTestStudio } from '../test/support/test-studio.ts';
import { percentile, type Bench } from './support/bench.ts';
import { submission } from './support/submission.ts';

const rounds = 50;

/** How soon work begins. */
export const submit: Bench = {
  name: 'submit',
  about: `from submit to the first stage running, on the embedded stores; of ${rounds}`,
  async run() {
    await using directory = await temporaryDirectory();
    await using opened = await openTestStudio(directory.path);
    let begun = Promise.withResolvers<void>();
    const provider = createQuickProvider((agent) => {
      if (agent === 'prompt') begun.resolve();
    });
    await opened.work(provider);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      begun = Promise.withResolvers();
      const startedAt = performance.now();
      await opened.studio.submit(submission(`bench-${round}`), new AbortController().signal);
      await begun.promise;
      times.push(performance.now() - startedAt);
    }
    return {
      measures: [
        { name: 'median', value: percentile(times, 0.5), unit: 'ms', aim: 150 },
        { name: 'p99', value: percentile(times, 0.99), unit: 'ms' },
      ],
    };
  },
};
