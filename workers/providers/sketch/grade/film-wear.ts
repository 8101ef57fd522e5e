import type { Size } from '../../../../src/core/size.ts';
import { createNoise } from '../kit/noise.ts';
import { createRandom, hashText, type Random } from '../kit/random.ts';
import type { Change, GradeMoment } from './part.ts';
import type { Raster } from './raster.ts';

/** What projectors and years do to film. All but the grain grows with the picture's shorter side. */
export interface FilmWear {
  /** Spread of the grain in steps of brightness. */
  readonly grain: number;
  /** How far the brightness of frames is off, as a share. */
  readonly flicker: number;
  /** How far the frame sways in its gate, as a share of the shorter side. */
  readonly weave: number;
  /** Long scratches that are there at a time, on average. */
  readonly scratches: number;
  /** Specks of dust on a frame, on average. */
  readonly dust: number;
}

/** A tile of grain is as wide and as high as this, a power of two; each frame shows it from another corner. */
const tileSize = 512;
/** Where a scratch may run, and how long it lasts: there is another plan for each stretch of so many seconds. */
const stretchS = 0.8;

/** Ages frames as running film does: each differently, the same for the same seed. */
export function openFilmWear({ width, height }: Size, wear: FilmWear, seed: number): Change {
  const side = Math.min(width, height);
  const unit = side / 576;
  const tile = paintGrain(seed);
  const noise = createNoise(hashText('wear', seed));
  const before = new Uint8ClampedArray(width * height * 4);
  return (raster, moment) => {
    const random = createRandom(hashText(`frame ${moment.frame}`, seed));
    // Slow and quick together: gates sway, and sprockets jump.
    const sway = (row: number): number =>
      (noise.at(moment.timeS * 1.7, row) + 0.5 * noise.at(moment.timeS * 9, row + 5)) * wear.weave * side;
    shift(raster, before, sway(0.5) * 0.6, sway(20.5));
    const gain = 1 + (noise.at(moment.timeS * 7.3, 40.5) * 0.7 + (random.next() - 0.5) * 0.6) * wear.flicker;
    expose(raster, gain, wear.grain, tile, random);
    for (let lane = 0; lane < Math.ceil(wear.scratches * 2); lane++) scratch(raster, moment, lane, unit, seed);
    const specks = Math.round(wear.dust * 2 * random.next());
    for (let speck = 0; speck < specks; speck++) dirty(raster, unit, random);
  };
}

/**
 * Soft noise between -127 and 127, the same every `tileSize` pixels. Its dots are some pixels wide: finer ones cost a
 * video most of its bytes, and are the first thing that is lost where it must become smaller.
 */
function paintGrain(seed: number): Int8Array {
  const random = createRandom(hashText('grain', seed));
  const raw = Float32Array.from({ length: tileSize * tileSize }, () => random.next() + random.next() - 1);
  return Int8Array.from(soften(soften(raw)), (value) => Math.max(-127, Math.min(127, value * 260)));
}

function soften(tile: Float32Array): Float32Array {
  const at = (x: number, y: number): number => tile[(y & (tileSize - 1)) * tileSize + (x & (tileSize - 1))] ?? 0;
  return tile.map((value, place) => {
    const x = place % tileSize;
    const y = Math.floor(place / tileSize);
    return (value * 2 + at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)) / 6;
  });
}

/** Moves a picture by less or more than a pixel; what comes in at the border repeats it. */
function shift({ width, height, data }: Raster, before: Uint8ClampedArray, x: number, y: number): void {
  before.set(data);
  const wholeX = Math.floor(x);
  const wholeY = Math.floor(y);
  const right = x - wholeX;
  const down = y - wholeY;
  const hold = (value: number, count: number): number => (value < 0 ? 0 : value >= count ? count - 1 : value);
  const [one, two, three, four] = [right * down, (1 - right) * down, right * (1 - down), (1 - right) * (1 - down)];
  for (let row = 0, at = 0; row < height; row++) {
    const below = hold(row - wholeY, height) * width;
    const above = hold(row - wholeY - 1, height) * width;
    for (let column = 0; column < width; column++, at += 4) {
      const here = hold(column - wholeX, width);
      const beside = hold(column - wholeX - 1, width);
      const a = (above + beside) * 4;
      const b = (above + here) * 4;
      const c = (below + beside) * 4;
      const d = (below + here) * 4;
      for (let channel = 0; channel < 3; channel++) {
        data[at + channel] =
          (before[a + channel] ?? 0) * one +
          (before[b + channel] ?? 0) * two +
          (before[c + channel] ?? 0) * three +
          (before[d + channel] ?? 0) * four;
      }
    }
  }
}

