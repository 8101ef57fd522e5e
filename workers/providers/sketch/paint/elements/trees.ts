import { css, mix, shade, type Rgb } from '../../kit/colour.ts';
import type { Random } from '../../kit/random.ts';
import type { Context } from '../scene.ts';

/** A conifer from its foot upward: drooping tiers of branches, lit from one side. `snow` is how much lies on it. */
export function paintConifer(
  context: Context,
  x: number,
  foot: number,
  height: number,
  look: { readonly dark: Rgb; readonly light: Rgb; readonly snow: number; readonly lean: number },
  random: Random,
): void {
  const tiers = Math.max(5, Math.min(22, Math.round(height / 9)));
  const half = height * random.between(0.18, 0.25);
  const fingers = height > 60 ? 5 : 3;
  context.fillStyle = css(shade(look.dark, -0.3));
  context.fillRect(x - height * 0.011, foot - height * 0.16, height * 0.022, height * 0.16);
  for (let tier = 0; tier < tiers; tier++) {
    const share = tier / tiers;
    const bottom = foot - height * (0.07 + 0.88 * share) + random.between(-0.2, 0.2) * (height / tiers);
    const top = Math.max(foot - height, bottom - (height / tiers) * 2.3);
    const body = mix(look.dark, look.light, random.between(0, 0.18) + 0.2 * share);
    for (const side of [-look.lean, look.lean]) {
      const sunny = side === look.lean;
      const wide = half * (1 - share) ** 0.9 * random.between(0.66, 1.16) + height * 0.006;
      const fringe = bottom - top;
      const tips = Array.from({ length: fingers }, (_, finger) => ({
        x: x + side * wide * (1 - finger / fingers) * random.between(0.86, 1.06),
        y: bottom + fringe * (random.between(-0.06, 0.16) - 0.12 * (finger / fingers)),
      }));
      context.fillStyle = css(sunny ? mix(body, look.light, 0.34) : body);
      context.beginPath();
      context.moveTo(x, top);
      context.quadraticCurveTo(x + side * wide * 0.3, bottom - fringe * 0.36, tips[0]?.x ?? x, tips[0]?.y ?? bottom);
      for (const tip of tips.slice(1)) {
        context.lineTo(tip.x + side * wide * 0.12, tip.y - fringe * random.between(0.1, 0.2));
        context.lineTo(tip.x, tip.y);
      }
      context.lineTo(x - side * wide * 0.06, bottom - fringe * 0.08);
      context.fill();
      if (look.snow <= 0 || !random.chance((sunny ? 0.6 : 0.3) + look.snow * 0.35)) continue;
      const from = random.between(0.02, 0.3);
      const to = random.between(0.6, 0.97);
      const along = (part: number): number => bottom - fringe * (0.92 - 0.98 * part ** 0.72);
      context.fillStyle = css(mix([132, 160, 206], [248, 250, 255], sunny ? 1 : 0.35), 0.45 + 0.5 * look.snow);
      context.beginPath();
      context.moveTo(x + side * wide * from, along(from));
      context.quadraticCurveTo(x + side * wide * 0.42, along(0.42) - fringe * 0.06, x + side * wide * to, along(to));
      context.lineTo(x + side * wide * (to - 0.12), along(to) + fringe * 0.06);
      context.lineTo(x + side * wide * (to - 0.24), along(to - 0.24) + fringe * random.between(0.06, 0.14));
      context.lineTo(x + side * wide * (from + 0.06), along(from) + fringe * 0.2);
      context.fill();
    }
  }
}
