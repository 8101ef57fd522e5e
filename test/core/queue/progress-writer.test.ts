import { expect, test } from 'vitest';
import { createProgressWriter } from '../../../src/core/queue/progress-writer.ts';
import type { StageProgress } from '../../../src/core/provider.ts';
import { waitUntil } from '../../support/wait-until.ts';

const ignore = { onError: () => undefined };

test('the first report goes out, of the many behind it only the newest, the last one at the finish', async () => {
  const written: StageProgress[] = [];
  const writer = createProgressWriter(
    (progress) => {
      written.push(progress);
      return Promise.resolve();
    },
    { gapMs: 60_000, ...ignore },
  );
  for (let percent = 0; percent <= 100; percent += 1) writer.report({ phase: 'painting', percent });
  await writer.finish();
  writer.report({ phase: 'too late' });
  await writer.finish();
  expect(written).toEqual([
    { phase: 'painting', percent: 0 },
    { phase: 'painting', percent: 100 },
  ]);
});

test('writes never overlap, and one that fails does not stop the next', async () => {
  const errors: unknown[] = [];
  const started: string[] = [];
  let underWay = 0;
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const writer = createProgressWriter(
    async ({ phase }) => {
      underWay += 1;
      expect(underWay).toBe(1);
      started.push(phase);
      await gates[started.length - 1]?.promise.finally(() => (underWay -= 1));
    },
    { gapMs: 0, onError: (error) => errors.push(error) },
  );
  writer.report({ phase: 'first' });
  writer.report({ phase: 'second' });
  gates[0]?.reject(new Error('lost'));
  await waitUntil(() => started.length === 2);
  gates[1]?.resolve();
  await writer.finish();
  expect([started, errors.length]).toEqual([['first', 'second'], 1]);
});
