import type { TransitionWish } from '../connect/choose-transition.ts';
import type { Direction } from '../connect/transition.ts';
import { directionWords, gentleWords, originWords, transitionWords } from './lexicon/transitions.ts';
import { finderOf, wordsOf, type Words } from './words.ts';

const findKinds = finderOf(transitionWords);
const findDirections = finderOf(directionWords);
const findOrigins = finderOf(originWords);
const findGentle = finderOf(gentleWords);

const opposite: Readonly<Record<Direction, Direction>> = { left: 'right', right: 'left', up: 'down', down: 'up' };
/** A direction belongs to the transition when it stands this near to it, in words. */
const nearby = 4;

/**
 * Reads how one video is to become the other. Pushes are named by where things go, pans by where the camera goes: then
 * things go the other way. Never throws; words that name no transition give none.
 */
export function readTransition(prompt: string): TransitionWish {
  const words = wordsOf(prompt);
  const gentle = findGentle(words).some(({ negated }) => !negated);
  const found = findKinds(words).find(({ negated }) => !negated);
  if (found === undefined) return { gentle };
  const around = words.slice(Math.max(0, found.at - 2), found.end + nearby);
  const direction = directionOf(around, isPan(words.slice(found.at, found.end + 1)));
  return { kind: found.value, ...(direction === undefined ? {} : { direction }), gentle };
}

const isPan = (words: Words): boolean => words.some((word) => word.startsWith('pan') || word === 'whip');

function directionOf(words: Words, pan: boolean): Direction | undefined {
  const origin = findOrigins(words)[0]?.value;
  const goal = origin === undefined ? findDirections(words)[0]?.value : opposite[origin];
  return goal === undefined || !pan ? goal : opposite[goal];
}
