import { hasHue } from '../grade/keep-colour.ts';
import { isPlain, type Look } from '../grade/look.ts';
import { findKeptColour } from './find-kept-colour.ts';
import { findScene } from './find-scene.ts';
import { timeWords } from './lexicon/conditions.ts';
import { periodWords, styleWords, toneWords } from './lexicon/looks.ts';
import { personsWords } from './read-scene.ts';
import { finderOf, wordsOf, type Finder, type Words } from './words.ts';

const findStyles = finderOf(styleWords);
const findPeriods = finderOf(periodWords);
const findTimes = finderOf(timeWords);
const findTone = finderOf(toneWords);
const findLyingSnow = finderOf({
  lying:
    'winter, wintry, wintertime, snowy, covered in snow, snow covered, deep snow, frozen, icy, frost, frosty, christmas',
});

/** Styles without colours. */
const greys: ReadonlySet<Look['style']> = new Set(['black-and-white', 'noir']);

/** What a prompt asks to be changed in a picture or a film. Never throws; words that ask for nothing known change nothing. */
export function readLook(prompt: string): Look {
  const words = wordsOf(personsWords(prompt));
  const kept = findKeptColour(words);
  if (kept === undefined) return readChanges(words);
  const { cast, ...look } = readChanges(kept.rest);
  // Who names nothing but the colour means the classic: all else without any.
  const grey = look.style === 'none' && look.period === undefined && (kept.alone || isPlain(look));
  return {
    ...look,
    // "The rest grey" is no colour.
    ...(cast === undefined || !hasHue(cast) ? {} : { cast }),
    ...(grey ? { style: 'black-and-white' } : {}),
    keep: kept.hex,
  };
}

function readChanges(words: Words): Look {
  const scene = findScene(words);
  const period = wanted(findPeriods, words)[0];
  const styles = wanted(findStyles, words);
  // "A black and white comic" is a comic.
  const drawn = styles.find((one) => !greys.has(one));
  const grey = drawn !== undefined && styles.some((one) => greys.has(one));
  const said = drawn ?? styles[0] ?? 'none';
  // "vintage" beside a time is that time, not another tint over it.
  const style = said === 'sepia' && period !== undefined ? 'none' : said;
  const tones = new Set(wanted(findTone, words));
  // Snow that only falls is for the film: it is no reason to cover the picture with it.
  const season = scene.weather === 'snow' && findLyingSnow(words).length === 0 ? undefined : scene.season;
  const colourless = grey || style === 'black-and-white' || style === 'noir' || period === 'silent-film';
  const cast = colourless ? undefined : scene.accents[0];
  const time = findGoal(words) ?? scene.time;
  const warmth = balance(tones.has('warmer'), tones.has('colder')) * 0.7;
  return {
    style,
    ...(grey ? { grey } : {}),
    ...(period === undefined ? {} : { period }),
    ...(time === undefined ? {} : { time }),
    ...(scene.weather === undefined ? {} : { weather: scene.weather }),
    ...(season === undefined ? {} : { season }),
    brightness: balance(tones.has('brighter'), tones.has('darker')) * 0.6,
    contrast: balance(tones.has('harder'), tones.has('softer')) * 0.6,
    ...(warmth === 0 ? {} : { warmth }),
    ...(cast === undefined ? {} : { cast }),
  };
}

/** The time that another one is to become: "day to night", "turn the night into day". */
function findGoal(words: Words): Look['time'] {
  const goal = findTimes(words).find(({ at }) => {
    const before = words.slice(Math.max(0, at - 2), at).filter((word) => word !== 'a' && word !== 'the');
    return before.at(-1) === 'to' || before.at(-1) === 'into';
  });
  return goal?.value;
}

/** The values whose words are there and not denied, in the order of the words. */
function wanted<Value extends string>(find: Finder<Value>, words: Words): Value[] {
  return find(words).flatMap(({ value, negated }) => (negated ? [] : [value]));
}

const balance = (more: boolean, less: boolean): number => Number(more) - Number(less);
