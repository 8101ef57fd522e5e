import { expect, test } from 'vitest';
import { createTroubleLog } from '../../../src/core/queue/trouble-log.ts';
import { silentLogger } from '../../../src/core/log.ts';

test('the same trouble is told once in half a minute, with how often it came', () => {
  const told: unknown[] = [];
  const logger = Object.assign(silentLogger(), { warn: (...said: unknown[]) => void told.push(said) });
  let now = 0;
  const trouble = createTroubleLog(logger, () => now);
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  for (let second = 0; second < 20; second += 1) {
    now = second * 1_000;
    trouble('trouble with a queue', refused);
  }
  expect(told).toEqual([[{ err: refused }, 'trouble with a queue']]);
  trouble('trouble with a worker', refused);
  trouble('trouble with a queue', new Error('something else'));
  expect(told).toHaveLength(3);
  now = 40_000;
  trouble('trouble with a queue', refused);
  expect(told.at(-1)).toEqual([{ err: refused, repeated: 19 }, 'trouble with a queue']);
});
