import { expect, test } from 'vitest';
import { meantBy, soundsLikeAVideo } from '../../src/commands/meant-by.ts';

test.each([
  ['make the waves move', 1, 0, ['i2v']],
  ['as a voxel world', 1, 0, ['simulate']],
  ['', 1, 0, ['i2v']],
  ['extend', 0, 1, ['extend']],
  ['Please continue', 0, 1, ['extend']],
  ['', 0, 1, ['edit', 'extend']],
  ['', 0, 2, ['connect']],
  ['a boat at sea', 0, 0, ['t2v']],
  ['  ', 0, 0, []],
] as const)('“%s” with %i pictures and %i videos means %j', (words, images, videos, meanings) => {
  expect(meantBy(words, { images, videos })).toEqual(meanings);
});

test.each([
  ['Make a boat sail into the sun', true],
  ['a boat at sea', true],
  ['can you make a video of a boat?', false],
  ['thanks', false],
])('whether “%s” asks for a video: %s', (words, asks) => {
  expect(soundsLikeAVideo(words)).toBe(asks);
});
