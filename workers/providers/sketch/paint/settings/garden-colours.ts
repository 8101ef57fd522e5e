import { lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import type { LeafyLook } from '../elements/forest-trees.ts';
import type { Light } from '../light.ts';
import { leafyIn } from './forest-leaves.ts';

type Leaves = readonly [Rgb, Rgb, Rgb];

const blossom: Leaves = [rgb('#b04c7c'), rgb('#f08cb2'), rgb('#ffdbe8')];
const maple: Leaves = [rgb('#7c1e1c'), rgb('#d8401f'), rgb('#ff9a35')];
const ginkgo: Leaves = [rgb('#a05e14'), rgb('#eda822'), rgb('#ffe274')];
const foliage: Leaves = [rgb('#17452c'), rgb('#3f8c42'), rgb('#b4da62')];
const shrub: Leaves = [rgb('#143c30'), rgb('#2f7446'), rgb('#84bc5c')];
const azalea: Leaves = [rgb('#8c2f5c'), rgb('#d85490'), rgb('#ffb0cc')];
const snow: Leaves = [rgb('#8fa6cc'), rgb('#d3e0f2'), rgb('#ffffff')];

/** Whether snow lies in the garden. */
export const isSnowy = (spec: SceneSpec): boolean => spec.season === 'winter' || spec.weather === 'snow';

/** The trees that frame a garden: cherries in blossom, or what the words' season makes of them. */
export function crownIn(light: Light, spec: SceneSpec, haze: number): LeafyLook {
  const leaves = isSnowy(spec) ? snow : spec.season === 'autumn' ? maple : spec.season === 'summer' ? foliage : blossom;
  const look = leafyIn(light, leaves, haze);
  // Petals let the light through: their shade stays warm.
  const [dark, middle, bright] = look.leaves;
  return { ...look, leaves: [mix(dark, middle, 0.25), middle, mix(bright, lit(leaves[2], light.sun), 0.4)] };
}

/** A second kind of tree or shrub that sets off the crowns: `which` counts through the kinds of the season. */
export function otherIn(light: Light, spec: SceneSpec, haze: number, which: number): LeafyLook {
  if (isSnowy(spec)) return leafyIn(light, which % 2 === 0 ? snow : shrub, haze);
  const flowering = spec.season === 'autumn' ? ginkgo : azalea;
  return leafyIn(light, which % 3 === 2 ? flowering : which % 3 === 1 ? foliage : shrub, haze);
}

/** The grass and moss of the banks: shaded and lit. */
export function mossIn(light: Light, spec: SceneSpec, haze: number): { readonly dark: Rgb; readonly bright: Rgb } {
  const [dark, bright] = isSnowy(spec)
    ? [rgb('#9db4d8'), rgb('#f4f8ff')]
    : spec.season === 'autumn'
      ? [rgb('#4c5228'), rgb('#c2a848')]
      : [rgb('#245a34'), rgb('#9acb54')];
  return {
    dark: mix(lit(dark, mix(light.sun, light.shadow, 0.4)), light.haze, haze),
    bright: mix(lit(bright, light.sun), light.haze, haze),
  };
}
