/** A number in [0, 1) that belongs to a place: the same for the same place and seed. */
export function chanceAt(x: number, z: number, seed: number): number {
  let mixed = Math.imul(Math.floor(x) ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(Math.floor(z), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
}
