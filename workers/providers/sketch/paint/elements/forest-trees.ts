import { css, mix, shade, type Rgb } from '../../kit/colour.ts';
import type { Random } from '../../kit/random.ts';
import type { Context } from '../scene.ts';

/** How a fir looks: its needles in shade and light, its snow (none where left out), and the side of the light. */
export interface FirLook {
  readonly dark: Rgb;
  readonly bright: Rgb;
  readonly snow?: { readonly bright: Rgb; readonly shaded: Rgb };
  /** -1 lit from the left, 1 from the right. */
  readonly side: number;
}

/** A fir: ragged boughs that overlap like thatch, with snow on the side of the light. */
export function paintFir(
  context: Context,
  x: number,
  foot: number,
  height: number,
  look: FirLook,
  random: Random,
): void {
  const tiers = Math.max(6, Math.min(26, Math.round(height / 9)));
  const half = height * random.between(0.19, 0.26);
  context.fillStyle = css(shade(look.dark, -0.35));
  context.fillRect(x - height * 0.014, foot - height * 0.16, height * 0.028, height * 0.17);
  for (let tier = 0; tier < tiers; tier++) {
    const share = tier / tiers;
    const left = half * (1 - share) ** 0.9 * random.between(0.72, 1.15) + height * 0.006;
    const right = half * (1 - share) ** 0.9 * random.between(0.72, 1.15) + height * 0.006;
    const bottom = foot - height * (0.07 + 0.88 * share);
    const top = Math.max(foot - height, bottom - (height / tiers) * 2.3);
    const droop = (height / tiers) * random.between(0.5, 1);
    const tone = mix(look.dark, look.bright, 0.2 + 0.35 * share + random.between(-0.08, 0.08));
    context.fillStyle = css(tone);
    paintBough(context, x, top, bottom, left, right, droop, random);
    const [litLeft, litRight] = look.side < 0 ? [left, left * -0.12] : [right * -0.12, right];
    context.fillStyle = css(mix(tone, look.bright, 0.5));
    paintBough(context, x, top, bottom - droop * 0.25, litLeft * 0.92, litRight * 0.92, droop * 0.85, random);
    if (!look.snow) continue;
    const { bright, shaded } = look.snow;
    const deep = random.between(0.35, 0.85);
    context.fillStyle = css(shaded, 0.75);
    paintBough(context, x, top, bottom - droop * 0.6, left * deep, right * deep, droop * 0.6, random);
    context.fillStyle = css(bright, 0.96);
    const far = random.between(0.6, 0.96);
    paintBough(context, x, top, bottom - droop * 0.55, litLeft * far, litRight * far, droop * 0.62, random);
  }
}

function paintBough(
  context: Context,
  x: number,
  top: number,
  bottom: number,
  left: number,
  right: number,
  droop: number,
  random: Random,
): void {
  const teeth = Math.max(3, Math.min(9, Math.round((left + right) / 9)));
  context.beginPath();
  context.moveTo(x, top);
  context.quadraticCurveTo(x + right * 0.3, bottom - droop * 0.6, x + right, bottom + droop * 0.45);
  for (let tooth = 1; tooth <= teeth * 2; tooth++) {
    const share = tooth / (teeth * 2 + 1);
    const out = right + (-left - right) * share;
    const sag = droop * 0.45 * Math.abs(1 - 2 * share);
    const jag = tooth % 2 === 0 ? droop * random.between(0.15, 0.55) : -droop * random.between(0.05, 0.3);
    context.lineTo(x + out, bottom + sag + jag);
  }
  context.lineTo(x - left, bottom + droop * 0.45);
  context.quadraticCurveTo(x - left * 0.3, bottom - droop * 0.6, x, top);
  context.fill();
}

/** How a leafy tree looks: bark, leaves from shade to light, and the side of the light. */
export interface LeafyLook {
  readonly bark: Rgb;
  readonly leaves: readonly [Rgb, Rgb, Rgb];
  readonly side: number;
}

/** A leafy tree: a forking trunk and a crown of clumps, each shaded below and dappled with light above. */
export function paintLeafy(
  context: Context,
  x: number,
  foot: number,
  height: number,
  look: LeafyLook,
  random: Random,
): void {
  const crown = foot - height * 0.62;
  const radius = height * 0.34;
  paintTrunk(context, x, foot, height, look, random);
  const clumps = Array.from({ length: 11 }, (_, index) => {
    const angle = index * 2.4 + random.between(-0.4, 0.4);
    const out = Math.sqrt((index + 0.3) / 11) * radius * 0.82;
    return {
      x: x + Math.cos(angle) * out * 1.05,
      y: crown + Math.sin(angle) * out * 0.95,
      size: radius * random.between(0.36, 0.52),
    };
  }).toSorted((a, b) => a.y - b.y);
  const fine = Math.max(7, Math.min(46, Math.round(height / 8.5)));
  for (const clump of clumps) paintClump(context, clump.x, clump.y, clump.size, look, fine, random);
}

/** A ball of leaves in three tones. */
export function paintClump(
  context: Context,
  x: number,
  y: number,
  size: number,
  look: LeafyLook,
  fine: number,
  random: Random,
): void {
  const [dark, middle, bright] = look.leaves;
  // Leaves keep their size where a crown grows: there are more of them.
  const finer = Math.min(1, Math.sqrt(22 / fine));
  for (const [tone, count, dx, dy, reach, leaf] of [
    [dark, fine * 0.6, 0, 0.16, 1, 0.4],
    [middle, fine, look.side * 0.08, -0.05, 0.9, 0.26],
    [bright, fine * 0.9, look.side * 0.26, -0.3, 0.66, 0.16],
  ] as const) {
    const tones = [0, 0.22, 0.45].map((share) => css(mix(tone, middle, share)));
    for (let index = 0; index < count; index++) {
      const angle = random.between(0, Math.PI * 2);
      const out = Math.sqrt(random.next()) * size * reach;
      const own = size * leaf * finer * random.between(0.55, 1.2);
      context.fillStyle = tones[index % 3] ?? '';
      context.beginPath();
      context.ellipse(
        x + Math.cos(angle) * out + dx * size,
        y + Math.sin(angle) * out * 0.82 + dy * size,
        own,
        own * 0.66,
        random.between(-0.7, 0.7),
        0,
        Math.PI * 2,
      );
      context.fill();
    }
  }
}

function paintTrunk(context: Context, x: number, foot: number, height: number, look: LeafyLook, random: Random): void {
  const wide = height * 0.032;
  context.fillStyle = css(look.bark);
  context.beginPath();
  context.moveTo(x - wide * 1.5, foot);
  context.quadraticCurveTo(x - wide * 0.6, foot - height * 0.1, x - wide * 0.55, foot - height * 0.5);
  context.lineTo(x + wide * 0.45, foot - height * 0.5);
  context.quadraticCurveTo(x + wide * 0.6, foot - height * 0.1, x + wide * 1.5, foot);
  context.fill();
  context.strokeStyle = css(look.bark);
  context.lineCap = 'round';
  context.lineWidth = wide * 0.55;
  for (const side of [-1, 1, -0.5, 0.6]) {
    const start = foot - height * random.between(0.3, 0.44);
    context.beginPath();
    context.moveTo(x, start);
    context.quadraticCurveTo(
      x + side * height * 0.08,
      start - height * 0.08,
      x + side * height * 0.18,
      start - height * random.between(0.16, 0.26),
    );
    context.stroke();
  }
}
