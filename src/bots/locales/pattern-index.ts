import { type TextPattern, valuesIn } from './text-pattern.ts';

/** A pattern that fits a text, with what stands in its holes. */
export interface Match {
  readonly pattern: TextPattern;
  readonly values: ReadonlyMap<number, string>;
}

/** Finds the pattern of a text among hundreds without trying them all. */
export interface PatternIndex {
  /** All that fit, those first that say most. */
  matches(text: string): Match[];
}

/** Characters by which patterns are told apart: few have the same, and fewer begin with a hole. */
const keyLength = 4;

/** An index by the first characters. */
export function indexPatterns(patterns: readonly TextPattern[]): PatternIndex {
  const byStart = new Map<string, TextPattern[]>();
  for (const pattern of patterns) {
    const start = (pattern.parts[0] ?? '').slice(0, keyLength);
    const key = start.length < keyLength ? '' : start;
    const known = byStart.get(key);
    if (known === undefined) byStart.set(key, [pattern]);
    else known.push(pattern);
  }
  return {
    matches(text) {
      const candidates = [...(byStart.get(text.slice(0, keyLength)) ?? []), ...(byStart.get('') ?? [])];
      return candidates
        .flatMap((pattern) => {
          const values = valuesIn(text, pattern);
          return values === undefined ? [] : [{ pattern, values }];
        })
        .toSorted((one, other) => other.pattern.weight - one.pattern.weight);
    },
  };
}
