/** A text as the lexicons read it: lower-case words, with `|` where a clause ends. */
export type Words = readonly string[];

/** Longest text that is read; what follows is not looked at. */
const longestText = 4_000;

/** Splits a text into words. Hyphens and apostrophes part words too: "crystal-clear" is two. */
export function wordsOf(text: string): Words {
  const tidy = text
    .slice(0, longestText)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/['’](?=s\b)/gu, ' ');
  return (tidy.match(/[\p{L}\p{N}]+|[,.;:!?()\n—–]/gu) ?? []).map((word) => (/^[\p{L}\p{N}]/u.test(word) ? word : '|'));
}

/** Phrases that mean a value, listed with commas: `'coral reef, reef'`. Singular; plurals are found too. */
export type Lexicon<Value extends string> = Readonly<Record<Value, string>>;

/** A place in a text where a phrase of a lexicon stands. */
export interface Found<Value extends string> {
  readonly value: Value;
  /** Index of its first word, and of the word after its last. */
  readonly at: number;
  readonly end: number;
  readonly plural: boolean;
  /** The words say that it shall not be there. */
  readonly negated: boolean;
}

/** Finds the phrases of one lexicon in a text: whole words, the longest phrase first, none over another. */
export type Finder<Value extends string> = (words: Words) => Found<Value>[];

/** Prepares a lexicon for finding. */
export function finderOf<Value extends string>(lexicon: Lexicon<Value>): Finder<Value> {
  const byFirstWord = new Map<string, { readonly phrase: readonly string[]; readonly value: Value }[]>();
  // The keys of a literal object are exactly its type's keys.
  for (const value of Object.keys(lexicon) as Value[]) {
    for (const text of lexicon[value].split(',')) {
      const phrase = text.trim().split(' ');
      const [first = ''] = phrase;
      const entries = byFirstWord.get(first) ?? [];
      entries.push({ phrase, value });
      byFirstWord.set(first, entries);
    }
  }
  for (const entries of byFirstWord.values()) entries.sort((a, b) => b.phrase.length - a.phrase.length);

  return (words) => {
    const found: Found<Value>[] = [];
    for (let at = 0; at < words.length; at++) {
      const candidates = formsOf(words[at] ?? '').flatMap((form) => byFirstWord.get(form) ?? []);
      const longest = candidates
        .filter(({ phrase }) => phrase.every((part, index) => formsOf(words[at + index] ?? '').includes(part)))
        .toSorted((a, b) => b.phrase.length - a.phrase.length)[0];
      if (longest === undefined) continue;
      const end = at + longest.phrase.length;
      const plural = words[end - 1] !== longest.phrase.at(-1);
      found.push({ value: longest.value, at, end, plural, negated: isNegated(words, at) });
      at = end - 1;
    }
    return found;
  };
}

/** A word and what it may be the plural of. */
function formsOf(word: string): string[] {
  const forms = [word];
  if (word.length < 4 || !word.endsWith('s') || word.endsWith('ss')) return forms;
  forms.push(word.slice(0, -1));
  if (word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('ves')) forms.push(`${word.slice(0, -3)}f`, `${word.slice(0, -3)}fe`);
  if (word.endsWith('es')) forms.push(word.slice(0, -2));
  return forms;
}

const negations = new Set(['no', 'not', 'without', 'never', 'zero', 'minus', 'lacking', 'dont', 'avoid', 'excluding']);
/** Words after which an earlier "no" no longer holds. */
const turns = new Set(['|', 'and', 'but', 'with', 'only', 'just', 'than']);
/** How far a "no" reaches, in words: "no signs of any people". */
const negationReach = 4;

function isNegated(words: Words, at: number): boolean {
  let left = negationReach;
  for (let index = at - 1; index >= 0 && left > 0; index--) {
    const word = words[index] ?? '';
    if (negations.has(word)) return true;
    // "without clouds or birds" denies both, "no people and a boat" only the people; "no cars, no boats" says so itself.
    if (word === 'or' || word === 'nor') left += 3;
    if (turns.has(word)) return word === 'and' && negations.has(words[index + 1] ?? '');
    left--;
  }
  return false;
}
