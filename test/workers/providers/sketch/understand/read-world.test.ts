import { describe, expect, test } from 'vitest';
import { readShot } from '../../../../../workers/providers/sketch/understand/read-shot.ts';
import { readLook } from '../../../../../workers/providers/sketch/understand/read-look.ts';
import { asksForWorld, readWorld } from '../../../../../workers/providers/sketch/understand/read-world.ts';

const shotOf = (kind: 'simulate' | 't2v', prompt: string) => readShot({ kind, prompt, durationS: 5 });

describe('a digital world', () => {
  test.each([
    ['a village by the sea at sunset', { biome: 'village', time: 'sunset' }],
    ['snowy mountains at night', { biome: 'mountains', time: 'night' }],
    ['a neon city in the rain', { biome: 'city', weather: 'rain', neon: true }],
    ['a desert with cacti', { biome: 'desert', time: 'day' }],
    ['lava caves', { biome: 'volcano' }],
    ['something I cannot name', { biome: 'village', time: 'day', weather: 'clear' }],
    ['', { biome: 'village' }],
  ])('is built as the words say: %s', (prompt, wanted) => {
    expect(readWorld(shotOf('simulate', prompt).prompt)).toMatchObject(wanted);
  });

  test('begins its prompt as the paper does, and is walked through unless the words move the camera', () => {
    expect(shotOf('simulate', 'a village')).toMatchObject({
      prompt: expect.stringMatching(/^In digital world style, a village/u),
      camera: 'walk',
    });
    expect(shotOf('simulate', 'a village, the camera stands still')).toMatchObject({ camera: 'still' });
    expect(asksForWorld(shotOf('simulate', 'a village').prompt)).toBe(true);
  });

  test('is for those who ask: other prompts are painted', () => {
    expect(asksForWorld(shotOf('t2v', 'a village by the sea').prompt)).toBe(false);
    expect(asksForWorld(shotOf('t2v', 'a voxel world with a village').prompt)).toBe(true);
  });

  test('turns a picture into blocks', () => {
    expect(readLook(shotOf('simulate', '').prompt)).toMatchObject({ style: 'voxel' });
    expect(readLook(shotOf('simulate', 'at night').prompt)).toMatchObject({ style: 'voxel', time: 'night' });
  });
});
