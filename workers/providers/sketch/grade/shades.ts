import { smoothstep } from '../kit/math.ts';
import type { Change } from './part.ts';

/**
 * Draws brightness in a few even shades, as cartoons are painted, and keeps hues. `softness` is the share of a shade
 * that passes into the next one: with none, noise would make pixels jump between shades from frame to frame.
 */
export function openShades(shades: number, softness: number): Change {
  const step = 255 / (shades - 1);
  const factors = Float32Array.from({ length: 256 }, (_, luma) => {
    const place = luma / step;
    const shade = Math.floor(place);
    const flat = (shade + smoothstep(0.5 - softness / 2, 0.5 + softness / 2, place - shade)) * step;
    return (flat * 0.85 + luma * 0.15) / Math.max(1, luma);
  });
  return ({ width, height, data }) => {
    for (let at = 0; at < width * height * 4; at += 4) {
      const red = data[at] ?? 0;
      const green = data[at + 1] ?? 0;
      const blue = data[at + 2] ?? 0;
      const factor = factors[(red * 54 + green * 183 + blue * 19) >> 8] ?? 1;
      data[at] = red * factor;
      data[at + 1] = green * factor;
      data[at + 2] = blue * factor;
    }
  };
}
