import { css, mix, saturate, shade, type Rgb } from '../../../kit/colour.ts';
import type { Noise } from '../../../kit/noise.ts';
import type { Random } from '../../../kit/random.ts';
import type { Context } from '../../scene.ts';

/** How one coral is painted. `size` is its height or width in pixels, whichever is larger. */
export interface CoralLook {
  readonly colour: Rgb;
  /** What its shaded parts turn to. */
  readonly shadow: Rgb;
  /** What its lit edge turns to. */
  readonly rim: Rgb;
  readonly size: number;
  readonly random: Random;
  readonly noise: Noise;
}

/** Paints one coral that stands on (x, foot). */
export type PaintCoral = (context: Context, x: number, foot: number, look: CoralLook) => void;

/** The colour of a coral's shaded side. */
export const darkOf = (look: Pick<CoralLook, 'colour' | 'shadow'>): Rgb =>
  mix(saturate(shade(look.colour, -0.42), 1.35), look.shadow, 0.24);

/** The colour of a coral's tips and lit edges. */
export const paleOf = (look: Pick<CoralLook, 'colour' | 'rim'>): Rgb =>
  mix(saturate(shade(look.colour, 0.42), 1.25), look.rim, 0.22);

interface Twig {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly width: number;
  readonly tip: boolean;
}

/** Strokes of all twigs: shaded side, flesh, lit side, then pale tips. Twigs of like width share one stroke. */
function paintTwigs(context: Context, twigs: readonly Twig[], look: CoralLook): void {
  const pale = paleOf(look);
  const byWidth = Map.groupBy(twigs, ({ width }) => Math.round(Math.log(width) * 5));
  context.lineCap = 'round';
  for (const [colour, scale, shift] of [
    [darkOf(look), 1.18, 0.08],
    [look.colour, 0.9, -0.06],
    [mix(look.colour, pale, 0.5), 0.3, -0.26],
  ] as const) {
    context.strokeStyle = css(colour);
    for (const [step, group] of byWidth) {
      const width = Math.exp(step / 5);
      context.lineWidth = width * scale;
      context.beginPath();
      for (const twig of group) {
        context.moveTo(twig.x0 + width * shift, twig.y0 + width * shift);
        context.lineTo(twig.x1 + width * shift, twig.y1 + width * shift);
      }
      context.stroke();
    }
  }
  context.fillStyle = css(pale);
  context.beginPath();
  for (const twig of twigs) {
    if (!twig.tip) continue;
    context.moveTo(twig.x1, twig.y1);
    context.arc(twig.x1, twig.y1 - twig.width * 0.1, twig.width * 0.42, 0, Math.PI * 2);
  }
  context.fill();
}

/** Staghorn: a thicket of antlers. */
export const paintStaghorn: PaintCoral = (context, x, foot, look) => {
  const { random, size } = look;
  const twigs: Twig[] = [];
  const grow = (x0: number, y0: number, angle: number, length: number, width: number, left: number): void => {
    const bent = angle + random.between(-0.16, 0.16);
    const x1 = x0 + Math.sin(bent) * length;
    const y1 = y0 - Math.cos(bent) * length;
    twigs.push({ x0, y0, x1, y1, width, tip: left === 0 });
    if (left === 0) return;
    const spread = random.between(0.3, 0.62);
    grow(x1, y1, bent * 0.8 - spread, length * random.between(0.66, 0.9), width * 0.8, left - 1);
    grow(x1, y1, bent * 0.8 + spread, length * random.between(0.66, 0.9), width * 0.8, left - 1);
    if (random.chance(0.45)) grow(x1, y1, bent * 0.5, length * random.between(0.6, 0.95), width * 0.75, left - 1);
  };
  const stems = 6;
  for (let stem = 0; stem < stems; stem++) {
    const lean = (stem / (stems - 1) - 0.5) * 1.7;
    const length = size * random.between(0.25, 0.33) * (1 - Math.abs(lean) * 0.2);
    grow(x + lean * size * 0.12, foot, lean * 0.8, length, size * 0.062, 3);
  }
  twigs.sort((a, b) => b.width - a.width);
  paintTwigs(context, twigs, look);
};

