import { expect, test } from 'vitest';
import { createMadeResults } from '../../../src/core/queue/made-results.ts';

test('what a stage handed on is taken once', () => {
  const made = createMadeResults();
  made.keep('a', { words: 'a boat' });
  expect(made.take('a')).toEqual({ words: 'a boat' });
  expect(made.take('a')).toBeUndefined();
});

test('what nobody takes is dropped, the oldest first', () => {
  const made = createMadeResults();
  for (let index = 0; index < 501; index += 1) made.keep(`stage-${index}`, { index });
  expect(made.take('stage-0')).toBeUndefined();
  expect(made.take('stage-1')).toEqual({ index: 1 });
  expect(made.take('stage-500')).toEqual({ index: 500 });
});
