import { lit, mix, rgb, type Rgb } from '../kit/colour.ts';
import { clamp, smoothstep } from '../kit/math.ts';
import { createNoise } from '../kit/noise.ts';
import { lightOf, type Light, type TimeOfDay } from '../paint/light.ts';
import { chanceAt } from './chance.ts';
import type { WorldSpec } from './world-spec.ts';

/** A direction of length one: x to the right of the trail, y up, z along it. */
export type Direction = readonly [number, number, number];

/** The sky of a world, and the light that it gives. */
export interface Sky {
  readonly light: Light;
  /** Where the light comes from. */
  readonly toSun: Direction;
  /** Colours from the horizon (first) to straight above, three bytes each. */
  readonly gradient: Uint8Array;
  /** Writes the colour of the sky in a direction of length one to `out`, as seen from a place `fromY` high. */
  colour(
    dx: number,
    dy: number,
    dz: number,
    from: { x: number; y: number; z: number },
    timeS: number,
    out: Float32Array,
  ): void;
}

/** Steps of the gradient. */
export const gradientSteps = 256;
const cloudHeight = 74;
const cloudCell = 11;
/** How thick clouds look, in blocks. */
const cloudThickness = 5;
/** Clouds drift this fast, in blocks a second. */
const cloudDrift = 1.1;
const cloudMap = 64;
/** Half the width of the sun and the moon, in radians. */
const sunHalf = 0.075;

/** Where the sun or moon stands: around from straight ahead, and above the horizon, in radians. */
const suns: Readonly<Record<TimeOfDay, readonly [around: number, above: number]>> = {
  dawn: [0.5, 0.16],
  day: [-2.2, 0.95],
  golden: [-1.9, 0.55],
  sunset: [0.34, 0.12],
  dusk: [-0.5, 0.16],
  night: [-0.36, 0.3],
};

/** How much of the sky clouds cover in each weather. */
const covers: Readonly<Record<WorldSpec['weather'], number>> = {
  clear: 0.26,
  cloudy: 0.52,
  rain: 0.7,
  storm: 0.8,
  snow: 0.62,
  fog: 0.4,
};

/** The sky over a world. */
export function openSky(spec: WorldSpec, seed: number): Sky {
  const light = skyLightOf(spec);
  const airless = spec.biome === 'moon';
  const [around, above] = suns[spec.time];
  const sunDirection = towards(around, above);
  const gradient = paintGradient(light);
  const clouds = scatterClouds(airless ? 0 : covers[spec.weather], seed);
  const stars = airless
    ? 1
    : clamp((light.night - 0.5) * 2) * (spec.weather === 'clear' || spec.weather === 'cloudy' ? 1 : 0);
  const hidden =
    spec.weather === 'rain' || spec.weather === 'storm' || spec.weather === 'snow' || spec.weather === 'fog';
  const cloudAt = (x: number, z: number): number =>
    clouds[(Math.floor(z / cloudCell) & (cloudMap - 1)) * cloudMap + (Math.floor(x / cloudCell) & (cloudMap - 1))] ?? 0;

  const colour: Sky['colour'] = (dx, dy, dz, from, timeS, out) => {
    const step = Math.min(gradientSteps - 1, Math.max(0, Math.floor(dy * (gradientSteps - 1)))) * 3;
    let red = gradient[step] ?? 0;
    let green = gradient[step + 1] ?? 0;
    let blue = gradient[step + 2] ?? 0;
    const blend = (to: Rgb, share: number): void => {
      red += (to[0] - red) * share;
      green += (to[1] - green) * share;
      blue += (to[2] - blue) * share;
    };
    if (stars > 0 && dy > 0.03) {
      // Stars are little squares on a dome cut into cells.
      const cellX = Math.floor(Math.atan2(dx, dz) * 150);
      const cellY = Math.floor(dy * 150);
      const chance = chanceAt(cellX, cellY, seed + 77);
      if (chance > 0.9965) blend([235, 240, 255], stars * smoothstep(0.03, 0.2, dy) * ((chance - 0.9965) * 200 + 0.3));
    }
    const facing = dx * sunDirection[0] + dy * sunDirection[1] + dz * sunDirection[2];
    if (facing > 0.6 && !hidden) {
      const glow = (facing - 0.6) / 0.4;
      blend(light.glow, glow ** 5 * (airless ? 0.1 : 0.55 - light.night * 0.35));
      const aside = Math.abs(Math.atan2(dx, dz) - around) * Math.cos(above);
      const over = Math.abs(Math.asin(dy) - above);
      if (aside < sunHalf && over < sunHalf) {
        const rim = aside > sunHalf * 0.86 || over > sunHalf * 0.86;
        blend(airless ? earthAt(aside, over, dx, dy) : light.glow, rim && !airless ? 0.75 : 1);
      }
    }
    if (dy > 0.02) {
      const reach = (cloudHeight - from.y) / dy;
      const high = (cloudHeight + cloudThickness - from.y) / dy;
      const drift = timeS * cloudDrift;
      const fade = smoothstep(900, 260, reach);
      if (fade > 0) {
        if (cloudAt(from.x + dx * reach + drift, from.z + dz * reach) > 0) blend(mixCloud(light, 0.45), fade * 0.92);
        else if (cloudAt(from.x + dx * high + drift, from.z + dz * high) > 0) blend(mixCloud(light, 0.9), fade * 0.92);
      }
    }
    out[0] = red;
    out[1] = green;
    out[2] = blue;
  };
  return { light, toSun: towards(around, Math.max(0.5, above)), gradient, colour };
}

