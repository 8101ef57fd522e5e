import { createRandom } from './random.ts';

/** Smooth seeded noise over the plane. */
export interface Noise {
  /** About -1 to 1, smooth, features of size 1. */
  at(x: number, y: number): number;
  /** Several octaves of `at`, each half as strong and twice as fine. About -1 to 1. */
  cloudy(x: number, y: number, octaves: number): number;
  /** Sharp crests as of mountains, 0 to 1. */
  ridged(x: number, y: number, octaves: number): number;
}

/** Gradient noise on a seeded lattice. */
export function createNoise(seed: number): Noise {
  const random = createRandom(seed);
  const order = new Uint8Array(512);
  const gradientX = new Float64Array(256);
  const gradientY = new Float64Array(256);
  for (let index = 0; index < 256; index++) {
    order[index] = index;
    const angle = random.next() * Math.PI * 2;
    gradientX[index] = Math.cos(angle);
    gradientY[index] = Math.sin(angle);
  }
  for (let index = 255; index > 0; index--) {
    const other = random.whole(0, index);
    const kept = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = kept;
  }
  order.copyWithin(256, 0, 256);

  function corner(cellX: number, cellY: number, dx: number, dy: number): number {
    const hash = order[(order[cellX & 255] ?? 0) + (cellY & 255)] ?? 0;
    return (gradientX[hash] ?? 0) * dx + (gradientY[hash] ?? 0) * dy;
  }

  function at(x: number, y: number): number {
    const cellX = Math.floor(x);
    const cellY = Math.floor(y);
    const dx = x - cellX;
    const dy = y - cellY;
    const easeX = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
    const easeY = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
    const top = corner(cellX, cellY, dx, dy) * (1 - easeX) + corner(cellX + 1, cellY, dx - 1, dy) * easeX;
    const bottom =
      corner(cellX, cellY + 1, dx, dy - 1) * (1 - easeX) + corner(cellX + 1, cellY + 1, dx - 1, dy - 1) * easeX;
    return (top * (1 - easeY) + bottom * easeY) * 1.5;
  }

  function cloudy(x: number, y: number, octaves: number): number {
    let sum = 0;
    let strength = 0.5;
    let scale = 1;
    for (let octave = 0; octave < octaves; octave++) {
      sum += at(x * scale + octave * 17.3, y * scale - octave * 9.1) * strength;
      strength *= 0.5;
      scale *= 2.03;
    }
    return sum;
  }

  function ridged(x: number, y: number, octaves: number): number {
    let sum = 0;
    let strength = 0.55;
    let scale = 1;
    let previous = 1;
    for (let octave = 0; octave < octaves; octave++) {
      const crest = 1 - Math.abs(at(x * scale + octave * 31.7, y * scale + octave * 11.9));
      const sharp = crest * crest;
      sum += sharp * strength * previous;
      previous = sharp;
      strength *= 0.5;
      scale *= 2.07;
    }
    return sum;
  }

  return { at, cloudy, ridged };
}
