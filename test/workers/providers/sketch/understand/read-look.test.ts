import { expect, it } from 'vitest';
import { readLook } from '../../../../../workers/providers/sketch/understand/read-look.ts';

it.each([
  ['make it winter', { style: 'none', season: 'winter' }],
  ['in winter with snow', { season: 'winter', weather: 'snow' }],
  ['at night', { time: 'night' }],
  ['turn it into a sunset', { time: 'sunset' }],
  ['in autumn', { season: 'autumn' }],
  ['black and white', { style: 'black-and-white' }],
  ['as a vintage photo', { style: 'sepia' }],
  ['in the style of a cartoon', { style: 'cartoon' }],
  ['as pixel art', { style: 'pixel-art' }],
  ['as a watercolour painting', { style: 'watercolour' }],
  ['in the fog', { weather: 'fog' }],
  ['make it brighter', { brightness: 0.6 }],
  ['make it darker', { brightness: -0.6 }],
  ['make it purple', { cast: '#8a4fc8' }],
  ['without fog', { style: 'none', brightness: 0 }],
  ['hello', { style: 'none', brightness: 0, contrast: 0 }],
])('%s', (prompt, look) => {
  const read = readLook(prompt);
  expect(read).toMatchObject(look);
  if (prompt === 'hello') expect(Object.keys(read).toSorted()).toEqual(['brightness', 'contrast', 'style']);
});
