import { lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import { clamp, lerp, smoothstep } from '../../kit/math.ts';
import { paintTerrain, type Ground, type View } from '../elements/terrain.ts';
import type { Light } from '../light.ts';
import type { Sheet, Stage } from '../scene.ts';

/** A summit as the frame shows it, in pixels of the stage. */
export interface Summit {
  readonly x: number;
  /** Above the shore. */
  readonly height: number;
}

/** A range of summits at a distance. */
export interface Range {
  readonly summits: readonly Summit[];
  /** The row of the shore at its feet. */
  readonly shore: number;
  /** Pixels of the tallest summit that this view is made for: it stands for 2500 metres. */
  readonly tallest: number;
  /** 0 near, 1 lost in the haze. */
  readonly haze: number;
  /** 0 bare rock and green slopes, 1 snow down to the shore. */
  readonly snow: number;
  readonly seed: number;
  /** Steps into the depth; more is finer. */
  readonly steps: number;
}

const metresOfTallest = 2_500;
const middle = 9_000;
const nearest = 4_800;
const farthest = 12_500;

/** Summits from edge to edge: the greatest at `x`, lesser ones beside it. */
export function summitsAround(stage: Stage, x: number, tallest: number, name: string): readonly Summit[] {
  const random = stage.random.fork(name);
  const summits: Summit[] = [{ x, height: tallest }];
  for (const side of [-1, 1]) {
    let at = x;
    let lesser = random.chance(0.5);
    while (at > -stage.marginX * 2 && at < stage.width + stage.marginX * 2) {
      at += side * tallest * random.between(0.72, 1.05);
      summits.push({ x: at, height: tallest * (lesser ? random.between(0.5, 0.64) : random.between(0.7, 0.86)) });
      lesser = !lesser;
    }
  }
  return summits;
}

/** Broad alpine faces with ridges and gullies, in snow with rock where it is too steep. */
export function paintRange(stage: Stage, light: Light, range: Range): Sheet {
  const focal = (range.tallest * middle) / metresOfTallest;
  const view: View = { horizon: range.shore, eye: 20, focal };
  const random = stage.random.fork(`range${range.seed}`);
  const peaks = range.summits.map((summit) => {
    const z = middle * random.between(0.94, 1.06);
    const height = (summit.height * z) / focal;
    return { x: ((summit.x - stage.width / 2) * z) / focal, z, height, radius: height * random.between(1.75, 2.1) };
  });
  const { noise } = stage;
  const shift = range.seed * 13.7;
  const heightAt = (x: number, z: number): number => {
    const bendX = x + noise.cloudy(x / 1_500 + shift, z / 1_500, 2) * 640;
    const bendZ = z + noise.at(x / 1_500, z / 1_500 + shift) * 340;
    let rise = 0;
    for (const peak of peaks) {
      const away = Math.hypot(bendX - peak.x, bendZ - peak.z) / peak.radius;
      if (away >= 1) continue;
      const near = 1 - away;
      rise = softMax(rise, peak.height * near * (0.42 + 0.58 * near + 0.14 * near ** 6), 140);
    }
    const share = rise / metresOfTallest;
    const crest = noise.ridged(bendX / 2_300 + shift, bendZ / 2_300, 5);
    const foot = smoothstep(nearest, nearest * 1.35, z) * smoothstep(farthest, farthest * 0.85, z);
    const ribs = (crest - 0.55) * (200 + 1_250 * Math.sqrt(share) * (1 - 0.6 * share));
    return (rise + ribs + 170) * foot - 30;
  };
  return paintTerrain(stage, view, {
    near: nearest,
    far: farthest,
    height: heightAt,
    sun: [light.sunX < 0.5 ? -1 : 1, 0.42, -0.1],
    shadowFall: 0.5,
    tone: toneOf(stage, light, range),
    steps: range.steps,
    bottom: range.shore + 6,
  });
}

function softMax(a: number, b: number, width: number): number {
  const near = Math.max(0, width - Math.abs(a - b));
  return Math.max(a, b) + (near * near) / (4 * width);
}

function toneOf(stage: Stage, light: Light, range: Range): (ground: Ground, out: Float32Array) => void {
  const white: Rgb = [255, 255, 255];
  const snowLit = lit(rgb('#fffdf8'), mix(light.sun, white, 0.22));
  const snowHalf = mix(lit(rgb('#eef2fb'), mix(light.sun, white, 0.1)), lit(rgb('#c6d6f2'), light.shadow), 0.42);
  const snowShade = lit(rgb('#b9cdf2'), mix(light.shadow, white, 0.12));
  const snowDeep = lit(rgb('#86a2d6'), light.shadow);
  const rockLit = lit(rgb('#8b8a9c'), light.sun);
  const rockShade = lit(rgb('#5f688c'), mix(light.shadow, white, 0.05));
  const green = lit(mix(rgb('#27506a'), rgb('#3f6f4c'), 1 - range.snow), mix(light.sun, light.shadow, 0.72));
  const greenLit = lit(mix(rgb('#4c7d92'), rgb('#7fa05a'), 1 - range.snow), mix(light.sun, light.shadow, 0.3));
  const { noise } = stage;
  const snowLine = lerp(1_250, 120, range.snow);
  return (ground, out) => {
    const fine = noise.at(ground.x / 150, ground.z / 210);
    const grain = noise.cloudy((ground.x + ground.height * fine * 0.7) / 90, (ground.z + ground.height) / 240, 2) * 1.3;
    const light01 = ground.light + fine * 0.06 + grain * 0.03;
    const shadow = blend(snowDeep, snowShade, smoothstep(-0.75, -0.05, light01));
    const snow = blend(
      blend(shadow, snowHalf, smoothstep(0.02, 0.16, light01)),
      snowLit,
      smoothstep(0.3, 0.42, light01),
    );
    const rock = blend(rockShade, rockLit, smoothstep(0.08, 0.34, light01));
    const bare = smoothstep(0.4, 0.5, ground.steep + grain * 0.07 - 0.06 * range.snow);
    const trees = blend(green, greenLit, smoothstep(0.1, 0.5, light01 + grain * 0.2) * 0.55);
    const covered = smoothstep(snowLine * 0.6, snowLine * 1.5 + 260, ground.height + fine * 90 + grain * 60);
    const colour = blend(trees, blend(snow, rock, bare * 0.74), covered);
    const low = smoothstep(900, 0, ground.height) * 0.26;
    const [red, green2, blue] = blend(colour, light.haze, clamp(range.haze + low));
    out[0] = red;
    out[1] = green2;
    out[2] = blue;
  };
}

const blend = (a: Rgb, b: Rgb, t: number): Rgb => [lerp(a[0], b[0], t), lerp(a[1], b[1], t), lerp(a[2], b[2], t)];
