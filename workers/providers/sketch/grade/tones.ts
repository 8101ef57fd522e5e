import { rgb } from '../kit/colour.ts';
import { clamp, smoothstep } from '../kit/math.ts';
import type { TimeOfDay, Weather } from '../paint/light.ts';
import type { ColourChange } from './colour-cube.ts';
import { colourfulness, lumaOf, toward, type Pixel } from './raster.ts';
import { screenVeil, towardVeil, type Tone, type Veil } from './tone.ts';

/** Brighter or darker, keeping black and white: a bent curve. */
export function brighten(amount: number): ColourChange {
  const bend = 2 ** -amount;
  return (pixel) => {
    for (const channel of channels) pixel[channel] = 255 * clamp(pixel[channel] / 255) ** bend;
  };
}

/** Harder or softer around the middle grey. */
export function contrast(amount: number): ColourChange {
  const factor = 1 + amount * 0.5;
  return (pixel) => {
    for (const channel of channels) pixel[channel] = 128 + (pixel[channel] - 128) * factor;
  };
}

/** A colour over all, strongest in the middle tones. */
export function castColour(hex: string): ColourChange {
  const [red, green, blue] = rgb(hex);
  return (pixel) => {
    const luma = lumaOf(pixel) / 255;
    const share = 0.5 * (1 - Math.abs(luma * 2 - 1) ** 2);
    toward(pixel, red * luma * 1.6, green * luma * 1.6, blue * luma * 1.6, 0.2 + share * 0.5);
  };
}

/** Light of a lower (above 0, redder) or a higher (below 0, bluer) colour temperature, as bright as before. */
export function warm(amount: number): ColourChange {
  return (pixel) => {
    const before = lumaOf(pixel);
    multiply(pixel, 1 + amount * 0.2, 1 + amount * 0.03, 1 - amount * 0.26);
    const gain = before / Math.max(1, lumaOf(pixel));
    multiply(pixel, gain, gain, gain);
  };
}

/** More (above 1) or less (below 1) colourful. */
export function colour(factor: number): ColourChange {
  return (pixel) => colourfulness(pixel, factor);
}

/** The light of another time of day. */
export const timeTones: Readonly<Record<TimeOfDay, Tone>> = {
  dawn: {
    colour: (pixel) => {
      colourfulness(pixel, 0.85);
      multiply(pixel, 1.02, 0.93, 0.96);
    },
    veils: [screenVeil(255, 190, 160, (_x, y) => 0.2 * smoothstep(0.9, 0.45, Math.abs(y - 0.5) * 2))],
  },
  day: {
    colour: (pixel) => {
      multiply(pixel, 1.04, 1.04, 1.03);
      colourfulness(pixel, 1.1);
      // What was taken in the dark is lifted, what is bright stays.
      brightenDark(pixel);
    },
  },
  golden: {
    colour: (pixel) => multiply(pixel, 1.08, 0.95, 0.72),
    veils: [screenVeil(255, 196, 96, (x, y) => 0.34 * near(x, y, 0.7, 0.38, 0.75))],
  },
  sunset: {
    colour: (pixel) => {
      const luma = lumaOf(pixel) / 255;
      multiply(pixel, 1.02, 0.72, 0.68);
      // Shadows turn violet, lights orange.
      toward(pixel, 74, 42, 110, 0.34 * (1 - luma));
      toward(pixel, 255, 150, 70, 0.28 * luma);
    },
    veils: [
      towardVeil(96, 66, 140, (_x, y) => 0.22 * smoothstep(0.45, 0, y)),
      screenVeil(255, 140, 50, (x, y) => 0.5 * near(x, y, 0.64, 0.46, 0.62)),
    ],
  },
  dusk: {
    colour: (pixel) => {
      colourfulness(pixel, 0.7);
      multiply(pixel, 0.55, 0.55, 0.82);
    },
    veils: [screenVeil(220, 110, 110, (_x, y) => 0.16 * smoothstep(0.6, 0, Math.abs(y - 0.5) * 2))],
  },
  night: {
    colour: (pixel) => {
      const luma = lumaOf(pixel) / 255;
      const red = pixel[0];
      const green = pixel[1];
      const blue = pixel[2];
      colourfulness(pixel, 0.62);
      const dark = 0.14 + 0.5 * luma ** 1.35;
      multiply(pixel, dark * 0.8, dark * 0.96, dark * 1.38);
      toward(pixel, 8, 16, 44, 0.2);
      // What is bright and warm is a lamp or a window.
      const lamp = smoothstep(0.62, 0.84, luma) * smoothstep(24, 80, red - blue) * smoothstep(-2, 14, red - green);
      toward(pixel, 255, 206, 130, lamp * 0.8);
    },
    veils: [screenVeil(150, 176, 235, (x, y) => 0.16 * near(x, y, 0.72, 0.05, 0.6))],
  },
};

/** What a weather does to the light; what falls is drawn apart. */
export const weatherTones: Readonly<Record<Weather, Tone>> = {
  clear: { colour: colour(1.15) },
  cloudy: {
    colour: (pixel) => {
      colourfulness(pixel, 0.68);
      multiply(pixel, 0.88, 0.9, 0.95);
    },
  },
  rain: {
    colour: (pixel) => {
      colourfulness(pixel, 0.55);
      multiply(pixel, 0.66, 0.72, 0.8);
    },
    veils: [towardVeil(120, 134, 150, (_x, y) => 0.3 * smoothstep(0.85, 0.1, y))],
  },
  storm: {
    colour: (pixel) => {
      colourfulness(pixel, 0.45);
      multiply(pixel, 0.5, 0.55, 0.64);
    },
    veils: [towardVeil(34, 42, 58, (_x, y) => 0.5 * smoothstep(0.6, 0, y))],
  },
  snow: {
    colour: colour(0.6),
    veils: [towardVeil(216, 226, 240, (_x, y) => 0.16 + 0.24 * smoothstep(0.8, 0.1, y))],
  },
  fog: {
    colour: colour(0.55),
    // The upper part of most pictures is the farther one.
    veils: [towardVeil(205, 213, 219, (_x, y) => 0.2 + 0.44 * smoothstep(0.95, 0.2, y))],
  },
};

/** Darker toward the corners. */
export function vignette(strength: number): Veil {
  return towardVeil(0, 0, 0, (x, y) => strength * smoothstep(0.45, 1, Math.hypot(x - 0.5, y - 0.5) * Math.SQRT2));
}

/** Multiplies the channels of a colour. */
export function multiply(pixel: Pixel, red: number, green: number, blue: number): void {
  pixel[0] *= red;
  pixel[1] *= green;
  pixel[2] *= blue;
}

const channels = [0, 1, 2] as const;

function brightenDark(pixel: Pixel): void {
  const luma = lumaOf(pixel) / 255;
  const gain = 1 + 0.6 * smoothstep(0.45, 0, luma);
  multiply(pixel, gain, gain, gain);
}

/** 1 at a point, falling to 0 at a distance of `radius`; all in shares of the picture. */
function near(x: number, y: number, atX: number, atY: number, radius: number): number {
  const left = clamp(1 - Math.hypot(x - atX, y - atY) / radius);
  return left * left;
}
