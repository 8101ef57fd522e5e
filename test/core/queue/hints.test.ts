import { expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { createHints } from '../../../src/core/queue/hints.ts';

/** A place to send to that answers only when it is told to. */
function slowPlace() {
  const messages: string[][] = [];
  let answer = Promise.withResolvers<void>();
  return {
    messages,
    send: async (taskIds: readonly string[]) => {
      messages.push([...taskIds]);
      answer = Promise.withResolvers();
      await answer.promise;
    },
    answer: () => answer.resolve(),
    refuse: () => answer.reject(new Error('out of reach')),
  };
}

test('the first change is said at once; what changes meanwhile goes together, each task once', async () => {
  const place = slowPlace();
  const hints = createHints(place.send, silentLogger());
  hints.add('a');
  expect(place.messages).toEqual([['a']]);
  for (const taskId of ['b', 'c', 'b', 'a']) hints.add(taskId);
  expect(place.messages).toEqual([['a']]);
  place.answer();
  await expect.poll(() => place.messages).toEqual([['a'], ['b', 'c', 'a']]);
  place.answer();
  await hints.sent();
  expect(place.messages).toHaveLength(2);
});

test('a change after a quiet time is said at once again, also after a message that was lost', async () => {
  const place = slowPlace();
  const hints = createHints(place.send, silentLogger());
  hints.add('a');
  place.refuse();
  await hints.sent();
  hints.add('b');
  expect(place.messages).toEqual([['a'], ['b']]);
  place.answer();
  await hints.sent();
});

test('a message holds a bounded number of tasks', async () => {
  const place = slowPlace();
  const hints = createHints(place.send, silentLogger());
  const taskIds = Array.from({ length: 151 }, (_, index) => `task-${index}`);
  for (const taskId of taskIds) hints.add(taskId);
  place.answer();
  await expect.poll(() => place.messages.length).toBe(2);
  place.answer();
  await expect.poll(() => place.messages.length).toBe(3);
  place.answer();
  await hints.sent();
  expect(place.messages.map(({ length }) => length)).toEqual([1, 100, 50]);
  expect(place.messages.flat()).toEqual(taskIds);
});
