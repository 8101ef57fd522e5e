import { css, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { lerp } from '../../kit/math.ts';
import { drawSheet, paintSprite, type Context, type Sheet, type Stage } from '../scene.ts';
import { paintGlobe, rampOf } from './globe.ts';

/** How flat the rings look, and how they lean in radians. */
const flat = 0.27;
const lean = -0.34;
/** Inner and outer edge and strength of each ring, in radii of the planet. */
const rings: readonly (readonly [number, number, number])[] = [
  [1.3, 1.4, 0.3],
  [1.42, 1.66, 0.85],
  [1.68, 1.74, 0.5],
  [1.79, 2.04, 0.7],
  [2.06, 2.1, 0.4],
  [2.14, 2.2, 0.22],
];

/** Paints a banded giant with rings around it; the sheet's origin is its middle. `side` is where the sun stands. */
export function paintRingedPlanet(stage: Stage, radius: number, colour: Rgb, side: -1 | 1): Sheet {
  const reach = radius * 2.24;
  const turned = reach * (Math.cos(lean) + 0.02);
  const globe = paintBanded(stage, radius, colour, side);
  return paintSprite(turned * 2, radius * 2.9, (context) => {
    context.save();
    context.rotate(lean);
    paintRings(context, radius, colour, side, Math.PI, Math.PI * 2);
    context.restore();
    drawSheet(context, globe);
    context.save();
    context.rotate(lean);
    paintBandShadow(context, radius);
    paintRings(context, radius, colour, side, 0, Math.PI);
    context.restore();
  });
}

function paintBanded(stage: Stage, radius: number, colour: Rgb, side: -1 | 1): Sheet {
  const { noise } = stage;
  const pale = mix(colour, rgb('#fff2dc'), 0.72);
  const warm = mix(colour, rgb('#d87a4a'), 0.4);
  const bands = rampOf(shade(colour, -0.25), colour, pale, warm, pale, mix(colour, pale, 0.5), shade(warm, -0.2), pale);
  return paintGlobe({
    radius,
    sun: [0.66 * side, -0.44, 0.6],
    air: mix(colour, rgb('#ffe8d0'), 0.55),
    halo: 0.1,
    ambient: 0.06,
    surface: (u, v) => {
      const across = u * Math.cos(lean) + v * Math.sin(lean);
      const down = v * Math.cos(lean) - u * Math.sin(lean) + across * across * 0.12;
      const swirl = noise.cloudy(across * 1.6, down * 7, 4) * 0.075;
      const fine = noise.at(across * 0.7 + 3, down * 26) * 0.035;
      const storm = Math.hypot((across - 0.35 * side) / 0.3, (down - 0.42) / 0.11);
      const eye = storm < 1 ? (1 - storm) * 0.35 : 0;
      return bands((down + 1.25) / 2.5 + swirl + fine + eye);
    },
  });
}

function paintRings(context: Context, radius: number, colour: Rgb, side: number, from: number, to: number): void {
  for (const [inner, outer, strength] of rings) {
    const steps = Math.max(2, Math.round((outer - inner) * 60));
    for (let step = 0; step < steps; step++) {
      const at = lerp(inner, outer, (step + 0.5) / steps) * radius;
      const grain = 0.75 + 0.25 * Math.sin(at * 1.9 + step * 2.3);
      const tint = mix(mix(colour, rgb('#fff0d8'), 0.7), rgb('#b88a6a'), (step % 3) * 0.16);
      const glow = context.createLinearGradient(-at * side, 0, at * side, 0);
      // The planet's own shadow falls on the ring behind it, away from the sun.
      const hidden = from > 0 ? 0.06 : 0.62;
      glow.addColorStop(0, css(tint, strength * grain * 0.45));
      glow.addColorStop(0.24, css(tint, strength * grain * hidden));
      glow.addColorStop(0.42, css(tint, strength * grain * (from > 0 ? 0.2 : 0.8)));
      glow.addColorStop(1, css(tint, strength * grain));
      context.strokeStyle = glow;
      context.lineWidth = ((outer - inner) / steps) * radius * 0.95;
      context.beginPath();
      context.ellipse(0, 0, at, at * flat, 0, from, to);
      context.stroke();
    }
  }
}

/** The shadow that the rings throw on the planet. */
function paintBandShadow(context: Context, radius: number): void {
  context.save();
  context.beginPath();
  context.arc(0, 0, radius * 0.995, 0, Math.PI * 2);
  context.clip();
  context.strokeStyle = css(rgb('#120a24'), 0.42);
  context.lineWidth = radius * 0.1;
  context.beginPath();
  context.ellipse(0, radius * 0.1, radius * 1.5, radius * 1.5 * flat, 0, 0, Math.PI);
  context.stroke();
  context.restore();
}
