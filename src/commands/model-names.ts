/** A model by its two names. */
interface Named {
  /** Whole: `replicate/wan-2.2-i2v-fast`. */
  readonly name: string;
  /** As people read it. */
  readonly label: string;
}

/** Names in a hint; more of them nobody compares. */
const mostNear = 3;

/** Share of letter pairs that two names have in common from which on one may be meant by the other. */
const nearShare = 0.4;

/** The name of a model without that of its vendor. */
export function shortName(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

/**
 * The models that somebody can mean by what they typed: by the whole name, else by the short one, else by the label.
 * Capitals do not count. Several where a name is not unique, none where it is unknown.
 */
export function modelsMeant<Model extends Named>(typed: string, models: readonly Model[]): readonly Model[] {
  const wanted = formOf(typed);
  const ways = [({ name }: Named) => name, ({ name }: Named) => shortName(name), ({ label }: Named) => label];
  for (const way of ways) {
    const meant = models.filter((model) => formOf(way(model)) === wanted);
    if (meant.length > 0) return meant;
  }
  return [];
}

/** Whether the name or the label of a model has some words in it; no words are in each. */
export function hasWords({ name, label }: Named, typed: string): boolean {
  const wanted = formOf(typed);
  return formOf(name).includes(wanted) || formOf(label).includes(wanted);
}

/** Whole names of the models that are called most like what was typed, the likest first; none where all are far off. */
export function namesNear(typed: string, models: readonly Named[]): readonly string[] {
  const wanted = formOf(typed);
  return models
    .map((model) => ({ name: model.name, share: hasWords(model, typed) ? 1 : likeness(wanted, formOf(model.name)) }))
    .filter(({ share }) => share >= nearShare)
    .toSorted((one, other) => other.share - one.share)
    .slice(0, mostNear)
    .map(({ name }) => name);
}

function formOf(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/gu, ' ');
}

/** How like a name is to what was typed, from 0 to 1, with its vendor or without. */
function likeness(typed: string, name: string): number {
  return Math.max(pairShare(typed, name), pairShare(typed, shortName(name)));
}

/** Sørensen's and Dice's coefficient of the pairs of neighbouring letters. */
function pairShare(one: string, other: string): number {
  const [ones, others] = [pairsOf(one), pairsOf(other)];
  if (ones.size + others.size === 0) return 0;
  return (2 * ones.intersection(others).size) / (ones.size + others.size);
}

function pairsOf(text: string): ReadonlySet<string> {
  const letters = Array.from(text);
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`));
}
