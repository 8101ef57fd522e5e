/** Brightness of a frame's pixels, row by row. */
export interface LumaFrame {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Where a block of a frame has gone in the next one, in pixels. */
export interface BlockMotion {
  /** Upper left corner of the block. */
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

export interface FlowOptions {
  /** Side of a block in pixels. */
  readonly block: number;
  /** How far a block is looked for, in pixels. */
  readonly reach: number;
}

const usual: FlowOptions = { block: 24, reach: 6 };

/**
 * Finds for each block of a frame where it has gone in the next one: the place with the least difference, with both
 * means taken off, so that a frame that is brighter as a whole misleads nobody. Even blocks, which could be anywhere,
 * are left out.
 */
export function flowBetween(from: LumaFrame, to: LumaFrame, { block, reach } = usual): BlockMotion[] {
  const motions: BlockMotion[] = [];
  for (let y = reach; y + block + reach <= from.height; y += block) {
    for (let x = reach; x + block + reach <= from.width; x += block) {
      if (differenceAt(from, from, x, y, 1, 1, block) < 1) continue;
      let best = { dx: 0, dy: 0, difference: differenceAt(from, to, x, y, 0, 0, block) };
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          const difference = differenceAt(from, to, x, y, dx, dy, block);
          if (difference < best.difference) best = { dx, dy, difference };
        }
      }
      motions.push({ x, y, dx: best.dx, dy: best.dy });
    }
  }
  return motions;
}

/**
 * How far two flows agree on where things go: the share of the blocks that move in the first one (by a pixel at least)
 * whose direction in the second is less than `degrees` off. A block that the second one does not have is a miss.
 */
export function directionAgreement(
  wanted: readonly (readonly BlockMotion[])[],
  found: readonly (readonly BlockMotion[])[],
  degrees = 30,
): number {
  let [moving, agreeing] = [0, 0];
  for (const [index, motions] of wanted.entries()) {
    for (const { x, y, dx, dy } of motions) {
      if (Math.hypot(dx, dy) < 1) continue;
      moving += 1;
      const other = found[index]?.find((motion) => motion.x === x && motion.y === y);
      if (other === undefined) continue;
      const away = Math.abs(Math.atan2(dx * other.dy - dy * other.dx, dx * other.dx + dy * other.dy));
      if (Math.hypot(other.dx, other.dy) > 0 && away < (degrees * Math.PI) / 180) agreeing += 1;
    }
  }
  if (moving === 0) throw new Error('nothing moves');
  return agreeing / moving;
}

/** Mean difference of a block and the one so far from it in the other frame, their mean brightness apart. */
function differenceAt(
  from: LumaFrame,
  to: LumaFrame,
  x: number,
  y: number,
  dx: number,
  dy: number,
  block: number,
): number {
  let offset = 0;
  for (let row = 0; row < block; row++) {
    let a = (y + row) * from.width + x;
    let b = (y + dy + row) * to.width + x + dx;
    for (let column = 0; column < block; column++, a++, b++) offset += (to.data[b] ?? 0) - (from.data[a] ?? 0);
  }
  offset /= block * block;
  let sum = 0;
  for (let row = 0; row < block; row++) {
    let a = (y + row) * from.width + x;
    let b = (y + dy + row) * to.width + x + dx;
    for (let column = 0; column < block; column++, a++, b++) {
      sum += Math.abs((to.data[b] ?? 0) - (from.data[a] ?? 0) - offset);
    }
  }
  return sum / (block * block);
}
