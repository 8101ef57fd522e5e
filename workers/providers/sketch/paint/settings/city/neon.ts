import { css, mix, rgb, type Rgb } from '../../../kit/colour.ts';
import { paintGlow } from '../../elements/sky.ts';
import type { Context } from '../../scene.ts';
import type { Builder, Tower } from './tower.ts';

/** The colours of the tubes. */
export const neonColours: readonly [Rgb, ...Rgb[]] = [
  rgb('#ff3fa8'),
  rgb('#2fe6ff'),
  rgb('#a25bff'),
  rgb('#ffb03a'),
  rgb('#3dffb0'),
];

/** A line of light with its glow. */
export function strokeNeon(context: Context, colour: Rgb, width: number, trace: () => void): void {
  context.lineCap = 'round';
  for (const [scale, alpha, white] of [
    [9, 0.1, 0],
    [5, 0.18, 0],
    [2.4, 0.5, 0],
    [1, 1, 0.6],
  ] as const) {
    context.strokeStyle = css(mix(colour, [255, 255, 255], white), alpha);
    context.lineWidth = width * scale;
    context.beginPath();
    trace();
    context.stroke();
  }
}

/** Lights up a tower: tubes along an edge or the roof, and an upright sign with glyphs. */
export function paintNeon(builder: Builder, tower: Tower): void {
  const { context, random, pane } = builder;
  const { x, foot, width, height } = tower;
  const body = height * 0.62;
  const colour = random.pick(neonColours);
  if (random.chance(0.55)) {
    const edge = x + (random.chance(0.5) ? 0.5 : -0.5) * width;
    strokeNeon(context, colour, Math.max(1, pane * 0.32), () => {
      context.moveTo(edge, foot - body * 0.2);
      context.lineTo(edge, foot - body);
    });
  }
  if (random.chance(0.45) && height > pane * 12) {
    const other = random.pick(neonColours);
    for (const share of [0.5, 0.54, 0.58]) {
      strokeNeon(context, other, Math.max(0.8, pane * 0.22), () => {
        context.moveTo(x - width * 0.5, foot - height * share);
        context.lineTo(x + width * 0.5, foot - height * share);
      });
    }
  }
  if (width < pane * 5 || !random.chance(0.6)) return;
  paintSign(builder, x + random.between(-0.3, 0.3) * width, foot - body * random.between(0.35, 0.7), pane);
}

/** An upright sign: a dark board, a frame of tubes and unreadable glyphs. */
function paintSign(builder: Builder, x: number, y: number, pane: number): void {
  const { context, random, lamps } = builder;
  const colour = random.pick(neonColours);
  const glyphs = random.whole(3, 5);
  const size = pane * 2.3;
  const high = glyphs * size + pane;
  paintGlow(context, x, y + high / 2, high * 0.9, colour, 0.55);
  context.fillStyle = css(mix(colour, [8, 6, 26], 0.86), 0.92);
  context.beginPath();
  context.roundRect(x - size * 0.7, y, size * 1.4, high, pane * 0.5);
  context.fill();
  strokeNeon(context, colour, Math.max(0.8, pane * 0.24), () =>
    context.roundRect(x - size * 0.7, y, size * 1.4, high, pane * 0.5),
  );
  const ink = random.pick(neonColours);
  for (let glyph = 0; glyph < glyphs; glyph++) {
    const at = y + pane * 0.5 + size * (glyph + 0.5);
    strokeNeon(context, ink, Math.max(0.8, pane * 0.2), () => {
      for (let stroke = 0; stroke < 3; stroke++) {
        const level = random.between(-0.3, 0.3) * size;
        if (random.chance(0.6)) {
          context.moveTo(x - size * 0.32, at + level);
          context.lineTo(x + size * 0.32, at + level);
        } else {
          context.moveTo(x + level, at - size * 0.3);
          context.lineTo(x + level * 0.6, at + size * 0.3);
        }
      }
    });
  }
  lamps.push({ x, y: y + high / 2, size: high });
}
