import { colourWords, naturallyColoured } from './lexicon/colours.ts';
import { notSubjects, numberWords, sameInPlural, subjectHomes, subjectWords } from './lexicon/subjects.ts';
import type { Subject, SubjectSpec } from './scene-spec.ts';
import { finderOf, type Found, type Words } from './words.ts';

const findKinds = finderOf(subjectWords);
const findNot = finderOf(notSubjects);
const findColours = finderOf(colourWords);
const findNatural = finderOf(naturallyColoured);

/** Bounds of `sceneSpecSchema`. */
const mostSubjects = 6;
const mostOfOne = 30;
const mostAccents = 3;
/** A number or a colour may stand this many words before its thing: "three tiny golden fish". */
const reach = 4;
/** Words between which a number belongs to something else. */
const stops = new Set([
  '|',
  'and',
  'of',
  'with',
  'in',
  'on',
  'over',
  'under',
  'by',
  'at',
  'near',
  'through',
  'to',
  'from',
  'or',
]);
/** "a school of fish": the number stands before the "of". */
const groups = new Set([
  'school',
  'shoal',
  'flock',
  'herd',
  'fleet',
  'swarm',
  'pack',
  'pair',
  'couple',
  'group',
  'dozens',
  'hundreds',
  'thousands',
  'lots',
  'crowd',
  'trio',
  'colony',
  'convoy',
  'pod',
]);

/** "a tulip field" has many tulips. */
const beds = new Set(['field', 'fields', 'garden', 'meadow', 'bed', 'grove', 'orchard', 'alley', 'forest']);

/** What the words say about things and colours. */
export interface FoundThings {
  readonly subjects: readonly SubjectSpec[];
  /** Kinds that the words say shall not be there. */
  readonly denied: readonly Subject[];
  /** Colours that belong to no thing, most wanted first. */
  readonly accents: readonly string[];
}

/** Finds the things and beings in a text, in the order of the words, with their numbers and colours. */
export function findThings(all: Words): FoundThings {
  const words = withoutLooks(all);
  const kinds = findKinds(words);
  const colours = findColours(words).filter(({ negated }) => !negated);
  const used = new Set<number>();
  const subjects: SubjectSpec[] = [];
  for (const found of kinds) {
    if (found.negated) continue;
    const colour = colours.findLast((candidate) => belongs(candidate, found, words));
    if (colour !== undefined) used.add(colour.at);
    const known = subjects.findIndex(({ kind }) => kind === found.value);
    const count = countOf(found, words);
    const subject: SubjectSpec = {
      kind: found.value,
      count,
      ...(colour === undefined ? {} : { colour: colour.value }),
    };
    const earlier = subjects[known];
    if (earlier === undefined) subjects.push(subject);
    else subjects[known] = { ...subject, ...earlier, count: Math.max(earlier.count, count) };
  }
  const natural = new Set(findNatural(words).map(({ at }) => at));
  const accents = colours.filter(({ at, end }) => !used.has(at) && !natural.has(end)).map(({ value }) => value);
  return {
    subjects: subjects.slice(0, mostSubjects),
    denied: kinds.filter(({ negated }) => negated).map(({ value }) => value),
    accents: [...new Set(accents)].slice(0, mostAccents),
  };
}

function withoutLooks(words: Words): Words {
  const kept = [...words];
  for (const { at, end } of findNot(words)) kept.fill('|', at, end);
  return kept;
}

function belongs(colour: Found<string>, thing: Found<Subject>, words: Words): boolean {
  // A colour inside the phrase itself is a name: "blue whale" apart, "golden retriever".
  if (colour.at >= thing.at && colour.end <= thing.end) return true;
  if (colour.end > thing.at || thing.at - colour.end > 2) return false;
  return !words.slice(colour.end, thing.at).some((word) => stops.has(word));
}

function countOf({ value, at, end, plural }: Found<Subject>, words: Words): number {
  const noun = words[at] ?? '';
  const many = plural || sameInPlural.has(noun) || beds.has(words[end] ?? '');
  for (let index = at - 1; index >= Math.max(0, at - reach); index--) {
    const word = words[index] ?? '';
    if (word === 'of' && groups.has(words[index - 1] ?? '')) {
      return atMost(numberWords[words[index - 1] ?? ''] ?? subjectHomes[value].many);
    }
    if (stops.has(word)) break;
    const number = /^\d{1,4}$/u.test(word)
      ? Number(word)
      : Object.hasOwn(numberWords, word)
        ? numberWords[word]
        : undefined;
    // "a" before a plural belongs to something else: "a few boats".
    if (number !== undefined && number > 0 && !(number === 1 && plural)) return atMost(number);
  }
  return many ? subjectHomes[value].many : 1;
}

const atMost = (count: number): number => Math.min(mostOfOne, Math.max(1, count));
