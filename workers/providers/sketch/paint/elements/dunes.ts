import { lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { clamp, lerp, smoothstep } from '../../kit/math.ts';
import type { Light } from '../light.ts';
import { paintTerrain, type Ground, type View } from './terrain.ts';
import type { Sheet, Stage } from '../scene.ts';

/** A belt of dunes between two distances, in metres of the imagined world. */
export interface DuneBelt {
  readonly near: number;
  readonly far: number;
  /** Height of the dunes. */
  readonly tall: number;
  /** Distance from crest to crest. */
  readonly size: number;
  /** How far the nearest and the farthest sand has faded into the haze, 0 to 1. */
  readonly haze: readonly [number, number];
  readonly seed: number;
  readonly steps: number;
  readonly bottom: number;
  /** A lane at this distance that the dunes leave flat, for who walks there. */
  readonly lane?: number;
  /** A light that lies on the sand around a column of the world at the far end, as of a shining city. */
  readonly shine?: { readonly colour: Rgb; readonly reach: number; readonly strength: number };
}

/** The colours of sand in a light: turned to the sun, lying flat, turned away. */
export interface Sand {
  readonly lit: Rgb;
  readonly flat: Rgb;
  readonly dark: Rgb;
}

/** Golden sand under the light of a scene. */
export function sandIn(light: Light): Sand {
  const warm = mix(light.sun, [255, 255, 255], 0.25 * (1 - light.night));
  return {
    lit: mix(lit(rgb('#ffdb9a'), warm), light.glow, 0.12 * (1 - light.night)),
    flat: lit(rgb('#eeb673'), mix(warm, light.shadow, 0.12)),
    dark: mix(lit(rgb('#c98a62'), mix(light.shadow, light.sun, 0.36)), light.shadow, 0.1 + 0.2 * light.night),
  };
}

/** How far a crest is rounded, so that the steps into the depth do not show along it. */
const crestRound = 0.045;

/** Height of the sand of a belt at a place of the world. */
export function duneHeight(stage: Stage, belt: DuneBelt): (x: number, z: number) => number {
  const { noise } = stage;
  return (x, z) => {
    const bend = noise.at(x / (belt.size * 2.3) + belt.seed, z / (belt.size * 2.3)) * belt.size * 0.55;
    const u = (x * 0.9 + z * 0.34 + bend) / belt.size;
    const v = (z * 0.62 - x * 0.2 + bend * 0.5) / (belt.size * 1.35);
    const ridge = 1.06 - Math.hypot(noise.at(u + belt.seed, v), crestRound) * 1.45;
    const crest = ridge > 0 ? ridge ** 1.25 : 0;
    const swell = noise.at(x / (belt.size * 3.1) - belt.seed, z / (belt.size * 3.1));
    // Down to flat sand at the near end: a dune that the belt cut through would show its cut.
    const whole = smoothstep(belt.near * 1.02, belt.near * 1.6, z);
    const height = belt.tall * (0.78 * crest + 0.42 * swell) * whole;
    if (belt.lane === undefined) return height;
    const away = Math.abs(z - belt.lane) / belt.lane;
    return height * lerp(0.2, 1, smoothstep(0.03, 0.26, away));
  };
}

/** Dunes with sharp crests, lit and shaded faces and ripples of the wind. */
export function paintDunes(stage: Stage, light: Light, view: View, belt: DuneBelt): Sheet {
  const sand = sandIn(light);
  const side = light.sunX < 0.5 ? -1 : 1;
  return paintTerrain(stage, view, {
    near: belt.near,
    far: belt.far,
    height: duneHeight(stage, belt),
    sun: [side, 0.36, -0.22],
    tone: sandTone(stage, light, belt, sand),
    steps: belt.steps,
    bottom: belt.bottom,
  });
}

function sandTone(stage: Stage, light: Light, belt: DuneBelt, sand: Sand): (ground: Ground, out: Float32Array) => void {
  const { noise } = stage;
  const far = mix(light.haze, light.skyLow, 0.55);
  const deep = shade(sand.dark, -0.22);
  return (ground, out) => {
    const { x, z } = ground;
    const fine = smoothstep(150, 20, z);
    const wander = noise.at(x / 9, z / 11) * 5 + noise.at(x / 2.7, z / 4) * 0.9;
    const ripple = fine > 0 ? Math.sin((x * 0.55 + z * 1.25 + wander) * 3.1) * fine : 0;
    const grain = noise.at(x * 0.9, z * 0.7) * 0.03 + ripple * 0.055;
    const facing = ground.light + grain * smoothstep(0.06, 0.3, ground.light);
    const sunny = smoothstep(0.3, 0.56, facing);
    const shaded = smoothstep(0.235, 0.14, facing);
    const pit = smoothstep(0.02, -0.25, facing);
    const haze = clamp(lerp(belt.haze[0], belt.haze[1], (z - belt.near) / (belt.far - belt.near)));
    const shine = belt.shine;
    const glow =
      shine === undefined
        ? 0
        : shine.strength *
          Math.exp(-((x / shine.reach) ** 2)) *
          smoothstep(belt.near, belt.far, z) *
          (0.5 + sunny * 0.5);
    for (let part = 0; part < 3; part++) {
      let value = lerp(sand.flat[part] ?? 0, sand.lit[part] ?? 0, sunny);
      value = lerp(value, sand.dark[part] ?? 0, shaded);
      value = lerp(value, deep[part] ?? 0, pit * 0.7);
      value = lerp(value, far[part] ?? 0, haze);
      out[part] = glow > 0 ? lerp(value, shine?.colour[part] ?? 0, glow) : value;
    }
  };
}
