/** A text with holes, `Only {0} or a moderator can cancel this.`, and what it is in another language. */
export interface TextPattern {
  /** Its fixed parts, one more than it has holes. */
  readonly parts: readonly string[];
  /** The number of each hole, in their order. */
  readonly holes: readonly number[];
  /** How much of it is fixed, in UTF-16 units: of several that fit, the one that says most is meant. */
  readonly weight: number;
  readonly translation: string;
}

const hole = /\{(\d)\}/u;

/** Whether a text has holes. */
export function hasHoles(text: string): boolean {
  return hole.test(text);
}

/** Reads a text with holes. */
export function textPattern(english: string, translation: string): TextPattern {
  const pieces = english.split(hole);
  const parts = pieces.filter((_piece, index) => index % 2 === 0);
  const holes = pieces.filter((_piece, index) => index % 2 === 1).map(Number);
  return { parts, holes, weight: parts.join('').length, translation };
}

/**
 * What stands in the holes where a text is this pattern, by their numbers; undefined where it is not. Each hole takes at
 * least one character and ends where the next fixed part first occurs, so that the work is linear whatever stands in it.
 */
export function valuesIn(text: string, { parts, holes }: TextPattern): ReadonlyMap<number, string> | undefined {
  const [first = ''] = parts;
  if (!text.startsWith(first)) return undefined;
  const values = new Map<number, string>();
  let start = first.length;
  for (const [index, number] of holes.entries()) {
    const next = parts[index + 1] ?? '';
    const last = index === holes.length - 1;
    const end = last ? endBefore(text, next) : text.indexOf(next, start + 1);
    if (end <= start) return undefined;
    values.set(number, text.slice(start, end));
    start = end + next.length;
  }
  return values;
}

/** Where a text's ending begins; -1 where it ends otherwise. */
function endBefore(text: string, ending: string): number {
  return text.endsWith(ending) ? text.length - ending.length : -1;
}

/** Whether a hole stands in quotes. */
export function isQuoted({ parts, holes }: TextPattern, number: number): boolean {
  return parts[holes.indexOf(number)]?.endsWith('“') === true;
}

/** The text with its holes filled. Whatever the values hold, nothing in them is read. */
export function fill(text: string, values: ReadonlyMap<number, string>): string {
  return text
    .split(hole)
    .map((piece, index) => (index % 2 === 0 ? piece : (values.get(Number(piece)) ?? '')))
    .join('');
}
