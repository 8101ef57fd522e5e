import { rgb, type Rgb } from '../kit/colour.ts';
import type { TileLook } from './tiles.ts';
import type { WorldSpec } from './world-spec.ts';

type Leaves = readonly [grass: Rgb, leaves: Rgb, leavesLight: Rgb];

const greens: Readonly<Record<NonNullable<WorldSpec['season']>, Leaves>> = {
  spring: [rgb('#79ac50'), rgb('#e79ac0'), rgb('#f6c3d8')],
  summer: [rgb('#6a9f45'), rgb('#3f8a37'), rgb('#62a644')],
  autumn: [rgb('#a8a44c'), rgb('#d1742a'), rgb('#e2a734')],
  winter: [rgb('#8fa58a'), rgb('#c9d8e0'), rgb('#dfe9f0')],
};

/** Colours of what grows in a world, and how much of what can shine is lit. */
export function leafLook({ season, neon }: WorldSpec, night: number): TileLook {
  const [grass, leaves, leavesLight] = greens[season ?? 'summer'];
  return { night, grass, leaves, leavesLight, neon };
}
