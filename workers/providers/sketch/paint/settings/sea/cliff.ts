import { css, lit, mix, rgb, shade } from '../../../kit/colour.ts';
import { lerp, smoothstep } from '../../../kit/math.ts';
import type { Light } from '../../light.ts';
import { paintSheet, paintSprite, type Context, type Layer, type Sheet, type Stage } from '../../scene.ts';

/** A headland over the sea. */
export interface Cliff {
  /** 1 where it stands at the right, -1 at the left. */
  readonly side: 1 | -1;
  /** Rows of its top and of the waterline. */
  readonly top: number;
  readonly foot: number;
  /** Column of its outermost point, and of the flat top's outer end. */
  readonly nose: number;
  readonly brow: number;
}

/** Rock in broken pillars under a cap of grass. */
export function paintCliff(stage: Stage, light: Light, cliff: Cliff): Sheet {
  const { unit, noise } = stage;
  const random = stage.random.fork('cliff');
  const edge = cliff.side > 0 ? stage.width + stage.marginX : -stage.marginX;
  const toSun = Math.sign(light.sunX * stage.width - cliff.nose) === cliff.side ? -1 : 1;
  const rock = rgb('#8a7468');
  const bright = lit(shade(rock, 0.28), mix(light.sun, [255, 255, 255], 0.15));
  const middle = mix(lit(rock, light.sun), light.shadow, 0.35);
  const dark = mix(shade(rock, -0.6), light.shadow, 0.55);
  const grass = mix(lit(rgb('#6f9a4a'), light.sun), light.shadow, 0.2);
  const topAt = (x: number): number => cliff.top + noise.cloudy(x / (110 * unit), 3.3, 3) * 16 * unit;
  const outerAt = (y: number): number => {
    const down = (y - cliff.top) / (cliff.foot - cliff.top);
    const lean = lerp(cliff.brow, cliff.nose, down ** 0.8);
    return lean + cliff.side * noise.ridged(down * 2.1, 8.8, 2) * -22 * unit + noise.at(down * 14, 2) * 7 * unit;
  };
  const left = Math.min(edge, cliff.nose) - 60 * unit;
  const right = Math.max(edge, cliff.nose) + 60 * unit;
  return paintSheet(stage, { left, right, top: cliff.top - 40 * unit, bottom: cliff.foot + 30 * unit }, (context) => {
    context.beginPath();
    context.moveTo(edge, cliff.foot + 30 * unit);
    context.lineTo(edge, topAt(edge));
    for (let step = 0; step <= 60; step++) {
      const x = lerp(edge, cliff.brow, step / 60);
      context.lineTo(x, topAt(x));
    }
    for (let step = 0; step <= 50; step++) {
      const y = lerp(topAt(cliff.brow), cliff.foot + 30 * unit, step / 50);
      context.lineTo(outerAt(y), y);
    }
    context.closePath();
    const fill = context.createLinearGradient(0, cliff.top, 0, cliff.foot);
    fill.addColorStop(0, css(middle));
    fill.addColorStop(1, css(mix(middle, dark, 0.7)));
    context.fillStyle = fill;
    context.fill();
    context.save();
    context.clip();
    const tone = { bright, dark, toSun };
    paintPillars(context, stage, cliff, edge, tone, random);
    paintLedges(context, stage, cliff, edge, tone, random);
    paintGrass(context, stage, cliff, edge, topAt, grass, random);
    const haze = context.createLinearGradient(0, cliff.foot - 70 * unit, 0, cliff.foot + 10 * unit);
    haze.addColorStop(0, css(light.haze, 0));
    haze.addColorStop(1, css(light.haze, 0.42));
    context.fillStyle = haze;
    context.fillRect(left, cliff.foot - 80 * unit, right - left, 120 * unit);
    context.restore();
  });
}

interface Tone {
  readonly bright: readonly [number, number, number];
  readonly dark: readonly [number, number, number];
  readonly toSun: number;
}

