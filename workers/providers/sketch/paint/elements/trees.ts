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
  const tiers = Math.max(6, Math.min(16, Math.round(height / 11)));
  const half = height * random.between(0.17, 0.22);
  context.fillStyle = css(shade(look.dark, -0.3));
  context.fillRect(x - height * 0.014, foot - height * 0.18, height * 0.028, height * 0.18);
  for (let tier = 0; tier < tiers; tier++) {
    const share = tier / tiers;
    const top = foot - height * (0.12 + 0.88 * share) - (height / tiers) * 1.15;
    const bottom = foot - height * (0.1 + 0.88 * share);
    const wide = half * (1 - share) ** 0.85 * random.between(0.86, 1.12) + height * 0.008;
    const droop = (bottom - top) * 0.3;
    const body = mix(look.dark, look.light, 0.15 + 0.3 * share);
    const outline = (side: number): void => {
      context.beginPath();
      context.moveTo(x, Math.max(top, foot - height));
      context.quadraticCurveTo(x + side * wide * 0.35, bottom - droop, x + side * wide, bottom + droop * 0.6);
      context.lineTo(x + side * wide * 0.62, bottom - droop * 0.15);
      context.lineTo(x + side * wide * 0.4, bottom + droop * 0.5);
      context.lineTo(x + side * wide * 0.16, bottom);
      context.lineTo(x, bottom + droop * 0.3);
      context.closePath();
    };
    context.fillStyle = css(body);
    outline(-look.lean);
    context.fill();
    context.fillStyle = css(mix(body, look.light, 0.42));
    outline(look.lean);
    context.fill();
    if (look.snow > 0 && random.chance(0.5 + look.snow * 0.5)) {
      for (const side of [-1, 1]) {
        const bright = side === look.lean ? 1 : 0.75;
        context.fillStyle = css(mix([150, 176, 214], [246, 250, 255], bright), 0.55 + 0.45 * look.snow);
        context.beginPath();
        context.moveTo(x, top + droop * 0.4);
        context.quadraticCurveTo(
          x + side * wide * 0.35,
          bottom - droop * 1.2,
          x + side * wide * 0.93,
          bottom + droop * 0.35,
        );
        context.quadraticCurveTo(x + side * wide * 0.4, bottom - droop * 0.35, x, bottom - droop * 0.9);
        context.closePath();
        context.fill();
      }
    }
  }
}

/** A broad tree: a forked trunk under a crown of overlapping dabs, lit from above. */
export function paintBroadleaf(
  context: Context,
  x: number,
  foot: number,
  height: number,
  look: { readonly trunk: Rgb; readonly leaves: readonly [Rgb, Rgb, Rgb]; readonly lean: number },
  random: Random,
): void {
  const crownY = foot - height * 0.66;
  const radius = height * 0.34;
  context.strokeStyle = css(look.trunk);
  context.lineCap = 'round';
  const branch = (fromX: number, fromY: number, angle: number, length: number, width: number): void => {
    const toX = fromX + Math.sin(angle) * length;
    const toY = fromY - Math.cos(angle) * length;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.quadraticCurveTo(fromX + Math.sin(angle * 0.4) * length * 0.5, fromY - length * 0.5, toX, toY);
    context.stroke();
    if (width < height * 0.012) return;
    branch(toX, toY, angle - random.between(0.25, 0.6), length * 0.68, width * 0.6);
    branch(toX, toY, angle + random.between(0.25, 0.6), length * 0.68, width * 0.6);
  };
  branch(x, foot, random.between(-0.08, 0.08), height * 0.34, height * 0.055);
  const [dark, middle, light] = look.leaves;
  const dabs = Array.from({ length: 80 }, () => {
    const angle = random.between(0, Math.PI * 2);
    const far = Math.sqrt(random.next()) * radius;
    return {
      x: Math.cos(angle) * far * 1.12,
      y: Math.sin(angle) * far * 0.82,
      size: radius * random.between(0.16, 0.34),
    };
  });
  for (const [colour, dx, dy, scale] of [
    [dark, 0, 0.1, 1.1],
    [middle, look.lean * 0.05, -0.05, 0.86],
    [light, look.lean * 0.12, -0.2, 0.5],
  ] as const) {
    for (const dab of dabs) {
      if (colour === light && dab.y - dab.x * look.lean * 0.6 > radius * 0.1) continue;
      context.fillStyle = css(mix(colour, middle, random.between(0, 0.3)));
      context.beginPath();
      context.ellipse(
        x + dab.x + dx * radius,
        crownY + dab.y + dy * radius,
        dab.size * scale,
        dab.size * scale * 0.8,
        random.between(-0.5, 0.5),
        0,
        Math.PI * 2,
      );
      context.fill();
    }
  }
}
