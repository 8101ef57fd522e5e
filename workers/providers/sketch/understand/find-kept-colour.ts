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

/** A colour that shall stay, and where its words stand. */
export interface KeptColour {
  readonly hex: string;
  /** Index of the colour's first word; past the end where no word names it. */
  readonly at: number;
  /** The words want nothing but this colour: "only the red stays". */
  readonly alone: boolean;
}

/** Finds the colour that is to stay while the rest changes: "keep the car red", "all grey but the red umbrella". */
export function findKeptColour(words: Words): KeptColour | undefined {
  const colours = findColours(words).filter(({ value, negated }) => hasHue(value) && !negated);
  const keepers = findKeepers(words).filter(({ negated }) => !negated);
  for (const { value, end } of keepers) {
    const colour = colours.find(({ at }) => at >= end && near(words, end, at));
    if (colour !== undefined && !wantsMore(words, value, end, colour)) {
      return { hex: colour.value, at: colour.at, alone: value === 'only' };
    }
  }
  for (const { at } of findStayers(words).filter(({ negated }) => !negated)) {
    const colour = colours.findLast(({ end }) => end <= at && near(words, end, at));
    if (colour !== undefined) return { hex: colour.value, at: colour.at, alone: true };
  }
  if (findSelective(words).length === 0) return undefined;
  const colour = colours[0] ?? { value: '#d8322e', at: words.length };
  return { hex: colour.value, at: colour.at, alone: true };
}

const near = (words: Words, from: number, to: number): boolean =>
  to - from <= reach && !words.slice(from, to).includes('|');

/** "but make it blue" asks for a change, and "but with red light" for another thing. */
const changes = new Set(['make', 'turn', 'paint', 'with', 'add', 'more', 'a', 'tint', 'slightly', 'in']);

function wantsMore(words: Words, keeper: 'keep' | 'only', from: number, { at }: Found<string>): boolean {
  return keeper === 'only' && words.slice(from, at).some((word) => changes.has(word));
}
