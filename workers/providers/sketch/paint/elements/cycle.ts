import { paintSprite, type Context, type Sheet } from '../scene.ts';

/** The pictures of one turn of a motion that repeats. */
export type Cycle = readonly Sheet[];

/** Paints one turn of a repeating motion. The painter gets the phase, 0 to 2π. */
export function paintCycle(
  width: number,
  height: number,
  count: number,
  paint: (context: Context, phase: number) => void,
): Cycle {
  return Array.from({ length: count }, (_, index) =>
    paintSprite(width, height, (context) => paint(context, (index / count) * Math.PI * 2)),
  );
}

/** Draws the picture of a phase (radians, any number) with its middle at (x, y). */
export function drawCycle(context: Context, cycle: Cycle, phase: number, x = 0, y = 0): void {
  const turn = phase / (Math.PI * 2);
  const sheet = cycle[Math.floor((turn - Math.floor(turn)) * cycle.length)] ?? cycle[0];
  if (sheet) context.drawImage(sheet.canvas, sheet.x + x, sheet.y + y);
}
