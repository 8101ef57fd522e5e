import type { Frame } from 'node-av';
import sharp from 'sharp';
import type { Size } from '../../size.ts';
import { writeCaption, type CaptionText } from './caption-text.ts';
import { writablePlanesOf, type Plane } from './planes.ts';

/** Words that are drawn over frames. */
export interface Caption {
  /** Draws on a yuv420p frame of the size that the caption was opened for, in place. */
  draw(frame: Frame): void;
}

/** What happens to a part of a plane: `(value * keep + add) / 256`. */
interface Layer extends Size {
  readonly left: number;
  readonly top: number;
  readonly keep: Uint16Array;
  readonly add: Uint16Array;
}

/** How dark the band behind the words is, and the edge around each letter. Parts of one. */
const bandDarkness = 0.38;
const edgeDarkness = 0.85;
/** Between the words and the lower edge, in parts of the frame's height. */
const bottomPart = 0.065;

/** Black, white and no colour in 8-bit limited range. */
const [black, white, grey] = [16, 235, 128];

/**
 * Writes a caption at the bottom of frames of a size: white, with a dark edge on a soft dark band, at most three lines.
 * See `writeCaption` for what is left out. Throws `not-supported` where none of it can be written.
 */
export async function openCaption(text: string, size: Size): Promise<Caption> {
  const words = await writeCaption(text, size);
  const box = placeOf(words, size);
  const ink = await spread(words, box, 0);
  const edge = await spread(words, box, words.em * 0.09);
  const band = await spread({ ...words, ink: words.ink.map(() => 255) }, box, words.em * 0.45);
  const luma = mixLuma(box, ink, edge, band);
  const chroma = halve(luma);
  return {
    draw(frame) {
      if (frame.width !== size.width || frame.height !== size.height) throw new Error('a caption of another size');
      for (const [index, plane] of writablePlanesOf(frame).entries()) draw(plane, index === 0 ? luma : chroma);
    },
  };
}

/** The part of the frame that changes, in even pixels, and where in it the words begin. */
interface Box extends Size {
  readonly left: number;
  readonly top: number;
  readonly wordsLeft: number;
  readonly wordsTop: number;
}

function placeOf(words: CaptionText, frame: Size): Box {
  const margin = Math.ceil(words.em * 1.3);
  const wordsLeft = Math.round((frame.width - words.width) / 2);
  const wordsTop = Math.max(0, Math.round(frame.height * (1 - bottomPart)) - words.height);
  const even = (value: number): number => value - (value % 2);
  const left = even(Math.max(0, wordsLeft - margin));
  const top = even(Math.max(0, wordsTop - margin));
  // The last row and column of an odd size stay as they are.
  const right = even(Math.min(frame.width, wordsLeft + words.width + margin));
  const bottom = even(Math.min(frame.height, wordsTop + words.height + margin));
  return {
    left,
    top,
    width: right - left,
    height: bottom - top,
    wordsLeft: wordsLeft - left,
    wordsTop: wordsTop - top,
  };
}

/** Lays ink into the box and softens it by so many pixels. */
async function spread(words: CaptionText, box: Box, sigma: number): Promise<Uint8Array> {
  const laid = new Uint8Array(box.width * box.height);
  for (let y = 0; y < words.height; y += 1) {
    for (let x = 0; x < words.width; x += 1) {
      const [column, row] = [x + box.wordsLeft, y + box.wordsTop];
      if (column < 0 || column >= box.width || row >= box.height) continue;
      laid[row * box.width + column] = words.ink[y * words.width + x] ?? 0;
    }
  }
  if (sigma === 0) return laid;
  // sharp blurs by no less than 0.3.
  return sharp(laid, { raw: { width: box.width, height: box.height, channels: 1 } })
    .blur(Math.max(0.3, sigma))
    .extractChannel(0)
    .raw()
    .toBuffer();
}

function mixLuma(box: Box, ink: Uint8Array, edge: Uint8Array, band: Uint8Array): Layer {
  const keep = new Uint16Array(ink.length);
  const add = new Uint16Array(ink.length);
  for (let index = 0; index < ink.length; index += 1) {
    const letter = (ink[index] ?? 0) / 255;
    // A blurred stroke is faint: it is made dense again up to about two pixels from the letter.
    const shade = Math.min(1, ((edge[index] ?? 0) / 255) * 2.5) * edgeDarkness;
    const dark = 1 - (1 - ((band[index] ?? 0) / 255) * bandDarkness) * (1 - shade);
    keep[index] = Math.round(256 * (1 - dark) * (1 - letter));
    add[index] = Math.round(256 * (black * dark * (1 - letter) + white * letter));
  }
  return { left: box.left, top: box.top, width: box.width, height: box.height, keep, add };
}

/** The same for the planes of colour, which have half the size: what is not kept loses its colour. */
function halve({ left, top, width, height, keep }: Layer): Layer {
  const half = { left: left / 2, top: top / 2, width: width / 2, height: height / 2 };
  const kept = Uint16Array.from({ length: half.width * half.height }, (_, index) => {
    const start = Math.floor(index / half.width) * 2 * width + (index % half.width) * 2;
    return [start, start + 1, start + width, start + width + 1].reduce((sum, at) => sum + (keep[at] ?? 0), 0) / 4;
  });
  return { ...half, keep: kept, add: kept.map((part) => grey * (256 - part)) };
}

function draw({ bytes, strideBytes }: Plane, { left, top, width, height, keep, add }: Layer): void {
  for (let y = 0, from = 0; y < height; y += 1) {
    const start = (top + y) * strideBytes + left;
    for (let at = start; at < start + width; at += 1, from += 1) {
      bytes[at] = ((bytes[at] ?? 0) * (keep[from] ?? 256) + (add[from] ?? 0) + 128) >> 8;
    }
  }
}