/** Thick blunt fingers that rise side by side. */
export const paintFingers: PaintCoral = (context, x, foot, look) => {
  const { random, size } = look;
  const twigs: Twig[] = [];
  for (let finger = 0; finger < 13; finger++) {
    const lean = (finger / 12 - 0.5) * 1.5 + random.between(-0.1, 0.1);
    const high = size * random.between(0.45, 0.95) * (1 - Math.abs(lean) * 0.45);
    const x0 = x + lean * size * 0.34;
    twigs.push({
      x0,
      y0: foot,
      x1: x0 + lean * high * 0.42,
      y1: foot - high,
      width: size * random.between(0.085, 0.12),
      tip: true,
    });
  }
  twigs.sort((a, b) => a.y1 - b.y1);
  for (const twig of twigs) paintTwigs(context, [twig], look);
  dots(context, look, twigs);
};

function dots(context: Context, look: CoralLook, twigs: readonly Twig[]): void {
  context.fillStyle = css(mix(shade(look.colour, 0.6), look.rim, 0.3), 0.6);
  for (const twig of twigs) {
    for (let index = 0; index < 12; index++) {
      const share = look.random.between(0.15, 0.98);
      const across = look.random.between(-0.35, 0.3) * twig.width;
      const px = twig.x0 + (twig.x1 - twig.x0) * share + across;
      const py = twig.y0 + (twig.y1 - twig.y0) * share;
      context.beginPath();
      context.arc(px, py, twig.width * 0.07, 0, Math.PI * 2);
      context.fill();
    }
  }
}

/** A sea fan: a flat lace of fine twigs within a rounded outline. */
export const paintFan: PaintCoral = (context, x, foot, look) => {
  const { random, size } = look;
  const twigs: Twig[] = [];
  const heart = foot - size * 0.5;
  const inside = (px: number, py: number): boolean => {
    const dx = (px - x) / (size * 0.52);
    const dy = (py - heart) / (size * 0.5);
    return dx * dx + dy * dy < 1 + 0.12 * Math.sin(Math.atan2(dy, dx) * 7 + size);
  };
  context.fillStyle = css(mix(look.colour, look.shadow, 0.35), 0.3);
  context.beginPath();
  context.ellipse(x, heart, size * 0.5, size * 0.48, 0, 0, Math.PI * 2);
  context.fill();
  const grow = (x0: number, y0: number, angle: number, width: number, left: number): void => {
    const length = size * random.between(0.05, 0.075);
    const bent = angle + random.between(-0.12, 0.12);
    const x1 = x0 + Math.sin(bent) * length;
    const y1 = y0 - Math.cos(bent) * length;
    if (!inside(x1, y1) || left === 0) return;
    twigs.push({ x0, y0, x1, y1, width, tip: false });
    grow(x1, y1, bent * 0.98, Math.max(size * 0.006, width * 0.9), left - 1);
    if (random.chance(0.33)) {
      grow(x1, y1, bent + (random.chance(0.5) ? 1 : -1) * random.between(0.35, 0.75), width * 0.66, left - 1);
    }
  };
  for (const lean of [-0.95, -0.5, -0.15, 0.2, 0.55, 1]) grow(x, foot - size * 0.06, lean, size * 0.03, 16);
  twigs.push({ x0: x, y0: foot, x1: x, y1: foot - size * 0.1, width: size * 0.05, tip: false });
  paintTwigs(context, twigs, look);
  context.strokeStyle = css(mix(look.colour, look.rim, 0.2), 0.4);
  context.lineWidth = Math.max(0.6, size * 0.006);
  context.beginPath();
  for (const twig of twigs) {
    const turn = Math.atan2(twig.y1 - twig.y0, twig.x1 - twig.x0) + Math.PI / 2;
    const reach = size * 0.017;
    context.moveTo(twig.x1 - Math.cos(turn) * reach, twig.y1 - Math.sin(turn) * reach);
    context.lineTo(twig.x1 + Math.cos(turn) * reach, twig.y1 + Math.sin(turn) * reach);
  }
  context.stroke();
};

