import { describe, expect, test } from 'vitest';
import { createWorld } from '../../../../../workers/providers/sketch/world/render.ts';
import { walkerAt } from '../../../../../workers/providers/sketch/world/walk.ts';
import { biomes, type WorldSpec } from '../../../../../workers/providers/sketch/world/world-spec.ts';

const size = { width: 96, height: 54 };
const day: WorldSpec = { biome: 'village', time: 'day', weather: 'clear', neon: false };

/** What the walker sees at a moment. */
function see(spec: WorldSpec, seed: number, timeS: number): Uint8ClampedArray {
  const world = createWorld(spec, seed, size);
  const picture = new Uint8ClampedArray(size.width * size.height * 4);
  for (const rows = world.render(walkerAt(world.trail, 'normal', timeS), timeS, picture); rows.next().done !== true;);
  return picture;
}

function brightness(picture: Uint8ClampedArray): number {
  let sum = 0;
  for (let at = 0; at < picture.length; at += 4)
    sum += (picture[at] ?? 0) + (picture[at + 1] ?? 0) + (picture[at + 2] ?? 0);
  return sum / (picture.length / 4) / 3;
}

function difference(one: Uint8ClampedArray, other: Uint8ClampedArray): number {
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length;
}

describe.each(biomes)('a world of blocks: %s', (biome) => {
  test('has many colours by day, and is darker at night', () => {
    const bright = see({ ...day, biome }, 5, 0);
    const colours = new Set<number>();
    for (let at = 0; at < bright.length; at += 4)
      colours.add(((bright[at] ?? 0) << 16) | ((bright[at + 1] ?? 0) << 8) | (bright[at + 2] ?? 0));
    expect(colours.size).toBeGreaterThan(100);
    expect(bright.every((value, index) => index % 4 !== 3 || value === 255)).toBe(true);
    expect(brightness(see({ ...day, biome, time: 'night' }, 5, 0))).toBeLessThan(brightness(bright));
  });

  test('is walked through above the ground, without a leap, for a minute', () => {
    const world = createWorld({ ...day, biome }, 9, size);
    let before = walkerAt(world.trail, 'normal', 0);
    for (let frame = 1; frame <= 60 * 12; frame += 1) {
      const eye = walkerAt(world.trail, 'normal', frame / 12);
      expect(eye.y).toBeGreaterThan(world.trail.heightAt(eye.z) + 0.5);
      expect(Math.abs(eye.y - before.y)).toBeLessThan(0.5);
      expect(Math.abs(eye.x - before.x)).toBeLessThan(0.6);
      expect(Math.abs(eye.yaw - before.yaw)).toBeLessThan(0.2);
      before = eye;
    }
    expect(before.z).toBeGreaterThan(100);
  });
});

test('the same words and seed build the same world, another seed another one', () => {
  expect(see(day, 3, 1)).toEqual(see(day, 3, 1));
  expect(difference(see(day, 3, 1), see(day, 4, 1))).toBeGreaterThan(5);
});

test('a moment looks the same whether the walk came there or begins there, and the next one nearly so', () => {
  const world = createWorld(day, 3, size);
  const picture = new Uint8ClampedArray(size.width * size.height * 4);
  const draw = (timeS: number): Uint8ClampedArray => {
    for (const rows = world.render(walkerAt(world.trail, 'normal', timeS), timeS, picture); rows.next().done !== true;);
    return Uint8ClampedArray.from(picture);
  };
  const walked = [0, 10, 20, 20.04].map(draw);
  expect(walked[2]).toEqual(see(day, 3, 20));
  const step = difference(walked[2] ?? picture, walked[3] ?? picture);
  expect(step).toBeGreaterThan(0.1);
  expect(step).toBeLessThan(difference(walked[0] ?? picture, walked[2] ?? picture) / 2);
});
