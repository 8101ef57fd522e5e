import { clamp, lerp } from './math.ts';

/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** A colour from `#rrggbb`. */
export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** A colour as canvas styles take it. */
export function css(colour: Rgb, alpha = 1): string {
  const [red, green, blue] = colour;
  return `rgba(${Math.round(red)},${Math.round(green)},${Math.round(blue)},${Math.round(clamp(alpha) * 1000) / 1000})`;
}

/** Between two colours, mixed as paint looks to the eye (Oklab), so that middles stay vivid. */
export function mix(a: Rgb, b: Rgb, t: number): Rgb {
  const share = clamp(t);
  if (share === 0) return a;
  if (share === 1) return b;
  const [l1, a1, b1] = toOklab(a);
  const [l2, a2, b2] = toOklab(b);
  return fromOklab(lerp(l1, l2, share), lerp(a1, a2, share), lerp(b1, b2, share));
}

/** Lighter (amount above 0) or darker (below 0), keeping the hue; ±1 is white or black. */
export function shade(colour: Rgb, amount: number): Rgb {
  const [l, a, b] = toOklab(colour);
  const lightness = amount >= 0 ? lerp(l, 1, amount) : l * (1 + amount);
  const chroma = amount >= 0 ? 1 - amount * 0.6 : 1 + amount * 0.5;
  return fromOklab(lightness, a * chroma, b * chroma);
}

/** More (above 1) or less (below 1) colourful. */
export function saturate(colour: Rgb, factor: number): Rgb {
  const [l, a, b] = toOklab(colour);
  return fromOklab(l, a * factor, b * factor);
}

/** The product of two colours, as light falling on paint. */
export function lit(colour: Rgb, light: Rgb): Rgb {
  return [(colour[0] * light[0]) / 255, (colour[1] * light[1]) / 255, (colour[2] * light[2]) / 255];
}

// Oklab by Björn Ottosson, https://bottosson.github.io/posts/oklab/
function toOklab(colour: Rgb): Rgb {
  const red = toLinear(colour[0]);
  const green = toLinear(colour[1]);
  const blue = toLinear(colour[2]);
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab(lightness: number, a: number, b: number): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function toLinear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function fromLinear(value: number): number {
  const share = clamp(value);
  return 255 * (share <= 0.0031308 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055);
}
