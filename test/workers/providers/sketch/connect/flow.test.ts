import { describe, expect, it } from 'vitest';
import { findCameraMotion } from '../../../../../workers/providers/sketch/connect/camera-motion.ts';
import { estimateFlow } from '../../../../../workers/providers/sketch/connect/flow.ts';
import { likenessOf } from '../../../../../workers/providers/sketch/connect/likeness.ts';
import { smallLuma, type Luma } from '../../../../../workers/providers/sketch/connect/luma.ts';
import { clouds, paint, type Pattern } from './pictures.ts';

const size = { width: 320, height: 180 };
const at = (pattern: Pattern, frame: number): Luma => smallLuma(paint(pattern, frame, size));

describe('the motion between two pictures', () => {
  it.each([
    [0, 0],
    [1, 0],
    [-6, 2],
    [14, -9],
    [-40, 0],
    [70, 12],
  ])('finds a shift of %d, %d pixels', (x, y) => {
    const pattern = clouds(3, { x, y });
    const from = at(pattern, 0);
    const motion = findCameraMotion(estimateFlow(from, at(pattern, 1)), from);
    // The grid is a quarter of the picture.
    expect(motion.shiftX * 4).toBeCloseTo(x, -0.3);
    expect(motion.shiftY * 4).toBeCloseTo(y, -0.3);
    expect(motion.growth).toBeCloseTo(0, 1);
    expect(motion.agreement).toBeGreaterThan(0.6);
  });

  it('finds growth about the middle', () => {
    const still = clouds(5, {});
    const pattern: Pattern = (x, y, frame) => still((x - 159.5) / 1.05 ** frame, (y - 89.5) / 1.05 ** frame, 0);
    const from = at(pattern, 0);
    const motion = findCameraMotion(estimateFlow(from, at(pattern, 2)), from);
    expect(motion.growth).toBeGreaterThan(0.07);
    expect(motion.growth).toBeLessThan(0.13);
    expect(Math.hypot(motion.shiftX, motion.shiftY)).toBeLessThan(0.3);
  });

  it('tells the camera from what moves in front of it', () => {
    const [back, front] = [clouds(7, { x: -3 }), clouds(8, { x: 6 })];
    const pattern: Pattern = (x, y, frame) =>
      Math.hypot(x - 160 - 6 * frame, y - 90) < 40 ? front(x, y, frame) + 40 : back(x, y, frame);
    const from = at(pattern, 0);
    const motion = findCameraMotion(estimateFlow(from, at(pattern, 1)), from);
    expect(motion.shiftX * 4).toBeGreaterThan(-4);
    expect(motion.shiftX * 4).toBeLessThan(-2);
  });

  it('knows one scene from two, and says nothing of flat pictures', () => {
    const likeness = (a: Luma, b: Luma): number => likenessOf(a, b, estimateFlow(a, b), estimateFlow(b, a));
    const one = clouds(3, { x: 5 });
    expect(likeness(at(one, 0), at(one, 2))).toBeGreaterThan(0.6);
    expect(likeness(at(one, 0), at(clouds(30, {}), 0))).toBeLessThan(0.45);
    const flat = at(() => 100, 0);
    expect(likeness(flat, flat)).toBe(0);
    expect(findCameraMotion(estimateFlow(flat, flat), flat)).toMatchObject({ shiftX: 0, shiftY: 0, growth: 0 });
  });
});
