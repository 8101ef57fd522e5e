import { hasHue } from '../grade/keep-colour.ts';
import { colourWords } from './lexicon/colours.ts';
import { keepWords, stayWords } from './lexicon/looks.ts';
import { finderOf, type Found, type Words } from './words.ts';

const findColours = finderOf(colourWords);
const findKeepers = finderOf(keepWords);
const findStayers = finderOf(stayWords);
const findSelective = finderOf<'selective'>({
  selective: 'selective colour, selective color, colour splash, color splash, colour pop, color pop, sin city',
});

/** How many words may stand between the colour and what is said of it: "keep the roof of the car red". */
const reach = 6;

/** A colour that shall stay. */
export interface KeptColour {
  readonly hex: string;
  /** The words want nothing but this colour: "only the red stays". */
  readonly alone: boolean;
  /** The words without those for what stays: they ask for nothing else, as an umbrella does for rain. */
  readonly rest: Words;
}

/** Finds the colour that is to stay while the rest changes: "keep the car red", "all grey but the red umbrella". */
export function findKeptColour(words: Words): KeptColour | undefined {
  const colours = findColours(words).filter(({ value, negated }) => hasHue(value) && !negated);
  const keepers = findKeepers(words).filter(({ negated }) => !negated);
  for (const { value, end } of keepers) {
    const colour = colours.find(({ at }) => at >= end && near(words, end, at));
    if (colour !== undefined && !wantsMore(words, value, end, colour)) {
      return { hex: colour.value, alone: value === 'only', rest: without(words, end, colour.end + 1) };
    }
  }
  for (const { at } of findStayers(words).filter(({ negated }) => !negated)) {
    const colour = colours.findLast(({ end }) => end <= at && near(words, end, at));
    if (colour !== undefined) return { hex: colour.value, alone: true, rest: without(words, colour.at, at) };
  }
  if (findSelective(words).length === 0) return undefined;
  const colour = colours[0];
  if (colour === undefined) return { hex: usualColour, alone: true, rest: words };
  return { hex: colour.value, alone: true, rest: without(words, colour.at, colour.end + 1) };
}

/** What stays where the words only say that one colour does. */
const usualColour = '#d8322e';

const without = (words: Words, from: number, to: number): Words =>
  words.map((word, at) => (at >= from && at < to ? '|' : word));

const near = (words: Words, from: number, to: number): boolean =>
  to - from <= reach && !words.slice(from, to).includes('|');

/** "Grey but make it blue" asks for a change, "only a red tint" for a light over all. */
const changes = new Set(['make', 'turn', 'paint', 'add', 'more', 'slightly']);
const lights = new Set(['tint', 'tone', 'tones', 'hue', 'hues', 'light', 'lighting', 'cast', 'filter', 'glow']);

function wantsMore(words: Words, keeper: 'keep' | 'only', from: number, { at, end }: Found<string>): boolean {
  if (keeper === 'keep') return false;
  return words.slice(from, at).some((word) => changes.has(word)) || lights.has(words[end] ?? '');
}
