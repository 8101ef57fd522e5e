import type { Raster } from './raster.ts';

/**
 * Smooths a picture into even dabs with sharp borders, as a brush does (Kuwahara's filter): each pixel takes the mean
 * of the calmest of the four squares that meet in it.
 */
export function smooth(raster: Raster, radius: number): void {
  const { width, height, data } = raster;
  const sums = summedAreas(raster);
  const stride = width + 1;
  const total = (plane: Float64Array, left: number, top: number, right: number, bottom: number): number =>
    (plane[bottom * stride + right] ?? 0) -
    (plane[top * stride + right] ?? 0) -
    (plane[bottom * stride + left] ?? 0) +
    (plane[top * stride + left] ?? 0);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let calmest = Infinity;
      const at = (row * width + column) * 4;
      for (let quadrant = 0; quadrant < 4; quadrant++) {
        const left = Math.max(0, quadrant % 2 === 0 ? column - radius : column);
        const top = Math.max(0, quadrant < 2 ? row - radius : row);
        const right = Math.min(width, (quadrant % 2 === 0 ? column : column + radius) + 1);
        const bottom = Math.min(height, (quadrant < 2 ? row : row + radius) + 1);
        const count = (right - left) * (bottom - top);
        const mean = total(sums.luma, left, top, right, bottom) / count;
        const unrest = total(sums.squares, left, top, right, bottom) / count - mean * mean;
        if (unrest >= calmest) continue;
        calmest = unrest;
        data[at] = total(sums.red, left, top, right, bottom) / count;
        data[at + 1] = total(sums.green, left, top, right, bottom) / count;
        data[at + 2] = total(sums.blue, left, top, right, bottom) / count;
      }
    }
  }
}

interface Sums {
  readonly red: Float64Array;
  readonly green: Float64Array;
  readonly blue: Float64Array;
  readonly luma: Float64Array;
  readonly squares: Float64Array;
}

/** Sums over all pixels left of and above each corner: any square's sum is then four look-ups. */
function summedAreas({ width, height, data }: Raster): Sums {
  const stride = width + 1;
  const plane = (): Float64Array => new Float64Array(stride * (height + 1));
  const sums: Sums = { red: plane(), green: plane(), blue: plane(), luma: plane(), squares: plane() };
  for (let row = 0; row < height; row++) {
    const line = { red: 0, green: 0, blue: 0, luma: 0, squares: 0 };
    for (let column = 0; column < width; column++) {
      const at = (row * width + column) * 4;
      const red = data[at] ?? 0;
      const green = data[at + 1] ?? 0;
      const blue = data[at + 2] ?? 0;
      const luma = (red + green * 2 + blue) / 4;
      line.red += red;
      line.green += green;
      line.blue += blue;
      line.luma += luma;
      line.squares += luma * luma;
      const corner = (row + 1) * stride + column + 1;
      for (const name of names) sums[name][corner] = (sums[name][corner - stride] ?? 0) + line[name];
    }
  }
  return sums;
}

const names = ['red', 'green', 'blue', 'luma', 'squares'] as const;