/** Tube sponges: a cluster of pipes with dark mouths. */
export const paintTubes: PaintCoral = (context, x, foot, look) => {
  const { random, size } = look;
  const dark = darkOf(look);
  const pale = paleOf(look);
  const tubes = Array.from({ length: 7 }, (_, index) => ({
    lean: (index / 6 - 0.5) * 1.1,
    high: size * random.between(0.45, 1) * (1 - Math.abs(index - 3) * 0.09),
    wide: size * random.between(0.085, 0.12),
  })).toSorted((a, b) => b.high - a.high);
  for (const { lean, high, wide } of tubes) {
    context.save();
    context.translate(x + lean * size * 0.3, foot);
    context.rotate(lean * 0.34);
    const fill = context.createLinearGradient(-wide, 0, wide, 0);
    fill.addColorStop(0, css(mix(look.colour, dark, 0.35)));
    fill.addColorStop(0.36, css(mix(look.colour, pale, 0.45)));
    fill.addColorStop(0.7, css(look.colour));
    fill.addColorStop(1, css(dark));
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(-wide * 0.66, 0);
    context.bezierCurveTo(-wide * 0.7, -high * 0.5, -wide * 1.1, -high * 0.8, -wide, -high);
    context.lineTo(wide, -high);
    context.bezierCurveTo(wide * 1.1, -high * 0.8, wide * 0.7, -high * 0.5, wide * 0.66, 0);
    context.fill();
    context.strokeStyle = css(dark, 0.3);
    context.lineWidth = wide * 0.09;
    for (let ring = 1; ring < 6; ring++) {
      context.beginPath();
      context.ellipse(0, -high * (ring / 6.2), wide * 0.85, wide * 0.2, 0, 0.15, Math.PI - 0.15);
      context.stroke();
    }
    context.fillStyle = css(pale);
    context.beginPath();
    context.ellipse(0, -high, wide * 1.04, wide * 0.42, 0, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = css(shade(dark, -0.45));
    context.beginPath();
    context.ellipse(0, -high + wide * 0.04, wide * 0.78, wide * 0.28, 0, 0, Math.PI * 2);
    context.fill();
    context.restore();
  }
};

/** Table coral: tiers of plates on a stalk, the upper sides full of short fingers. */
export const paintTable: PaintCoral = (context, x, foot, look) => {
  const { random, size } = look;
  const dark = darkOf(look);
  const pale = paleOf(look);
  context.fillStyle = css(dark);
  context.beginPath();
  context.moveTo(x - size * 0.12, foot);
  context.quadraticCurveTo(x - size * 0.03, foot - size * 0.2, x - size * 0.2, foot - size * 0.42);
  context.lineTo(x + size * 0.2, foot - size * 0.42);
  context.quadraticCurveTo(x + size * 0.03, foot - size * 0.2, x + size * 0.12, foot);
  context.fill();
  for (const [dx, rise, half] of [
    [0.14, 0.2, 0.3],
    [-0.12, 0.32, 0.38],
    [0.03, 0.46, 0.5],
  ] as const) {
    const cx = x + dx * size;
    const cy = foot - rise * size;
    const wide = half * size;
    const thick = size * 0.05;
    context.fillStyle = css(dark);
    context.beginPath();
    context.ellipse(cx, cy + thick * 0.9, wide * 0.97, thick * 1.9, 0, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = css(look.colour);
    context.beginPath();
    context.ellipse(cx, cy, wide, thick * 1.5, 0, 0, Math.PI * 2);
    context.fill();
    context.lineCap = 'round';
    for (let index = 0; index < 110; index++) {
      const turn = random.between(0, Math.PI * 2);
      const far = Math.sqrt(random.next());
      const px = cx + Math.cos(turn) * far * wide * 0.98;
      const py = cy + Math.sin(turn) * far * thick * 1.3;
      const lift = size * random.between(0.015, 0.035);
      context.strokeStyle = css(
        mix(mix(dark, look.colour, 0.6), pale, random.next() * (0.9 - Math.sin(turn) * far * 0.5)),
      );
      context.lineWidth = size * 0.014;
      context.beginPath();
      context.moveTo(px, py);
      context.lineTo(px + lift * 0.3 * Math.cos(turn), py - lift);
      context.stroke();
    }
  }
};
