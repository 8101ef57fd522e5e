import { createCanvas } from '@napi-rs/canvas';
import type { Rgb } from '../../kit/colour.ts';
import { clamp, lerp, smoothstep } from '../../kit/math.ts';
import { paintSheet, type Context, type Sheet, type Stage } from '../scene.ts';
import { rampOf } from './globe.ts';

/** The colours of a glowing cloud of gas: the void, its thin edge, its body, its heart. */
export type NebulaColours = readonly [Rgb, Rgb, Rgb, Rgb];

/** Pixels of the frame to one that is computed: gas has no sharp edges. */
const scale = 4;

/**
 * Paints deep space: a band of glowing gas across the frame, folded, with lanes of dark dust. `over` paints what lies in
 * the same distance, such as stars.
 */
export function paintNebula(
  stage: Stage,
  colours: NebulaColours,
  slope: number,
  over: (context: Context) => void,
): Sheet {
  const wide = Math.ceil((stage.width + 2 * stage.marginX) / scale);
  const high = Math.ceil((stage.height + 2 * stage.marginY) / scale);
  const small = createCanvas(wide, high);
  const context = small.getContext('2d');
  const picture = context.createImageData(wide, high);
  const [empty, edge, body, heart] = colours;
  const tone = rampOf(empty, edge, body, heart, [255, 244, 226]);
  const second = rampOf(empty, body, edge, heart);
  const { noise } = stage;
  const longest = Math.max(stage.width, stage.height);
  for (let row = 0; row < high; row++) {
    for (let column = 0; column < wide; column++) {
      const x = (column * scale - stage.marginX - stage.width * 0.5) / longest;
      const y = (row * scale - stage.marginY - stage.height * 0.46) / longest;
      const warp = noise.cloudy(x * 2.6 + 7, y * 2.6, 3);
      const fold = noise.cloudy(x * 4.2 + warp * 0.8, y * 4.2 - warp * 0.9, 6);
      const off = (y + x * slope + warp * 0.13) / 0.25;
      const band = Math.exp(-off * off);
      const dust = smoothstep(0.02, 0.4, noise.ridged(x * 3.1 + warp * 0.8, y * 3.1 + 4, 4) - 0.5);
      const gas = 0.9 * clamp(band * (0.4 + fold * 1.05) + fold * 0.1) * (1 - dust * 0.55 * band);
      const hue = smoothstep(-0.3, 0.35, noise.at(x * 2.2 + 30, y * 2.2));
      const a = tone(gas);
      const b = second(gas * 0.92);
      const index = (row * wide + column) * 4;
      picture.data[index] = lerp(a[0], b[0], hue);
      picture.data[index + 1] = lerp(a[1], b[1], hue);
      picture.data[index + 2] = lerp(a[2], b[2], hue);
      picture.data[index + 3] = 255;
    }
  }
  context.putImageData(picture, 0, 0);
  return paintSheet(stage, {}, (large) => {
    large.imageSmoothingQuality = 'high';
    large.drawImage(small, -stage.marginX, -stage.marginY, wide * scale, high * scale);
    over(large);
  });
}
