import { rgb } from '../kit/colour.ts';
import { clamp, smoothstep } from '../kit/math.ts';
import type { TimeOfDay, Weather } from '../paint/light.ts';
import { colourfulness, lumaOf, toward, type Adjust } from './raster.ts';

/** Brighter or darker, keeping black and white: a bent curve. */
export function brighten(amount: number): Adjust {
  const bend = 2 ** -amount;
  const curve = Float32Array.from({ length: 256 }, (_, value) => 255 * (value / 255) ** bend);
  return (pixel) => {
    for (const channel of channels) pixel[channel] = curve[Math.round(clamp(pixel[channel], 0, 255))] ?? 0;
  };
}

/** Harder or softer around the middle grey. */
export function contrast(amount: number): Adjust {
  const factor = 1 + amount * 0.5;
  return (pixel) => {
    for (const channel of channels) pixel[channel] = 128 + (pixel[channel] - 128) * factor;
  };
}

/** A colour over all, strongest in the middle tones. */
export function castColour(hex: string): Adjust {
  const [red, green, blue] = rgb(hex);
  return (pixel) => {
    const luma = lumaOf(pixel) / 255;
    const share = 0.5 * (1 - Math.abs(luma * 2 - 1) ** 2);
    toward(pixel, red * luma * 1.6, green * luma * 1.6, blue * luma * 1.6, 0.2 + share * 0.5);
  };
}

/** The light of another time of day. */
export const timeTones: Readonly<Record<TimeOfDay, Adjust>> = {
  dawn: (pixel, _x, y) => {
    colourfulness(pixel, 0.85);
    multiply(pixel, 1.02, 0.93, 0.96);
    screen(pixel, 255, 190, 160, 0.2 * smoothstep(0.9, 0.45, Math.abs(y - 0.5) * 2));
  },
  day: (pixel) => {
    multiply(pixel, 1.04, 1.04, 1.03);
    colourfulness(pixel, 1.1);
  },
  golden: (pixel, x, y) => {
    multiply(pixel, 1.08, 0.95, 0.72);
    screen(pixel, 255, 196, 96, 0.34 * near(x, y, 0.7, 0.38, 0.75));
  },
  sunset: (pixel, x, y) => {
    const luma = lumaOf(pixel) / 255;
    multiply(pixel, 1.02, 0.72, 0.68);
    // Shadows turn violet, lights orange.
    toward(pixel, 74, 42, 110, 0.34 * (1 - luma));
    toward(pixel, 255, 150, 70, 0.28 * luma);
    toward(pixel, 96, 66, 140, 0.22 * smoothstep(0.45, 0, y));
    screen(pixel, 255, 140, 50, 0.5 * near(x, y, 0.64, 0.46, 0.62));
  },
  dusk: (pixel, _x, y) => {
    colourfulness(pixel, 0.7);
    multiply(pixel, 0.55, 0.55, 0.82);
    screen(pixel, 220, 110, 110, 0.16 * smoothstep(0.6, 0, Math.abs(y - 0.5) * 2));
  },
  night: (pixel, x, y) => {
    const luma = lumaOf(pixel) / 255;
    const red = pixel[0];
    const blue = pixel[2];
    colourfulness(pixel, 0.62);
    const dark = 0.14 + 0.5 * luma ** 1.35;
    multiply(pixel, dark * 0.8, dark * 0.96, dark * 1.38);
    toward(pixel, 8, 16, 44, 0.2);
    // What is bright and warm is a lamp or a window.
    const lamp = smoothstep(0.7, 0.9, luma) * smoothstep(30, 90, red - blue);
    toward(pixel, 255, 206, 130, lamp * 0.8);
    screen(pixel, 150, 176, 235, 0.16 * near(x, y, 0.72, 0.05, 0.6));
  },
};

/** What a weather does to the light; what falls is left to the film. */
export const weatherTones: Readonly<Record<Weather, Adjust>> = {
  clear: (pixel) => colourfulness(pixel, 1.15),
  cloudy: (pixel) => {
    colourfulness(pixel, 0.68);
    multiply(pixel, 0.88, 0.9, 0.95);
  },
  rain: (pixel, _x, y) => {
    colourfulness(pixel, 0.55);
    multiply(pixel, 0.66, 0.72, 0.8);
    toward(pixel, 120, 134, 150, 0.3 * smoothstep(0.85, 0.1, y));
  },
  storm: (pixel, _x, y) => {
    colourfulness(pixel, 0.45);
    multiply(pixel, 0.5, 0.55, 0.64);
    toward(pixel, 34, 42, 58, 0.5 * smoothstep(0.6, 0, y));
  },
  snow: (pixel, _x, y) => {
    colourfulness(pixel, 0.6);
    toward(pixel, 216, 226, 240, 0.16 + 0.24 * smoothstep(0.8, 0.1, y));
  },
  fog: (pixel, _x, y) => {
    colourfulness(pixel, 0.55);
    // The upper part of most pictures is the farther one.
    toward(pixel, 205, 213, 219, 0.24 + 0.58 * smoothstep(0.95, 0.2, y));
  },
};

/** Darker toward the corners. */
export function vignette(strength: number): Adjust {
  return (pixel, x, y) => {
    const away = Math.hypot(x - 0.5, y - 0.5) * Math.SQRT2;
    const left = 1 - strength * smoothstep(0.45, 1, away);
    multiply(pixel, left, left, left);
  };
}

const channels = [0, 1, 2] as const;

function multiply(pixel: [number, number, number], red: number, green: number, blue: number): void {
  pixel[0] *= red;
  pixel[1] *= green;
  pixel[2] *= blue;
}

/** Adds light as a second exposure does. */
function screen(pixel: [number, number, number], red: number, green: number, blue: number, share: number): void {
  pixel[0] += (255 - pixel[0]) * (red / 255) * share;
  pixel[1] += (255 - pixel[1]) * (green / 255) * share;
  pixel[2] += (255 - pixel[2]) * (blue / 255) * share;
}

/** 1 at a point, falling to 0 at a distance of `radius`; all in shares of the picture. */
function near(x: number, y: number, atX: number, atY: number, radius: number): number {
  const left = clamp(1 - Math.hypot(x - atX, y - atY) / radius);
  return left * left;
}
