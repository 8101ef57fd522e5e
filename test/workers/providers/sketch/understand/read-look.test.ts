import { expect, it } from 'vitest';
import { findAirOf } from '../../../../../workers/providers/sketch/understand/read-air.ts';
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
  ['1920s vintage, keep the car red', { style: 'none', period: 'silent-film', keep: '#d8322e' }],
  ['like an old movie', { period: 'silent-film' }],
  ['faded technicolor', { period: 'technicolor' }],
  ['super 8 home movie', { period: 'super-8' }],
  ['on VHS, 1980s', { period: 'vhs' }],
  ['90s camcorder', { period: 'camcorder' }],
  ['cyberpunk, at night', { style: 'neon', time: 'night' }],
  ['dreamy', { style: 'dreamy' }],
  ['as an anime', { style: 'anime' }],
  ['like a comic book', { style: 'comic' }],
  ['as an oil painting', { style: 'oil' }],
  ['film noir', { style: 'noir' }],
  ['keep the car red', { style: 'black-and-white', keep: '#d8322e' }],
  ['only the red stays', { style: 'black-and-white', keep: '#d8322e' }],
  ['blue stays, the rest grey', { style: 'black-and-white', keep: '#2f6fd0' }],
  ['black and white except for the yellow taxi', { style: 'black-and-white', keep: '#f4c430' }],
  ['make it night, keep the red', { style: 'none', time: 'night', keep: '#d8322e' }],
  ['sin city style', { style: 'noir', keep: '#d8322e' }],
  ['a black and white comic', { style: 'comic', grey: true }],
  ['black and white but with red lips', { style: 'black-and-white', keep: '#d8322e' }],
  ['make it warmer', { warmth: 0.7 }],
  ['colder and darker', { warmth: -0.7, brightness: -0.6 }],
  ['from day to night', { time: 'night' }],
  ['turn the night into day', { time: 'day' }],
  ['let it snow', { style: 'none', weather: 'snow' }],
  ['hello', { style: 'none', brightness: 0, contrast: 0 }],
])('%s', (prompt, look) => {
  const read = readLook(prompt);
  expect(read).toMatchObject(look);
  if (prompt === 'hello') expect(Object.keys(read).toSorted()).toEqual(['brightness', 'contrast', 'style']);
});

it('takes the words of what shall stay for nothing else', () => {
  const look = readLook('everything black and white but the red umbrella');
  expect(look).toEqual({ style: 'black-and-white', brightness: 0, contrast: 0, keep: '#d8322e' });
  expect(readLook('keep the umbrella red')).toEqual(look);
  expect(findAirOf('keep the umbrella red')).toBe('clear');
  expect(findAirOf('keep the umbrella red, rain')).toBe('rain');
  expect(readLook('keep it simple, make it blue')).not.toHaveProperty('keep');
  for (const words of ['film noir but make it red', 'darker but blue', 'only a slight red tint']) {
    expect(readLook(words), words).not.toHaveProperty('keep');
  }
});
