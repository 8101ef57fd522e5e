import { mix, rgb, type Rgb } from '../kit/colour.ts';

/** The light of a scene: every painter takes its colours from here, so that all parts sit in the same air. */
export interface Light {
  readonly skyTop: Rgb;
  readonly skyMiddle: Rgb;
  readonly skyLow: Rgb;
  /** The sun or moon itself, and its glow. */
  readonly glow: Rgb;
  /** What distance fades into. */
  readonly haze: Rgb;
  /** Colour of things in direct light, as a filter; white at noon. */
  readonly sun: Rgb;
  /** Colour of things in shadow, as a filter. */
  readonly shadow: Rgb;
  /** The lit side and the shaded side of clouds. */
  readonly cloudLit: Rgb;
  readonly cloudDark: Rgb;
  /** 0 by day, 1 at night: how much lamps, stars and windows show. */
  readonly night: number;
  /** Place of the sun or moon, as shares of the frame. */
  readonly sunX: number;
  readonly sunY: number;
}

export const times = ['dawn', 'day', 'golden', 'sunset', 'dusk', 'night'] as const;
export type TimeOfDay = (typeof times)[number];
export const weathers = ['clear', 'cloudy', 'rain', 'storm', 'snow', 'fog'] as const;
export type Weather = (typeof weathers)[number];

const lights: Readonly<Record<TimeOfDay, Light>> = {
  dawn: {
    skyTop: rgb('#4a6fa8'),
    skyMiddle: rgb('#b3a4c9'),
    skyLow: rgb('#ffd2b0'),
    glow: rgb('#fff0d6'),
    haze: rgb('#d9b9c4'),
    sun: rgb('#ffe2c8'),
    shadow: rgb('#7a78a8'),
    cloudLit: rgb('#ffe9d8'),
    cloudDark: rgb('#a99ac4'),
    night: 0.1,
    sunX: 0.7,
    sunY: 0.5,
  },
  day: {
    skyTop: rgb('#1f6fc4'),
    skyMiddle: rgb('#5fa9e2'),
    skyLow: rgb('#d4ecf4'),
    glow: rgb('#fffdf0'),
    haze: rgb('#a9cfe6'),
    sun: rgb('#fffaf0'),
    shadow: rgb('#6f8fc0'),
    cloudLit: rgb('#ffffff'),
    cloudDark: rgb('#9dbbdc'),
    night: 0,
    sunX: 0.76,
    sunY: 0.16,
  },
  golden: {
    skyTop: rgb('#3d78a8'),
    skyMiddle: rgb('#e0b77c'),
    skyLow: rgb('#ffd98a'),
    glow: rgb('#fff3c8'),
    haze: rgb('#f0c48a'),
    sun: rgb('#ffdf9e'),
    shadow: rgb('#8a6f8c'),
    cloudLit: rgb('#fff0cc'),
    cloudDark: rgb('#c79a86'),
    night: 0.05,
    sunX: 0.66,
    sunY: 0.42,
  },
  sunset: {
    skyTop: rgb('#2b3a78'),
    skyMiddle: rgb('#c4547c'),
    skyLow: rgb('#ffa552'),
    glow: rgb('#ffe6a0'),
    haze: rgb('#e8846c'),
    sun: rgb('#ffb978'),
    shadow: rgb('#5c4a86'),
    cloudLit: rgb('#ffb27a'),
    cloudDark: rgb('#7a4a86'),
    night: 0.3,
    sunX: 0.62,
    sunY: 0.52,
  },
  dusk: {
    skyTop: rgb('#141d4a'),
    skyMiddle: rgb('#4a3f86'),
    skyLow: rgb('#e08a86'),
    glow: rgb('#ffd0a8'),
    haze: rgb('#6d5a94'),
    sun: rgb('#b896c0'),
    shadow: rgb('#3a3a74'),
    cloudLit: rgb('#c88aa4'),
    cloudDark: rgb('#3f3a74'),
    night: 0.65,
    sunX: 0.4,
    sunY: 0.6,
  },
  night: {
    skyTop: rgb('#050b22'),
    skyMiddle: rgb('#0f2350'),
    skyLow: rgb('#2c4f86'),
    glow: rgb('#f4f6ff'),
    haze: rgb('#24407a'),
    sun: rgb('#7f9fd8'),
    shadow: rgb('#1a2a58'),
    cloudLit: rgb('#4a689e'),
    cloudDark: rgb('#13244e'),
    night: 1,
    sunX: 0.74,
    sunY: 0.18,
  },
};

/** How each weather greys the light: a veil colour by day and by night, and how thick it is. */
const veils: Readonly<Record<Weather, { readonly day: Rgb; readonly night: Rgb; readonly thickness: number }>> = {
  clear: { day: rgb('#ffffff'), night: rgb('#101828'), thickness: 0 },
  cloudy: { day: rgb('#b4c2d0'), night: rgb('#1a2440'), thickness: 0.25 },
  rain: { day: rgb('#76879a'), night: rgb('#18243e'), thickness: 0.62 },
  storm: { day: rgb('#4a5870'), night: rgb('#141d34'), thickness: 0.75 },
  snow: { day: rgb('#c8d4e4'), night: rgb('#2a3a5e'), thickness: 0.5 },
  fog: { day: rgb('#cdd6dc'), night: rgb('#3a4a66'), thickness: 0.55 },
};

/** The light of a time of day in a weather. */
export function lightOf(time: TimeOfDay, weather: Weather): Light {
  const base = lights[time];
  const veil = veils[weather];
  const colour = mix(veil.day, veil.night, base.night);
  const veiled = (of: Rgb, share: number): Rgb => mix(of, colour, veil.thickness * share);
  return {
    ...base,
    skyTop: veiled(base.skyTop, 0.9),
    skyMiddle: veiled(base.skyMiddle, 0.95),
    skyLow: veiled(base.skyLow, 0.8),
    glow: veiled(base.glow, 0.3),
    haze: veiled(base.haze, 1),
    sun: veiled(base.sun, 0.8),
    shadow: veiled(base.shadow, 0.5),
    cloudLit: veiled(base.cloudLit, 0.7),
    cloudDark: veiled(base.cloudDark, 0.9),
  };
}
