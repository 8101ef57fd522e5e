import { expect, test } from 'vitest';
import { columnsOf } from '../../../src/bots/playground/page/plan-columns.ts';

test('stages that wait for nothing of each other stand side by side', () => {
  const stages = [
    { key: 'join-1', after: [] },
    { key: 'join-2', after: [] },
    { key: 'finish', after: ['join-1', 'join-2'] },
  ];
  expect(columnsOf(stages)).toEqual([[0, 1], [2]]);
});

test('a chain is a line, also of messages that do not say what waits for what', () => {
  const chain = ['prompt', 'motion-1', 'motion-2'].map((key, index, keys) => ({
    key,
    after: keys.slice(index - 1, index),
  }));
  expect(columnsOf(chain)).toEqual([[0], [1], [2]]);
  expect(columnsOf(Array.from({ length: 3 }, () => ({ key: '', after: [] })))).toEqual([[0], [1], [2]]);
});

test('what is joined stands side by side, though only a part of it waits for the words', () => {
  const stages = [
    { key: 'prompt', after: [] },
    { key: 'join-1', after: ['prompt'] },
    { key: 'join-2', after: [] },
    { key: 'finish', after: ['join-1', 'join-2'] },
  ];
  expect(columnsOf(stages)).toEqual([[0], [1, 2], [3]]);
});
