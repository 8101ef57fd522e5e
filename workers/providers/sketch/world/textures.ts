import { tiles, type Tile } from './blocks.ts';
import { paintTile, tileEdge, type Texel, type TileLook } from './tiles.ts';

/** Sizes of a tile from near to far: 16, 8, 4, 2 and 1 texels along its edge. */
export const levels = 5;
/** Where each size starts within a tile, in texels. */
export const levelStarts: Int32Array = Int32Array.of(0, 256, 320, 336, 340);
/** Texels of a tile in all its sizes. */
export const texelsPerTile = 341;

/** All tiles in all sizes, four bytes a texel: red, green, blue, and how much of it shines by itself. */
export function paintTextures(look: TileLook): Uint8Array {
  const bytes = new Uint8Array(tiles.length * texelsPerTile * 4);
  for (const [index, tile] of tiles.entries()) writeTile(bytes, index * texelsPerTile * 4, tile, look);
  return bytes;
}

function writeTile(bytes: Uint8Array, start: number, tile: Tile, look: TileLook): void {
  let texels: readonly Texel[] = paintTile(tile, look);
  let to = start;
  for (let edge = tileEdge; edge >= 1; edge /= 2) {
    for (const { colour, glow } of texels) {
      bytes.set([...colour.map(Math.round), Math.round(glow * 255)], to);
      to += 4;
    }
    texels = halve(texels, edge);
  }
}

/** Each four texels become one. */
function halve(texels: readonly Texel[], edge: number): Texel[] {
  const half = edge / 2;
  return Array.from({ length: Math.floor(half) ** 2 }, (_, at) => {
    const from = Math.floor(at / half) * 2 * edge + (at % half) * 2;
    const four = [from, from + 1, from + edge, from + edge + 1].flatMap((index) => texels[index] ?? []);
    const mean = (of: (texel: Texel) => number): number => four.reduce((sum, texel) => sum + of(texel), 0) / 4;
    return {
      colour: [mean(({ colour }) => colour[0]), mean(({ colour }) => colour[1]), mean(({ colour }) => colour[2])],
      glow: mean(({ glow }) => glow),
    };
  });
}
