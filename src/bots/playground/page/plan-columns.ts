/** A stage as the drawing of a plan needs it: its name, and the names of those it waits for. */
export interface PlacedStage {
  readonly key: string;
  readonly after: readonly string[];
}

/**
 * Indices of the stages of a plan, column by column in the order of work. A stage stands right before the one that
 * reads it, so what is joined stands side by side, whatever comes before a part of it.
 */
export function columnsOf(stages: readonly PlacedStage[]): number[][] {
  // Messages of older versions do not say what waits for what: their stages stand in one line.
  if (stages.some(({ key }) => key === '')) return stages.map((_stage, index) => [index]);
  const toEnd = new Map<string, number>();
  for (const { key, after } of stages.toReversed()) {
    const steps = toEnd.get(key) ?? 0;
    toEnd.set(key, steps);
    for (const before of after) toEnd.set(before, steps + 1);
  }
  const length = Math.max(0, ...[...toEnd.values()].map((steps) => steps + 1));
  const columns = Array.from({ length }, (): number[] => []);
  for (const [index, { key }] of stages.entries()) columns[length - 1 - (toEnd.get(key) ?? 0)]?.push(index);
  return columns.filter((column) => column.length > 0);
}
