import { css, mix, shade, type Rgb } from '../../../kit/colour.ts';
import type { Random } from '../../../kit/random.ts';
import { paintCycle, type Cycle } from '../../elements/cycle.ts';
import { darkOf, paleOf } from './coral.ts';

/** The colours of a swaying plant or animal. */
export interface SwayLook {
  readonly colour: Rgb;
  readonly shadow: Rgb;
  readonly rim: Rgb;
}

/** Pictures of one sway. Its foot is the middle of the lower edge. */
const swayFrames = 16;

/** An anemone: a stout foot under a crown of waving tentacles. `size` is its width in pixels. */
export function paintAnemone(size: number, look: SwayLook, random: Random): Cycle {
  const dark = darkOf(look);
  const pale = paleOf(look);
  const arms = Array.from({ length: 70 }, () => ({
    lean: random.between(-1, 1),
    long: random.between(0.34, 0.56),
    phase: random.between(0, Math.PI * 2),
    back: random.next(),
  })).toSorted((a, b) => b.back - a.back);
  return paintCycle(size * 1.5, size * 1.3, swayFrames, (context, phase) => {
    const foot = size * 0.65;
    const fill = context.createLinearGradient(-size * 0.3, 0, size * 0.3, 0);
    fill.addColorStop(0, css(mix(look.colour, dark, 0.5)));
    fill.addColorStop(0.4, css(mix(look.colour, pale, 0.15)));
    fill.addColorStop(1, css(dark));
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(-size * 0.22, foot);
    context.quadraticCurveTo(-size * 0.18, foot - size * 0.2, -size * 0.36, foot - size * 0.36);
    context.quadraticCurveTo(0, foot - size * 0.48, size * 0.36, foot - size * 0.36);
    context.quadraticCurveTo(size * 0.18, foot - size * 0.2, size * 0.22, foot);
    context.fill();
    context.lineCap = 'round';
    for (const { lean, long, phase: own, back } of arms) {
      const rootX = lean * size * 0.33;
      const rootY = foot - size * (0.36 + 0.06 * (1 - lean * lean) - (1 - back) * 0.04);
      const sway = Math.sin(phase + own * 0.35 + lean * 1.4) * 0.16 + Math.sin(phase * 2 + own) * 0.05;
      const tipX = rootX + (lean * 0.75 + sway) * long * size;
      const tipY = rootY - long * size * (1 - lean * lean * 0.35);
      const midX = rootX + (lean * 0.2 - sway * 0.7) * long * size;
      const midY = (rootY + tipY) / 2;
      const tone = mix(dark, look.colour, 0.35 + (1 - back) * 0.65);
      for (const [colour, wide] of [
        [shade(tone, -0.3), 0.036],
        [tone, 0.027],
        [mix(tone, pale, 0.45), 0.009],
      ] as const) {
        context.strokeStyle = css(colour);
        context.lineWidth = size * wide;
        context.beginPath();
        context.moveTo(rootX, rootY);
        context.quadraticCurveTo(midX, midY, tipX, tipY);
        context.stroke();
      }
      context.fillStyle = css(mix(tone, pale, 0.9));
      context.beginPath();
      context.arc(tipX, tipY, size * 0.02, 0, Math.PI * 2);
      context.fill();
    }
  });
}

/** A tuft of sea grass or kelp. `size` is its height in pixels. */
export function paintSeaGrass(size: number, look: SwayLook, random: Random): Cycle {
  const dark = darkOf(look);
  const pale = paleOf(look);
  const blades = Array.from({ length: 15 }, (_, index) => ({
    root: (index / 14 - 0.5) * 0.34 + random.between(-0.02, 0.02),
    lean: (index / 14 - 0.5) * 0.5 + random.between(-0.12, 0.12),
    high: random.between(0.55, 0.96),
    tone: random.next(),
    phase: random.between(0, 1.2),
  })).toSorted((a, b) => a.tone - b.tone);
  return paintCycle(size * 1.1, size, swayFrames, (context, phase) => {
    for (const { root, lean, high, tone, phase: own } of blades) {
      const points = Array.from({ length: 13 }, (_, index) => {
        const up = index / 12;
        const sway = Math.sin(phase + own - up * 2.3) * 0.09 * up;
        return [(root + lean * up * up + sway) * size, size * 0.5 - up * high * size] as const;
      });
      const half = size * 0.018;
      const fill = context.createLinearGradient(0, size * 0.5, 0, size * (0.5 - high));
      fill.addColorStop(0, css(dark));
      fill.addColorStop(0.55, css(mix(dark, look.colour, 0.4 + tone * 0.6)));
      fill.addColorStop(1, css(mix(look.colour, pale, tone)));
      context.fillStyle = fill;
      context.beginPath();
      points.forEach(([px, py], index) => {
        const wide = half * (1 - (index / 12) ** 3) * (0.7 + Math.sin(index * 1.1) * 0.15);
        if (index === 0) context.moveTo(px - wide, py);
        else context.lineTo(px - wide, py);
      });
      for (const [index, [px, py]] of [...points.entries()].toReversed()) {
        context.lineTo(px + half * (1 - (index / 12) ** 3), py);
      }
      context.fill();
    }
  });
}
