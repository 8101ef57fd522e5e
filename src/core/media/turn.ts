/** How a picture is to be turned before it is shown: mirrored first where it is, then clockwise. */
export interface Turn {
  readonly mirrored: boolean;
  readonly quarters: 0 | 1 | 2 | 3;
}

/**
 * Phones store films lying down with a note how to turn them: nine native-endian 32-bit numbers (FFmpeg's display.h),
 * of which the first, second, fourth and fifth say where the picture's axes go. Only quarter turns occur.
 */
export function turnOf(matrix: Uint8Array | null): Turn {
  if (matrix === null || matrix.byteLength < 36) return { mirrored: false, quarters: 0 };
  const view = new DataView(matrix.buffer, matrix.byteOffset, matrix.byteLength);
  const [a, b, c, d] = [0, 4, 12, 16].map((at) => view.getInt32(at, true) / 65_536);
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('four were asked for');
  const mirrored = a * d - b * c < 0;
  // A mirrored picture's first axis points the other way round.
  const angle = mirrored ? Math.atan2(-b, -a) : Math.atan2(b, a);
  const quarters = (Math.round(angle / (Math.PI / 2)) + 4) % 4;
  return { mirrored, quarters: quarters === 1 || quarters === 2 || quarters === 3 ? quarters : 0 };
}

/** The filters that do it. */
export function turnFilters({ mirrored, quarters }: Turn): readonly string[] {
  const turns = [[], ['transpose=clock'], ['hflip', 'vflip'], ['transpose=cclock']][quarters] ?? [];
  return mirrored ? ['hflip', ...turns] : turns;
}
