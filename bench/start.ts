import { temporaryDirectory } from '../test/support/temporary-directory.ts';
import type { Bench } from './support/bench.ts';
import { startProduct } from '../test/support/product.ts';

/** How long a person waits for the playground. */
export const start: Bench = {
  name: 'start',
  about: 'seconds from the process to a green /healthz, in an empty data directory and in a used one',
  async run() {
    await using directory = await temporaryDirectory();
    const seconds = async (): Promise<number> => {
      const startedAt = performance.now();
      await using product = await startProduct({ MORA_DATA_DIR: directory.path });
      return product.url === '' ? Number.NaN : (performance.now() - startedAt) / 1000;
    };
    return {
      measures: [
        { name: 'clean', value: await seconds(), unit: 's', aim: 8 },
        { name: 'second', value: await seconds(), unit: 's', aim: 3 },
      ],
    };
  },
};
