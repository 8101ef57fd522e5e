import { css, rgb, type Rgb } from '../../kit/colour.ts';
import { trimSheet } from './trim.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSheet, type Context, type Layer, type Stage } from '../scene.ts';

/** From the inner edge to the outer one. */
const bands: readonly Rgb[] = ['#8f5cf0', '#4f7cf5', '#38c0e8', '#4fd66a', '#f2e84a', '#ffa43a', '#f5504a'].map(rgb);

/** A rainbow that stands opposite the sun, with a faint second one around it. */
export function rainbowLayer(stage: Stage, light: Light, depth: number): Layer {
  const { width, height, unit } = stage;
  const radius = Math.max(width * 0.4, height * 0.5);
  const x = width * (light.sunX > 0.5 ? 0.42 : 0.58);
  const y = height * 0.16 + radius;
  const strength = 0.62 - 0.3 * light.night;
  const sheet = trimSheet(
    paintSheet(stage, { bottom: height * 0.8 }, (context) => {
      paintBow(context, x, y, radius, 42 * unit, bands, strength);
      paintBow(context, x, y, radius * 1.22, 46 * unit, bands.toReversed(), strength * 0.28);
    }),
  );
  return {
    depth,
    draw: (context, { timeS }) => {
      context.globalAlpha = 0.9 + 0.1 * Math.sin(timeS * 0.8);
      drawSheet(context, sheet);
      context.globalAlpha = 1;
    },
  };
}

function paintBow(
  context: Context,
  x: number,
  y: number,
  radius: number,
  thick: number,
  colours: readonly Rgb[],
  alpha: number,
): void {
  const inner = radius - thick / 2;
  const outer = radius + thick / 2;
  const ring = context.createRadialGradient(x, y, inner, x, y, outer);
  for (const [index, colour] of colours.entries()) {
    const share = index / (colours.length - 1);
    ring.addColorStop(0.04 + share * 0.92, css(colour, alpha * Math.sin(Math.PI * (0.12 + 0.76 * share)) ** 0.8));
  }
  const first = colours[0] ?? [255, 255, 255];
  const last = colours.at(-1) ?? first;
  ring.addColorStop(0, css(first, 0));
  ring.addColorStop(1, css(last, 0));
  context.strokeStyle = ring;
  context.lineWidth = thick;
  context.beginPath();
  context.arc(x, y, radius, Math.PI, Math.PI * 2);
  context.stroke();
}