function expose({ width, height, data }: Raster, gain: number, grain: number, tile: Int8Array, random: Random): void {
  const offsetX = random.whole(0, tileSize - 1);
  const offsetY = random.whole(0, tileSize - 1);
  const scale = grain / 48;
  for (let row = 0, at = 0; row < height; row++) {
    const line = ((row + offsetY) % tileSize) * tileSize;
    for (let column = 0; column < width; column++, at += 4) {
      const green = data[at + 1] ?? 0;
      // Grain shows in the middle tones; black film and clear film have none.
      const shown = 0.35 + (green * (255 - green)) / 25_000;
      const step = (tile[line + ((column + offsetX) & (tileSize - 1))] ?? 0) * scale * shown;
      data[at] = (data[at] ?? 0) * gain + step;
      data[at + 1] = green * gain + step;
      data[at + 2] = (data[at + 2] ?? 0) * gain + step;
    }
  }
}

/** A line from top to bottom that trembles; a lane has one for a while, then none or another. */
function scratch(raster: Raster, { timeS }: GradeMoment, lane: number, unit: number, seed: number): void {
  const { width, height, data } = raster;
  const stretch = Math.floor(timeS / stretchS + lane * 0.37);
  const random = createRandom(hashText(`scratch ${lane} ${stretch}`, seed));
  if (!random.chance(0.5)) return;
  const place = random.next() * width;
  const bright = random.chance(0.7) ? 1 : -1;
  const strength = random.between(14, 46) * bright;
  const phase = random.next() * 20;
  const wide = Math.max(0.7, random.between(0.6, 1.1) * unit);
  for (let row = 0; row < height; row++) {
    const x = place + Math.sin(timeS * 11 + phase) * 1.5 * unit + Math.sin(row / (90 * unit) + phase) * unit;
    const fade = 0.65 + 0.35 * Math.sin(row / (37 * unit) + phase * 3 + timeS * 5);
    for (let column = Math.max(0, Math.floor(x - wide)); column <= Math.min(width - 1, Math.ceil(x + wide)); column++) {
      const share = Math.max(0, 1 - Math.abs(column - x) / wide);
      add(data, (row * width + column) * 4, strength * fade * share);
    }
  }
}

/** A speck or a short hair, dark or light, on one frame. */
function dirty({ width, height, data }: Raster, unit: number, random: Random): void {
  const centreX = random.next() * width;
  const centreY = random.next() * height;
  const long = random.between(0.8, random.chance(0.12) ? 9 : 2.6) * unit;
  const wide = random.between(0.6, 1.6) * unit;
  const turn = random.between(0, Math.PI);
  const strength = random.between(50, 130) * (random.chance(0.55) ? -1 : 1);
  const reach = Math.ceil(long + wide + 1);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  for (let row = Math.max(0, Math.floor(centreY - reach)); row <= Math.min(height - 1, centreY + reach); row++) {
    for (
      let column = Math.max(0, Math.floor(centreX - reach));
      column <= Math.min(width - 1, centreX + reach);
      column++
    ) {
      const x = column - centreX;
      const y = row - centreY;
      const away = Math.hypot((x * cos + y * sin) / long, (y * cos - x * sin) / wide);
      if (away < 1.4) add(data, (row * width + column) * 4, strength * Math.min(1, (1.4 - away) * 2));
    }
  }
}

function add(data: Uint8ClampedArray, at: number, step: number): void {
  data[at] = (data[at] ?? 0) + step;
  data[at + 1] = (data[at + 1] ?? 0) + step;
  data[at + 2] = (data[at + 2] ?? 0) + step;
}
