import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { MoraError } from '../../errors.ts';
import type { Size } from '../../size.ts';
import { readFontCoverage } from './font-coverage.ts';

/** Words as a picture of how much of each pixel is ink, 0 to 255. */
export interface CaptionText extends Size {
  readonly ink: Uint8Array;
  /** Height of the letters: an em, in pixels. */
  readonly em: number;
}

/** Latin, Greek, Cyrillic, Arabic, Hebrew, Georgian, Armenian and many signs; no Chinese, Japanese, Korean, no emoji. */
const fontFile = 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf';
const fontName = 'DejaVu Sans Condensed Bold';

/** Parts of the frame's shorter side that letters may be high: the largest that fits is taken. */
const emParts = [0.05, 0.045, 0.04, 0.035] as const;
/** Legible after a video is made small for chat. */
const minEm = 10;
const maxLines = 3;
/** Part of the frame's width that words may take: screens cut the edges. */
const widthPart = 0.86;
/** DejaVu's distance between two lines, in ems. */
const lineHeight = 1.164;

/**
 * Writes words for a frame of this size, in at most three lines; what does not fit even in small letters is cut with an
 * ellipsis. Characters that the font has no sign for are left out. Throws `not-supported` where nothing is left.
 */
export async function writeCaption(text: string, frame: Size): Promise<CaptionText> {
  const path = fileURLToPath(import.meta.resolve(fontFile));
  const hasSign = readFontCoverage(await readFile(path));
  const words = legible(text, hasSign);
  for (const part of emParts) {
    const em = Math.max(minEm, Math.round(part * Math.min(frame.width, frame.height)));
    const written = await write(words.join(' '), em, frame, path);
    if (fits(written, frame)) return written;
  }
  return writeBeginning(words.join(' '), frame, path);
}

/** The words whose letters the font has, without those it has not. */
function legible(text: string, hasSign: (codePoint: number) => boolean): readonly string[] {
  const letters = Array.from(text.normalize('NFC'), (letter) => {
    if (/\s/u.test(letter)) return ' ';
    return !/\p{C}/u.test(letter) && hasSign(letter.codePointAt(0) ?? 0) ? letter : '';
  });
  const words = letters
    .join('')
    .split(' ')
    .filter((word) => word !== '');
  if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(words.join(''))) return words;
  throw new MoraError(
    'not-supported',
    'We have no font for this caption. Write it in letters such as Latin, Greek, Cyrillic, Arabic or Hebrew.',
  );
}

/** As much of it as fits in the smallest letters. */
async function writeBeginning(text: string, frame: Size, path: string): Promise<CaptionText> {
  const em = Math.max(minEm, Math.round(emParts[3] * Math.min(frame.width, frame.height)));
  const letters = Array.from(text);
  let [fitting, tooLong] = [1, letters.length];
  const beginning = (length: number): string => `${letters.slice(0, length).join('').trimEnd()}…`;
  while (tooLong - fitting > 1) {
    const middle = (fitting + tooLong) >> 1;
    if (fits(await write(beginning(middle), em, frame, path), frame)) fitting = middle;
    else tooLong = middle;
  }
  return write(beginning(fitting), em, frame, path);
}

function fits({ width, height, em }: CaptionText, frame: Size): boolean {
  const lines = Math.round((height / em - 0.9) / lineHeight) + 1;
  return lines <= maxLines && width <= frame.width * 0.95 && height <= frame.height * 0.6;
}

async function write(text: string, em: number, frame: Size, fontfile: string): Promise<CaptionText> {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const { data, info } = await sharp({
    text: {
      text: escaped,
      fontfile,
      // At 72 dots an inch a point is a pixel.
      font: `${fontName} ${em}`,
      dpi: 72,
      width: Math.max(1, Math.floor(frame.width * widthPart)),
      align: 'center',
      wrap: 'word-char',
      rgba: true,
    },
  })
    .extractChannel('alpha')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ink: data, width: info.width, height: info.height, em };
}
