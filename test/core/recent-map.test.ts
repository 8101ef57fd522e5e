import { expect, test } from 'vitest';
import { createRecentMap } from '../../src/core/recent-map.ts';

test('what is taken is gone', () => {
  const recent = createRecentMap<string, number>(2);
  recent.set('a', 1);
  expect(recent.take('a')).toBe(1);
  expect(recent.take('a')).toBeUndefined();
  expect(recent.size).toBe(0);
});

test('what is beyond the bound is forgotten, the oldest first; what is set again is new', () => {
  const recent = createRecentMap<string, number>(2);
  recent.set('a', 1);
  recent.set('b', 2);
  recent.set('a', 3);
  recent.set('c', 4);
  expect([recent.get('a'), recent.has('b'), recent.get('c'), recent.size]).toEqual([3, false, 4, 2]);
  recent.clear();
  expect(recent.has('a')).toBe(false);
});