const mixCloud = ({ cloudDark, cloudLit }: Light, share: number): Rgb => [
  cloudDark[0] + (cloudLit[0] - cloudDark[0]) * share,
  cloudDark[1] + (cloudLit[1] - cloudDark[1]) * share,
  cloudDark[2] + (cloudLit[2] - cloudDark[2]) * share,
];

/** The earth, as it is seen from the moon: in blocks, too. */
function earthAt(aside: number, over: number, dx: number, dy: number): Rgb {
  const land = chanceAt(Math.floor(dx * 70), Math.floor(dy * 70), 4);
  if (over > sunHalf * 0.78) return [235, 244, 250];
  if (land > 0.62) return [84, 150, 74];
  return aside + over > sunHalf * 1.6 ? [30, 70, 140] : [52, 112, 200];
}

function skyLightOf({ biome, time, weather, neon }: WorldSpec): Light {
  const light = lightOf(time, weather);
  if (biome === 'moon') {
    const black = rgb('#05060c');
    return {
      ...light,
      skyTop: black,
      skyMiddle: black,
      skyLow: rgb('#0c0e18'),
      haze: rgb('#1a1c26'),
      sun: rgb('#ffffff'),
      shadow: rgb('#3a3d4c'),
      night: 0.6,
    };
  }
  if (biome === 'volcano') {
    const smoke = rgb('#3a1a1c');
    return {
      ...light,
      skyTop: mix(light.skyTop, rgb('#1c0e14'), 0.8),
      skyMiddle: mix(light.skyMiddle, smoke, 0.75),
      skyLow: mix(light.skyLow, rgb('#d8562a'), 0.7),
      haze: mix(light.haze, rgb('#7a2c20'), 0.75),
      sun: lit(light.sun, rgb('#ffc0a0')),
      cloudLit: rgb('#6a3a36'),
      cloudDark: rgb('#2a1618'),
    };
  }
  if (neon) {
    return {
      ...light,
      skyTop: mix(light.skyTop, rgb('#120a34'), 0.6),
      skyMiddle: mix(light.skyMiddle, rgb('#5a1f86'), 0.6),
      skyLow: mix(light.skyLow, rgb('#ff4fa8'), 0.55),
      haze: mix(light.haze, rgb('#7a2f9a'), 0.6),
    };
  }
  return light;
}

function paintGradient({ skyTop, skyMiddle, skyLow, haze }: Light): Uint8Array {
  const bytes = new Uint8Array(gradientSteps * 3);
  const horizon = mix(haze, skyLow, 0.65);
  for (let step = 0; step < gradientSteps; step++) {
    const high = step / (gradientSteps - 1);
    const low = mix(horizon, skyMiddle, smoothstep(0, 0.28, high));
    bytes.set(mix(low, skyTop, smoothstep(0.16, 0.75, high)).map(Math.round), step * 3);
  }
  return bytes;
}

function scatterClouds(cover: number, seed: number): Uint8Array {
  const noise = createNoise(seed + 5);
  return Uint8Array.from({ length: cloudMap * cloudMap }, (_, at) => {
    const value = noise.cloudy((at % cloudMap) / 6, Math.floor(at / cloudMap) / 4, 2);
    return value > 0.42 - cover ? 1 : 0;
  }).map((value, at) =>
    cover > 0 && value > 0 && chanceAt(at % cloudMap, Math.floor(at / cloudMap), seed) > 0.14 - cover * 0.1 ? 1 : 0,
  );
}

function towards(around: number, above: number): Direction {
  return [Math.sin(around) * Math.cos(above), Math.sin(above), Math.cos(around) * Math.cos(above)];
}
