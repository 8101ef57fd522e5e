/** One measured number, with what it should be. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  /** Empty for what is counted. */
  readonly unit: 's' | 'ms' | 'MB' | '×' | '/s' | '';
  /** At most so much is what we aim at. Absent for numbers that only explain the others. */
  readonly aim?: number;
  /** At least so much is what we aim at. */
  readonly floor?: number;
}

/** What a bench found; `skipped` says why it could not run here. */
export type BenchResult = { readonly measures: readonly Measure[] } | { readonly skipped: string };

/** The chats of which there is something to measure. */
export const benchPlatforms = ['discord', 'slack'] as const;

/** One thing to measure. */
export interface Bench {
  /** The same for what is measured on several chats. */
  readonly name: string;
  /** Absent where no chat matters. */
  readonly platform?: (typeof benchPlatforms)[number];
  /** What is measured and against what, in one line. */
  readonly about: string;
  run(): Promise<BenchResult>;
}

/** The value below which a part of the numbers lies: 0.5 is the median. */
export function percentile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Milliseconds that an action took. */
export async function timeMs(action: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}
