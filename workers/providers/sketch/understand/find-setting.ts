import { hintedPlaces, namedPlaces } from './lexicon/places.ts';
import { subjectHomes } from './lexicon/subjects.ts';
import { settings, type Setting, type SubjectSpec } from './scene-spec.ts';
import { finderOf, type Found, type Words } from './words.ts';

const findNamed = finderOf(namedPlaces);
const findHinted = finderOf(hintedPlaces);

/** "in a vast desert": the place is where it happens. */
const within = new Set([
  'in',
  'on',
  'inside',
  'through',
  'across',
  'over',
  'at',
  'into',
  'within',
  'along',
  'above',
  'beside',
  'by',
  'near',
]);
const below = new Set(['under', 'beneath', 'below', 'underneath']);
/** "with mountains in the background": the place is only seen. */
const away = new Set(['background', 'distance', 'horizon', 'behind', 'distant']);

const weights = { named: 4, hinted: 2, home: 2.5, first: 1, within: 2, away: -3, skyAbove: -3.5, with: -1.5 } as const;

/** The place that the words are about, or undefined where they name none and nothing that is at home somewhere. */
export function findSetting(words: Words, subjects: readonly SubjectSpec[]): Setting | undefined {
  const scores = new Map<Setting, number>();
  const add = (setting: Setting, points: number): void => void scores.set(setting, (scores.get(setting) ?? 0) + points);
  const named = findNamed(words).filter(({ negated }) => !negated);
  for (const [index, place] of named.entries()) {
    const setting = placeOf(place, words);
    // The sky is above every place: it is one only where there is no other.
    const weight = setting === 'sky' ? weights.hinted : weights.named;
    add(setting, weight + bonusOf(place, setting, words) + (index === 0 ? weights.first : 0));
  }
  for (const { value, negated } of findHinted(words)) if (!negated) add(value, weights.hinted);
  for (const [index, { kind }] of subjects.entries()) add(subjectHomes[kind].home, index === 0 ? weights.home : 1);
  // In the order of the list, so that equal scores always end alike.
  const ranked = settings
    .map((setting) => ({ setting, score: scores.get(setting) ?? 0 }))
    .toSorted((a, b) => b.score - a.score);
  const [best] = ranked;
  return best === undefined || best.score <= 0 ? undefined : best.setting;
}

function placeOf({ value, at }: Found<Setting>, words: Words): Setting {
  const under = before(words, at).some((word) => below.has(word));
  return under && (value === 'sea' || value === 'lake') ? 'reef' : value;
}

function bonusOf({ at, end }: Found<Setting>, setting: Setting, words: Words): number {
  const earlier = before(words, at);
  const later = after(words, end);
  if (later.some((word) => away.has(word)) || earlier.includes('distant')) return weights.away;
  if (setting === 'sky') return earlier.some((word) => below.has(word) || word === 'against') ? weights.skyAbove : 0;
  if (earlier.includes('with')) return weights.with;
  return earlier.some((word) => within.has(word) || below.has(word)) ? weights.within : 0;
}

const reach = 5;

function before(words: Words, at: number): Words {
  const earlier = words.slice(Math.max(0, at - reach), at);
  return earlier.slice(earlier.lastIndexOf('|') + 1);
}

function after(words: Words, end: number): Words {
  const later = words.slice(end, end + reach);
  const stop = later.indexOf('|');
  return stop === -1 ? later : later.slice(0, stop);
}
