import { Rational } from 'node-av';

/** The television rates that are no round decimal number: 24000/1001 and its kin. */
const ntscBases: readonly number[] = [24, 30, 48, 60];

/** A frame rate as the fraction that video files carry: 23.976 becomes 24000/1001, 12.5 becomes 25/2. */
export function toFrameRate(fps: number): Rational {
  const ntsc = ntscBases.find((base) => Math.abs((base * 1000) / 1001 - fps) < 0.005);
  if (ntsc !== undefined) return new Rational(ntsc * 1000, 1001);
  const thousandths = Math.round(fps * 1000);
  const divisor = greatestCommonDivisor(thousandths, 1000);
  return new Rational(thousandths / divisor, 1000 / divisor);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
