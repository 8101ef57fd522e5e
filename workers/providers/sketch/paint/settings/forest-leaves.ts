import { lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import type { Random } from '../../kit/random.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import type { LeafyLook } from '../elements/forest-trees.ts';
import type { Light } from '../light.ts';

type Leaves = readonly [Rgb, Rgb, Rgb];
const leavesOf = (dark: string, middle: string, bright: string): Leaves => [rgb(dark), rgb(middle), rgb(bright)];

const autumn: readonly [Leaves, ...Leaves[]] = [
  leavesOf('#8a3318', '#d8641f', '#ffae3c'),
  leavesOf('#9a5a12', '#eaa021', '#ffe066'),
  leavesOf('#701c1c', '#bf3322', '#f5743a'),
  leavesOf('#7a5a1c', '#c99a2c', '#f2d560'),
];
const summer: readonly [Leaves, ...Leaves[]] = [
  leavesOf('#17452c', '#3d8a3e', '#b0d858'),
  leavesOf('#1d5230', '#52963a', '#cbe068'),
  leavesOf('#12403a', '#2f7a52', '#8ccf6c'),
];
const spring: readonly [Leaves, ...Leaves[]] = [
  leavesOf('#2f6a34', '#7cba48', '#d8f084'),
  leavesOf('#a04a70', '#ee98b8', '#ffdce8'),
  leavesOf('#386f3c', '#8cc454', '#e4f48c'),
];

/** The colours of one tree's leaves in a season. */
export function pickLeaves(season: SceneSpec['season'], random: Random): Leaves {
  return random.pick(season === 'autumn' ? autumn : season === 'spring' ? spring : summer);
}

/** Leaves and bark under a light, faded by so much haze. */
export function leafyIn(light: Light, leaves: Leaves, haze: number): LeafyLook {
  const day = mix(light.sun, [255, 255, 255], 0.22 * (1 - light.night));
  const far = mix(light.haze, light.skyLow, 0.3);
  const tone = (of: Rgb, shadow: number): Rgb => mix(mix(lit(of, day), lit(of, light.shadow), shadow), far, haze);
  return {
    bark: mix(lit(rgb('#4a3530'), mix(day, light.shadow, 0.35)), far, haze),
    leaves: [tone(leaves[0], 0.55), tone(leaves[1], 0.15), mix(tone(leaves[2], 0), far, 0)],
    side: light.sunX < 0.5 ? -1 : 1,
  };
}

/** The floor of the forest in a season: shaded and lit. */
export function floorIn(light: Light, season: SceneSpec['season']): { readonly dark: Rgb; readonly bright: Rgb } {
  const [dark, bright] =
    season === 'autumn'
      ? [rgb('#5c3a22'), rgb('#d08a3a')]
      : [rgb('#1f4a2c'), rgb(season === 'spring' ? '#9acb58' : '#7db84a')];
  return { dark: lit(dark, mix(light.sun, light.shadow, 0.45)), bright: lit(bright, light.sun) };
}
