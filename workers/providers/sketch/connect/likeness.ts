import { bend, type Flow } from './flow.ts';
import { sampleGrid, toneOf, type Luma } from './luma.ts';

/** There and back should lead to where it began; what misses by more than this share of the width was no match. */
const roundTripShare = 0.02;

/**
 * How well two pictures show the same thing, moved: 0 for strangers, 1 for the same. The flow between them has to lead
 * back again from either side, and what it leads to has to look alike.
 */
export function likenessOf(first: Luma, second: Luma, there: Flow, back: Flow): number {
  return roundTripsOf(there, back) * Math.max(0, correlationOf(first, { ...second, data: bend(second, there) }));
}

/** Share of the places from which there and back leads to where it began. */
function roundTripsOf(there: Flow, back: Flow): number {
  const reach = Math.max(0.75, there.width * roundTripShare);
  let count = 0;
  for (let y = 0, at = 0; y < there.height; y++) {
    for (let x = 0; x < there.width; x++, at++) {
      const [dx, dy] = [there.x[at] ?? 0, there.y[at] ?? 0];
      const missX = dx + sampleGrid(back.x, back, x + dx, y + dy);
      const missY = dy + sampleGrid(back.y, back, x + dx, y + dy);
      if (Math.hypot(missX, missY) < reach) count++;
    }
  }
  return count / there.x.length;
}

/** -1 to 1: whether two pictures are bright and dark in the same places. Of flat ones nothing can be said: 0. */
function correlationOf(first: Luma, second: Luma): number {
  const [a, b] = [toneOf(first), toneOf(second)];
  if (a.spread < 1 || b.spread < 1) return 0;
  let sum = 0;
  for (let at = 0; at < first.data.length; at++) {
    sum += ((first.data[at] ?? 0) - a.mean) * ((second.data[at] ?? 0) - b.mean);
  }
  return sum / first.data.length / (a.spread * b.spread);
}
