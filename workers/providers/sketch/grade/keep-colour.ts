import type { Size } from '../../../../src/core/size.ts';
import { rgb } from '../kit/colour.ts';
import { smoothstep } from '../kit/math.ts';
import type { Raster } from './raster.ts';

/** Keeps things of one colour as they are while a look is given to the rest. */
export interface ColourKeeper {
  /** Looks at a picture before it is changed. */
  remember(raster: Raster): void;
  /** Gives what was remembered its colour again, as bright as the look made it. */
  giveBack(raster: Raster): void;
}

/**
 * How far hues may be from the wanted one, in degrees: up to the first they are it in full, from the second on not at
 * all. Reds and yellows stand close together on the circle, greens and blues far apart.
 */
const reachOf = (hue: number): readonly [number, number] => (hue > 75 && hue < 265 ? [28, 48] : [13, 27]);

/** Whether a colour has a hue to find it by: black, white and greys have none. */
export function hasHue(hex: string): boolean {
  const [red, green, blue] = rgb(hex);
  return Math.max(red, green, blue) - Math.min(red, green, blue) > 40;
}

/** Prepares to keep things of about the colour `#rrggbb` in pictures of a size. */
export function openColourKeeper(hex: string, { width, height }: Size): ColourKeeper {
  const table = bakeMask(hex);
  const before = new Uint8ClampedArray(width * height * 4);
  const mask = new Float32Array(width * height);
  return {
    remember: ({ data }) => {
      before.set(data);
      for (let place = 0, at = 0; place < mask.length; place++, at += 4) {
        const index = ((data[at] ?? 0) >> 2) | (((data[at + 1] ?? 0) >> 2) << 6) | (((data[at + 2] ?? 0) >> 2) << 12);
        mask[place] = table[index] ?? 0;
      }
    },
    giveBack: ({ data }) => {
      for (let place = 0, at = 0; place < mask.length; place++, at += 4) {
        const share = soft(mask, place, width);
        if (share <= 0.004) continue;
        const wasLuma = lumaAt(before, at);
        const luma = lumaAt(data, at);
        // A colour fades with its brightness, and cannot grow without end with it.
        const gain = Math.min(1.25, Math.max(0.45, (luma + 12) / (wasLuma + 12)));
        for (let channel = 0; channel < 3; channel++) {
          const value = data[at + channel] ?? 0;
          const wanted = luma + ((before[at + channel] ?? 0) - wasLuma) * gain;
          data[at + channel] = value + (wanted - value) * share;
        }
      }
    },
  };
}

/** How much each of 64 × 64 × 64 colours is the wanted one, 0 to 1; red runs fastest. */
function bakeMask(hex: string): Float32Array {
  const [wanted] = hueOf(...rgb(hex));
  const [inner, outer] = reachOf(wanted);
  return Float32Array.from({ length: 64 ** 3 }, (_, index) => {
    const [hue, chroma, saturation] = hueOf((index & 63) * 4 + 2, ((index >> 6) & 63) * 4 + 2, (index >> 12) * 4 + 2);
    const away = Math.abs(((hue - wanted + 540) % 360) - 180);
    return smoothstep(outer, inner, away) * smoothstep(22, 60, chroma) * smoothstep(0.24, 0.5, saturation);
  });
}

/** Hue in degrees, the distance of the strongest channel to the weakest, and that as a share of the strongest. */
function hueOf(red: number, green: number, blue: number): readonly [hue: number, chroma: number, saturation: number] {
  const most = Math.max(red, green, blue);
  const chroma = most - Math.min(red, green, blue);
  if (chroma === 0) return [0, 0, 0];
  const sixth =
    most === red ? (green - blue) / chroma : most === green ? (blue - red) / chroma + 2 : (red - green) / chroma + 4;
  return [(sixth * 60 + 360) % 360, chroma, chroma / most];
}

/** A mask's value with its neighbours': edges of single pixels would glitter in motion. */
function soft(mask: Float32Array, place: number, width: number): number {
  const here = mask[place] ?? 0;
  const around =
    (mask[place - 1] ?? here) +
    (mask[place + 1] ?? here) +
    (mask[place - width] ?? here) +
    (mask[place + width] ?? here);
  return here * 0.5 + around * 0.125;
}

function lumaAt(data: Uint8ClampedArray, at: number): number {
  return (data[at] ?? 0) * 0.2126 + (data[at + 1] ?? 0) * 0.7152 + (data[at + 2] ?? 0) * 0.0722;
}
