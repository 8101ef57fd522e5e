import { css, mix, rgb, type Rgb } from '../../../kit/colour.ts';
import { lerp } from '../../../kit/math.ts';
import { paintGlow } from '../../elements/sky.ts';
import { trimSheet } from '../../elements/trim.ts';
import { paintSheet, paintSprite, type Context, type Layer, type Stage } from '../../scene.ts';
import { onCone, type Cone } from './cone.ts';

const red = rgb('#e02a12');
const orange = rgb('#ff7a1a');
const yellow = rgb('#fff0a0');

type Point = readonly [x: number, y: number];

/** Streams of lava that run down the cone: they pulse, and brighter lumps travel in them. */
export function lavaStreams(stage: Stage, cone: Cone, depth: number): Layer {
  const { unit } = stage;
  const streams = streamsOf(stage, cone);
  const area = { top: cone.top - 60 * unit, bottom: cone.foot + 40 * unit };
  const painted = paintSheet(stage, area, (context) => {
    for (const [wide, colour, alpha] of [
      [38, red, 0.1],
      [24, red, 0.2],
      [13, red, 0.95],
      [8.6, orange, 1],
      [3.6, yellow, 0.95],
    ] as const) {
      for (const stream of streams) strokeStream(context, stream, wide * unit, colour, alpha);
    }
  });
  const still = trimSheet(painted);
  const lump = glowSprite(stage, 15, mix(yellow, orange, 0.35), 0.95);
  const halo = glowSprite(stage, 130, mix(orange, red, 0.4), 0.6);
  const random = stage.random.fork('lumps');
  const lumps = Array.from({ length: 28 }, (_, index) => ({
    stream: streams[index % streams.length] ?? [],
    start: random.next(),
    speed: random.between(0.05, 0.09),
    size: random.between(0.6, 1.4),
  }));
  return {
    depth,
    draw: (context, { timeS }) => {
      context.drawImage(still.canvas, still.x, still.y);
      context.globalCompositeOperation = 'lighter';
      for (const { stream, start, speed, size } of lumps) {
        const share = (start + timeS * speed) % 1;
        const [x, y] = alongStream(stream, share);
        context.globalAlpha = 0.75 * Math.sin(share * Math.PI);
        const wide = lump.width * size * (0.6 + share * 0.7);
        context.drawImage(lump.canvas, x - wide / 2, y - wide / 2, wide, wide);
      }
      context.globalAlpha = 0.62 + 0.2 * Math.sin(timeS * 2.1) + 0.1 * Math.sin(timeS * 5.3);
      context.drawImage(halo.canvas, cone.x + halo.x, cone.top + halo.y);
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
    },
  };
}

/** A fountain of glowing stones thrown out of the crater, falling back in arcs. */
export function lavaSparks(stage: Stage, cone: Cone, depth: number): Layer {
  const { unit } = stage;
  const random = stage.random.fork('sparks');
  const spark = glowSprite(stage, 7, mix(yellow, orange, 0.72), 1);
  const fall = 150 * unit;
  const sparks = Array.from({ length: 90 }, () => {
    const angle = random.between(-0.62, 0.62) * random.next() ** 0.6;
    const force = random.between(110, 275) * unit;
    return {
      x: random.between(-0.5, 0.5) * cone.crater,
      side: Math.sin(angle) * force,
      up: Math.cos(angle) * force,
      lifeS: random.between(1.6, 3.4),
      start: random.between(0, 4),
      size: random.between(0.5, 1.5),
    };
  });
  return {
    depth,
    draw: (context, { timeS }) => {
      context.globalCompositeOperation = 'lighter';
      for (const { x, side, up, lifeS, start, size } of sparks) {
        const ageS = (timeS + start) % lifeS;
        context.globalAlpha = (1 - ageS / lifeS) ** 0.7;
        const wide = spark.width * size;
        const atX = cone.x + x + side * ageS;
        const atY = cone.top - up * ageS + 0.5 * fall * ageS * ageS;
        context.drawImage(spark.canvas, atX - wide / 2, atY - wide / 2, wide, wide);
      }
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
    },
  };
}

function glowSprite(stage: Stage, radius: number, colour: Rgb, alpha: number): ReturnType<typeof paintSprite> {
  const reach = radius * stage.unit;
  return paintSprite(reach * 2, reach * 2, (context) => paintGlow(context, 0, 0, reach, colour, alpha));
}

/** Three great streams, each with a branch. */
function streamsOf(stage: Stage, cone: Cone): readonly (readonly Point[])[] {
  const random = stage.random.fork('streams');
  const streams: Point[][] = [];
  for (const [start, end, length] of [
    [-0.5, -0.42, 0.78],
    [-0.02, 0.1, 1.01],
    [0.55, 0.5, 0.66],
  ] as const) {
    const bend = random.between(0, 9);
    const acrossAt = (share: number): number =>
      lerp(start, end, share) + stage.noise.cloudy(share * 3.4 + bend, bend, 2) * 0.2 * Math.min(1, share * 4);
    streams.push(pathOf(stage, cone, acrossAt, 0.005, length));
    const fork = random.between(0.22, 0.4);
    const turn = random.chance(0.5) ? 0.3 : -0.3;
    const branch = (share: number): number =>
      acrossAt(fork) + turn * (share - fork) + (acrossAt(share) - acrossAt(fork)) * 0.4;
    streams.push(pathOf(stage, cone, branch, fork, Math.min(0.9, length * random.between(0.75, 1))));
  }
  return streams;
}

function pathOf(stage: Stage, cone: Cone, acrossAt: (share: number) => number, from: number, to: number): Point[] {
  return Array.from({ length: 50 }, (_, step) => {
    const share = lerp(from, to, step / 49);
    return onCone(stage, cone, acrossAt(share), share);
  });
}

function alongStream(stream: readonly Point[], share: number): Point {
  return stream[Math.floor(share * stream.length)] ?? [-9999, -9999];
}

function strokeStream(context: Context, stream: readonly Point[], wide: number, colour: Rgb, alpha: number): void {
  context.fillStyle = css(colour, alpha);
  context.beginPath();
  const half = (index: number): number =>
    (wide / 2) * (0.55 + 0.75 * (index / stream.length)) * (1 - (index / stream.length) ** 6);
  for (const [index, [x, y]] of stream.entries()) context.lineTo(x - half(index), y);
  for (const [index, [x, y]] of [...stream.entries()].toReversed()) context.lineTo(x + half(index), y);
  context.fill();
}
