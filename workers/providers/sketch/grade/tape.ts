import type { Size } from '../../../../src/core/size.ts';
import { createNoise } from '../kit/noise.ts';
import { createRandom, hashText } from '../kit/random.ts';
import type { Change } from './part.ts';

/** What magnetic tape does to a picture. Lengths are shares of the picture's width. */
export interface Tape {
  /** How far colours run sideways. */
  readonly colourBlur: number;
  /** How far colours lie to the right of their things. */
  readonly colourShift: number;
  /** How far lines are pushed sideways, each a little differently. */
  readonly jitter: number;
  /** How much darker every other line is, 0 to 1. */
  readonly scanLines: number;
  /** Spread of the noise in steps of brightness. */
  readonly noise: number;
  /** How much edges are overdrawn, 0 to 1. */
  readonly sharpening: number;
  /** Whether lines tear at the lower border, and a band of noise wanders up now and then. */
  readonly torn: boolean;
}

/** Lines of a television picture that shows. */
const televisionLines = 240;

/** A band of noise climbs through the picture now and then. */
const bandEveryS = 5;
const bandLastsS = 1.2;
const bandStartS = 4;

/** Plays frames from tape. The same frame and seed give the same picture. */
export function openTape({ width, height }: Size, tape: Tape, seed: number): Change {
  const noise = createNoise(hashText('tape', seed));
  const luma = new Float32Array(width);
  const redness = new Float32Array(width);
  const blueness = new Float32Array(width);
  const blurred = new Float32Array(width);
  const radius = Math.max(1, Math.round((tape.colourBlur * width) / 2));
  const shift = Math.round(tape.colourShift * width);
  const linePitch = Math.max(2, Math.round(height / televisionLines));
  return ({ data }, { frame, timeS }) => {
    const random = createRandom(hashText(`frame ${frame}`, seed));
    const climbed = ((timeS + bandStartS) % bandEveryS) / bandLastsS;
    const bandY = tape.torn && climbed < 1 ? 1.1 - climbed * 1.2 : -1;
    for (let row = 0; row < height; row++) {
      const start = row * width * 4;
      const y = row / height;
      const tear = tape.torn ? Math.max(0, (y - 0.975) / 0.025) : 0;
      const band = Math.max(0, 1 - Math.abs(y - bandY) / 0.03);
      const wobble = noise.at(y * 90, timeS * 30) * 0.25 + noise.at(y * 7, timeS * 4 + 9);
      const aside = (wobble * tape.jitter + tear * tear * 0.05 + band * 0.006 * noise.at(y * 300, frame * 3.7)) * width;
      for (let column = 0; column < width; column++) {
        const from = start + Math.min(width - 1, Math.max(0, Math.round(column - aside))) * 4;
        const red = data[from] ?? 0;
        const blue = data[from + 2] ?? 0;
        const bright = 0.299 * red + 0.587 * (data[from + 1] ?? 0) + 0.114 * blue;
        luma[column] = bright;
        redness[column] = red - bright;
        blueness[column] = blue - bright;
      }
      run(redness, blurred, radius, shift);
      run(blueness, blurred, radius, shift);
      const dim = row % linePitch < linePitch / 2 ? 1 : 1 - tape.scanLines;
      const rough = tape.noise * (1 + band * 5 + tear * 3);
      let hiss = 0;
      for (let column = 0, to = start; column < width; column++, to += 4) {
        const here = luma[column] ?? 0;
        const around = ((luma[column - 2] ?? here) + (luma[column + 2] ?? here)) / 2;
        // Noise of tape is drawn out along the line.
        hiss = hiss * 0.6 + (random.next() - 0.5) * rough;
        const bright = (here + (here - around) * tape.sharpening + hiss) * dim;
        const r = redness[column] ?? 0;
        const b = blueness[column] ?? 0;
        data[to] = bright + r * dim;
        data[to + 1] = bright - (0.299 * r + 0.114 * b) * (dim / 0.587);
        data[to + 2] = bright + b * dim;
      }
    }
  };
}

/** Blurs a line by a box and moves it to the right, in place. */
function run(line: Float32Array, spare: Float32Array, radius: number, shift: number): void {
  const last = line.length - 1;
  const at = (place: number): number => line[place < 0 ? 0 : place > last ? last : place] ?? 0;
  let sum = 0;
  for (let place = -radius; place <= radius; place++) sum += at(place - shift);
  for (let place = 0; place <= last; place++) {
    spare[place] = sum / (radius * 2 + 1);
    sum += at(place + radius + 1 - shift) - at(place - radius - shift);
  }
  line.set(spare);
}
