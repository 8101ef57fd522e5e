import { createCanvas } from '@napi-rs/canvas';
import { mix, type Rgb } from '../../kit/colour.ts';
import { clamp, lerp, smoothstep } from '../../kit/math.ts';
import type { Sheet } from '../scene.ts';

/** A direction in space: right, down, toward the eye. Of length 1. */
export type Direction = readonly [number, number, number];

/** How a heavenly body looks. */
export interface Globe {
  /** In pixels. */
  readonly radius: number;
  /** Where the sun stands. */
  readonly sun: Direction;
  /** Colour of the air at its edge, and how far it glows beyond, as a share of the radius. */
  readonly air: Rgb;
  readonly halo: number;
  /** 0 for a night side that is black, 1 for none. */
  readonly ambient: number;
  /**
   * Colour of the surface. `u` and `v` are angles from the middle of the disc, right and down, in radians; `y` is the
   * height on the disc from -1 to 1; `day` says how much sun falls there, 0 to 1.
   */
  readonly surface: (u: number, v: number, y: number, day: number) => Rgb;
}

/** Paints a ball in sunlight with its air around it; the sheet's origin is the middle of the ball. */
export function paintGlobe(globe: Globe): Sheet {
  const { radius, air, halo } = globe;
  const reach = Math.ceil(radius * (1 + halo)) + 2;
  const canvas = createCanvas(reach * 2, reach * 2);
  const context = canvas.getContext('2d');
  const picture = context.createImageData(reach * 2, reach * 2);
  const [sunX, sunY] = globe.sun;
  for (let row = 0; row < reach * 2; row++) {
    const y = (row + 0.5 - reach) / radius;
    for (let column = 0; column < reach * 2; column++) {
      const x = (column + 0.5 - reach) / radius;
      const distance = Math.hypot(x, y);
      if (distance > 1 + halo) continue;
      const cover = clamp((1 - distance) * radius + 0.5);
      const toward = (x * sunX + y * sunY) / Math.max(distance, 0.001);
      const glow =
        distance < 1
          ? 0
          : (1 - (distance - 1) / halo) ** 3 * lerp(0.05, 0.85, smoothstep(-0.75, 0.9, toward)) * (1 - cover);
      const index = (row * reach * 2 + column) * 4;
      const colour = cover > 0 ? colourAt(globe, x, y, Math.min(distance, 0.999)) : air;
      picture.data[index] = lerp(air[0], colour[0], cover);
      picture.data[index + 1] = lerp(air[1], colour[1], cover);
      picture.data[index + 2] = lerp(air[2], colour[2], cover);
      picture.data[index + 3] = 255 * clamp(cover + glow);
    }
  }
  context.putImageData(picture, 0, 0);
  return { canvas, x: -reach, y: -reach, width: reach * 2, height: reach * 2 };
}

function colourAt(globe: Globe, x: number, y: number, distance: number): Rgb {
  const [sunX, sunY, sunZ] = globe.sun;
  const z = Math.sqrt(1 - distance * distance);
  const bulge = distance < 0.01 ? 1 : Math.asin(distance) / distance;
  const facing = x * sunX + y * sunY + z * sunZ;
  const day = smoothstep(-0.12, 0.62, facing);
  const surface = globe.surface(x * bulge, y * bulge, y, day);
  const strength = lerp(globe.ambient, 1.06, day);
  const rim = (1 - z) ** 2.6 * smoothstep(-0.3, 0.4, facing) * 0.85;
  return [
    lerp(Math.min(255, surface[0] * strength), globe.air[0], rim),
    lerp(Math.min(255, surface[1] * strength), globe.air[1], rim),
    lerp(Math.min(255, surface[2] * strength), globe.air[2], rim),
  ];
}

/** Colours over 0 to 1, mixed once and looked up fast. */
export function rampOf(first: Rgb, ...rest: readonly Rgb[]): (t: number) => Rgb {
  const stops = [first, ...rest];
  const table = Array.from({ length: 256 }, (_, index) => {
    const at = (index / 255) * rest.length;
    const low = Math.min(Math.floor(at), Math.max(0, rest.length - 1));
    return mix(stops[low] ?? first, stops[low + 1] ?? stops[low] ?? first, at - low);
  });
  return (t) => table[Math.round(clamp(t) * 255)] ?? first;
}