function paintPillars(
  context: Context,
  stage: Stage,
  cliff: Cliff,
  edge: number,
  tone: Tone,
  random: Stage['random'],
): void {
  const { unit } = stage;
  const from = Math.min(edge, cliff.nose) - 40 * unit;
  const to = Math.max(edge, cliff.nose) + 40 * unit;
  for (let x = from; x < to; x += random.between(9, 24) * unit) {
    const wide = random.between(10, 30) * unit;
    const top = cliff.top + random.between(-10, 60) * unit;
    const foot = cliff.foot + random.between(-90, 40) * unit;
    const slope = cliff.side * random.between(-0.1, 0.28);
    const shard = (x0: number, x1: number, colour: Tone['bright'], alpha: number): void => {
      context.fillStyle = css(colour, alpha);
      context.beginPath();
      context.moveTo(x0, top);
      context.lineTo(x1, top + random.between(-6, 12) * unit);
      context.lineTo(x1 - slope * (foot - top) + random.between(-4, 4) * unit, foot);
      context.lineTo(x0 - slope * (foot - top), foot - random.between(0, 40) * unit);
      context.fill();
    };
    const lightSide = tone.toSun > 0 ? [x, x + wide * 0.55] : [x + wide * 0.45, x + wide];
    shard(lightSide[0] ?? x, lightSide[1] ?? x, tone.bright, random.between(0.15, 0.5));
    const darkSide = tone.toSun > 0 ? [x + wide * 0.6, x + wide] : [x, x + wide * 0.4];
    shard(darkSide[0] ?? x, darkSide[1] ?? x, tone.dark, random.between(0.25, 0.6));
  }
}

function paintLedges(
  context: Context,
  stage: Stage,
  cliff: Cliff,
  edge: number,
  tone: Tone,
  random: Stage['random'],
): void {
  const { unit } = stage;
  for (let index = 0; index < 90; index++) {
    const y = random.between(cliff.top + 12 * unit, cliff.foot);
    const x = lerp(edge, cliff.nose, random.next());
    const wide = random.between(8, 46) * unit;
    context.fillStyle = css(tone.bright, random.between(0.2, 0.55));
    context.fillRect(x, y, wide, 1.6 * unit);
    context.fillStyle = css(tone.dark, random.between(0.3, 0.6));
    context.fillRect(x + 2 * unit, y + 1.6 * unit, wide * 0.9, random.between(2, 6) * unit);
  }
}

function paintGrass(
  context: Context,
  stage: Stage,
  cliff: Cliff,
  edge: number,
  topAt: (x: number) => number,
  grass: readonly [number, number, number],
  random: Stage['random'],
): void {
  const { unit } = stage;
  const span = Math.abs(edge - cliff.brow) + 20 * unit;
  for (let index = 0; index < 420; index++) {
    const x = cliff.brow + cliff.side * (random.next() * span - 6 * unit);
    const deep = random.next() ** 2;
    const y = topAt(x) + deep * 26 * unit;
    context.strokeStyle = css(shade(grass, random.between(-0.4, 0.3) - deep * 0.25), 0.95);
    context.lineWidth = random.between(1.5, 4) * unit;
    context.beginPath();
    context.moveTo(x, y + 6 * unit);
    context.lineTo(x + random.between(-4, 4) * unit, y - 2 * unit);
    context.stroke();
  }
}

/** Surf that breaks at the foot of a cliff: puffs of foam that rise and sink. */
export function surf(
  stage: Stage,
  foam: readonly [number, number, number],
  cliff: Cliff,
  roughness: number,
  depth: number,
): Layer {
  const { unit } = stage;
  const random = stage.random.fork('surf');
  const puff = paintSprite(80 * unit, 80 * unit, (context) => {
    for (let index = 0; index < 60; index++) {
      const turn = random.between(0, Math.PI * 2);
      const far = Math.sqrt(random.next()) * 32 * unit;
      context.fillStyle = css(foam, random.between(0.08, 0.4) * (1 - far / (44 * unit)));
      context.beginPath();
      context.arc(Math.cos(turn) * far, Math.sin(turn) * far * 0.8, random.between(2, 9) * unit, 0, Math.PI * 2);
      context.fill();
    }
  });
  const edge = cliff.side > 0 ? stage.width + stage.marginX : -stage.marginX;
  const puffs = Array.from({ length: 26 }, (_, index) => ({
    x: lerp(cliff.nose - cliff.side * 10 * unit, edge, index / 25) + random.between(-14, 14) * unit,
    size: random.between(0.5, 1.2) * (0.5 + roughness),
    phase: random.between(0, Math.PI * 2),
    high: random.between(0.4, 1) ** 2,
  }));
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { x, size, phase, high } of puffs) {
        const burst = smoothstep(-0.2, 1, Math.sin(timeS * 1.5 + phase));
        const side = puff.width * size * (0.6 + burst * 0.5);
        context.globalAlpha = 0.25 + 0.7 * burst;
        const rise = burst * high * roughness * 70 * unit;
        context.drawImage(
          puff.canvas,
          x - side / 2,
          cliff.foot - side * 0.5 - rise,
          side,
          side * (0.7 + burst * roughness * 0.6),
        );
      }
      context.globalAlpha = 1;
    },
  };
}
