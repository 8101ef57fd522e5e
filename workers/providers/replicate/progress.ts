/**
 * The newest share that a model's log tells, 0 to 100, or undefined where it tells none. The bars of tqdm are joined by
 * carriage returns, so the last match in the text is the newest.
 */
export function percentOf(logs: string): number | undefined {
  // Logs grow to megabytes; the newest bar stands near the end.
  const tail = logs.slice(-tailLength);
  const newest = [...tail.matchAll(/(?<!\d)(\d{1,3})%\|/gu)].at(-1)?.[1];
  if (newest === undefined) return undefined;
  return Math.min(100, Number(newest));
}

const tailLength = 8_192;
