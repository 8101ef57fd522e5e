/**
 * Milliseconds after which Replicate takes requests again, as the words of a 429 tell: "…rate limit resets in ~30s".
 * Undefined where they do not.
 */
export function resetHintMs(body: string): number | undefined {
  const found = /resets? in\s*~?\s*(\d+(?:\.\d+)?)\s*(ms|s|m)/iu.exec(body);
  const [, amount, unit = 's'] = found ?? [];
  return amount === undefined ? undefined : Number(amount) * (unitsMs[unit.toLowerCase()] ?? 1_000);
}

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };
