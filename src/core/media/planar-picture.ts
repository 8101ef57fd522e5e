import type { Frame } from 'node-av';
import type { Size } from '../size.ts';

/** A picture as videos keep it: brightness at full size, two planes of colour at half of it (yuv420p, rows without gaps). */
export interface PlanarPicture extends Size {
  readonly planes: readonly [Uint8Array, Uint8Array, Uint8Array];
}

/** A picture with memory of its own, black and green until it is painted. Both sides of the size are even. */
export function createPlanarPicture({ width, height }: Size): PlanarPicture {
  const half = (width / 2) * (height / 2);
  return { width, height, planes: [new Uint8Array(width * height), new Uint8Array(half), new Uint8Array(half)] };
}

/** Copies the pixels of a yuv420p frame. */
export function planarPictureOf(frame: Frame): PlanarPicture {
  const picture = createPlanarPicture(frame);
  forEachRow(frame, picture, (plane, start, row) => row.set(plane.subarray(start, start + row.length)));
  return picture;
}

/** Writes a picture into a yuv420p frame of its size. */
export function paintFrame(frame: Frame, picture: PlanarPicture): void {
  forEachRow(frame, picture, (plane, start, row) => plane.set(row, start));
}

function forEachRow(
  frame: Frame,
  picture: PlanarPicture,
  visit: (plane: Uint8Array, start: number, row: Uint8Array) => void,
): void {
  for (const [index, pixels] of picture.planes.entries()) {
    const plane = frame.data?.[index];
    const strideBytes = frame.linesize[index];
    if (plane === undefined || strideBytes === undefined) throw new Error('the frame has no memory');
    const width = index === 0 ? picture.width : picture.width / 2;
    for (let from = 0, start = 0; from < pixels.length; from += width, start += strideBytes) {
      visit(plane, start, pixels.subarray(from, from + width));
    }
  }
}
