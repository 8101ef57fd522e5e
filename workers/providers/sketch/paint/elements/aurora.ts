import { createCanvas } from '@napi-rs/canvas';
import { css, mix, rgb, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import { paintSprite, type Layer, type Sheet, type Stage } from '../scene.ts';

interface Curtain {
  /** Row of its foot and its height, as shares of the frame. */
  readonly foot: number;
  readonly tall: number;
  readonly strength: number;
  readonly seed: number;
  readonly ray: Sheet;
}

/** Slices of light that make up a curtain. */
const slices = 72;

/** How much smaller the lights are painted than they are shown: they have no edges to lose. */
const coarse = 4;

/** Northern lights: three curtains of light that fold and travel slowly. They need a dark sky. */
export function auroraLayer(stage: Stage, light: Light, depth: number): Layer {
  const { width, height, unit, marginX, noise } = stage;
  const span = width + 2 * marginX;
  const step = span / slices;
  const strength = 0.35 + 0.65 * light.night;
  const curtains: readonly Curtain[] = [
    { foot: 0.24, tall: 0.34, strength: 0.5, seed: 2.3, ray: paintRay(step, rgb('#39e6c0'), rgb('#8a5cff')) },
    { foot: 0.36, tall: 0.44, strength: 0.85, seed: 7.1, ray: paintRay(step, rgb('#5cffa0'), rgb('#38b8e8')) },
    { foot: 0.48, tall: 0.4, strength: 0.6, seed: 12.9, ray: paintRay(step, rgb('#7dffb4'), rgb('#d05cf0')) },
  ];
  const small = createCanvas(Math.ceil(span / coarse), Math.ceil((height * 0.64 + stage.marginY) / coarse));
  const sheet = small.getContext('2d');
  return {
    depth,
    draw: (context, { timeS }) => {
      sheet.reset();
      sheet.scale(1 / coarse, 1 / coarse);
      sheet.translate(marginX, stage.marginY);
      sheet.globalCompositeOperation = 'screen';
      for (const { foot, tall, strength: own, seed, ray } of curtains) {
        for (let slice = 0; slice < slices; slice++) {
          const share = slice / slices;
          const fold = noise.at(share * 2.1 + seed, timeS * 0.07 + seed);
          const fine = noise.at(share * 7 - seed, timeS * 0.16);
          const bright = 0.62 + 0.6 * noise.at(share * 4.2 + seed * 3 - timeS * 0.11, 3.1) + 0.5 * fine;
          if (bright < 0.04) continue;
          const x = -marginX + share * span + noise.at(share * 3.4 + seed, 9 + timeS * 0.09) * 60 * unit;
          const y = height * (foot + fold * 0.2 + fine * 0.025);
          const high = height * tall * (0.7 + 0.4 * noise.at(share * 11 + seed, timeS * 0.21));
          sheet.globalAlpha = Math.min(1, bright) * own * strength;
          sheet.drawImage(ray.canvas, x - step * 1.3, y - high, step * 2.6, high);
        }
      }
      context.globalCompositeOperation = 'screen';
      context.drawImage(small, -marginX, -stage.marginY, small.width * coarse, small.height * coarse);
      context.globalCompositeOperation = 'source-over';
    },
  };
}

/** A soft upright ray: bright just above its foot, fading upward through a second colour. */
function paintRay(step: number, low: Rgb, high: Rgb): Sheet {
  const wide = Math.max(6, step * 2);
  const tall = 160;
  return paintSprite(wide, tall, (context) => {
    const up = context.createLinearGradient(0, tall / 2, 0, -tall / 2);
    up.addColorStop(0, css(low, 0));
    up.addColorStop(0.05, css(mix(low, [255, 255, 255], 0.2), 0.8));
    up.addColorStop(0.12, css(mix(low, [255, 255, 255], 0.12), 0.9));
    up.addColorStop(0.38, css(low, 0.55));
    up.addColorStop(0.7, css(high, 0.3));
    up.addColorStop(1, css(high, 0));
    context.fillStyle = up;
    context.fillRect(-wide / 2, -tall / 2, wide, tall);
    context.globalCompositeOperation = 'destination-in';
    const across = context.createLinearGradient(-wide / 2, 0, wide / 2, 0);
    for (const at of [0, 0.15, 0.3, 0.5, 0.7, 0.85, 1]) {
      across.addColorStop(at, css([0, 0, 0], Math.cos((at - 0.5) * Math.PI) ** 2));
    }
    context.fillStyle = across;
    context.fillRect(-wide / 2, -tall / 2, wide, tall);
  });
}
