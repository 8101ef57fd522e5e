import { css, mix, shade } from '../../kit/colour.ts';
import { lerp } from '../../kit/math.ts';
import type { Random } from '../../kit/random.ts';
import type { Context } from '../scene.ts';
import { paintClump, type LeafyLook } from './forest-trees.ts';

type Point = readonly [x: number, y: number];

/** A tree that is grown into a place: its trunk bends from the root to the fork, and boughs reach to the ends. */
export interface GrownTree {
  /** Where the trunk starts; absent where the boughs come from outside the picture. */
  readonly root?: Point;
  readonly fork: Point;
  readonly ends: readonly Point[];
  /** Thickness of the trunk, and size of a clump of blossom, in pixels. */
  readonly trunk: number;
  readonly clump: number;
  /** Leaves in a clump. */
  readonly fine: number;
  /** Bare boughs under snow instead of blossom. */
  readonly bare: boolean;
}

/** Paints a crooked tree whose boughs carry clouds of blossom, with gaps of sky between them. */
export function paintGrownTree(context: Context, tree: GrownTree, look: LeafyLook, random: Random): void {
  const { root, fork, ends, trunk, clump, fine } = tree;
  const boughs = ends.map((end) => boughTo(fork, end, random));
  const tufts: Point[] = [];
  const twigs: { readonly from: Point; readonly to: Point }[] = [];
  for (const bough of boughs) {
    for (let step = 3; step <= 10; step++) {
      const [x, y] = bough(step / 10);
      const angle = random.between(-2.6, 0.5);
      const reach = clump * random.between(0.7, 1.5);
      const to: Point = [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach * 0.8];
      twigs.push({ from: [x, y], to });
      tufts.push(to, [x + random.between(-0.4, 0.4) * clump, y + random.between(-0.2, 0.5) * clump]);
    }
  }
  const shaded: LeafyLook = { ...look, leaves: [shade(look.leaves[0], -0.12), look.leaves[0], look.leaves[1]] };
  if (!tree.bare) {
    for (const [x, y] of tufts.filter((_, index) => index % 2 === 0)) {
      paintClump(context, x, y - clump * 0.15, clump * random.between(0.7, 1), shaded, fine * 0.6, random);
    }
  }
  context.lineCap = 'round';
  context.strokeStyle = css(look.bark);
  for (const { from, to } of twigs) {
    context.lineWidth = Math.max(0.8, trunk * 0.07);
    context.beginPath();
    context.moveTo(...from);
    context.quadraticCurveTo(lerp(from[0], to[0], 0.6), from[1], ...to);
    context.stroke();
  }
  for (const bough of boughs) paintTapered(context, bough, trunk * 0.42, trunk * 0.06, look, tree.bare);
  if (root) {
    const stem = boughTo(root, fork, random);
    paintTapered(context, stem, trunk, trunk * 0.48, look, false, 1.1);
  }
  if (tree.bare) return;
  for (const [x, y] of tufts) {
    if (random.chance(0.8)) paintClump(context, x, y, clump * random.between(0.45, 0.85), look, fine, random);
  }
}

/** A bent line from one point to another. */
function boughTo(from: Point, to: Point, random: Random): (share: number) => Point {
  const bend = random.between(0.1, 0.24) * (to[0] < from[0] ? 1 : -1);
  const middle: Point = [
    (from[0] + to[0]) / 2 - (to[1] - from[1]) * bend,
    (from[1] + to[1]) / 2 + (to[0] - from[0]) * bend,
  ];
  const crook = random.between(0.02, 0.04) * Math.hypot(to[0] - from[0], to[1] - from[1]);
  return (share) => {
    const a = (1 - share) ** 2;
    const b = 2 * share * (1 - share);
    const c = share ** 2;
    const wave = Math.sin(share * 9 + crook) * crook * share * (1 - share) * 3;
    return [a * from[0] + b * middle[0] + c * to[0] + wave, a * from[1] + b * middle[1] + c * to[1] + wave];
  };
}

function paintTapered(
  context: Context,
  line: (share: number) => Point,
  thick: number,
  thin: number,
  look: LeafyLook,
  snowy: boolean,
  flare = 0,
): void {
  const steps = 30;
  const [tipX] = line(1);
  const [startX, startY] = line(0);
  const upright = Math.abs(line(1)[1] - startY) > Math.abs(tipX - startX);
  const half = (share: number): number => (lerp(thick, thin, share ** 0.7) * (1 + flare * (1 - share) ** 14)) / 2;
  const band = (from: number, to: number): void => {
    context.beginPath();
    for (let step = 0; step <= steps * 2 + 1; step++) {
      const out = step <= steps;
      const share = out ? step / steps : (steps * 2 + 1 - step) / steps;
      const [x, y] = line(share);
      const off = half(share) * (out ? from : to);
      if (upright) context.lineTo(x + off, y);
      else context.lineTo(x, y + off);
    }
    context.fill();
  };
  context.fillStyle = css(look.bark);
  band(-1, 1);
  const warm = mix(look.bark, look.leaves[2], snowy ? 0.9 : 0.32);
  context.fillStyle = css(warm, snowy ? 0.9 : 0.6);
  if (upright) band(look.side * 0.35, look.side * 0.95);
  else band(-1, snowy ? -0.1 : -0.45);
}
