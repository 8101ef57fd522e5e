import type { Air } from '../paint/air.ts';
import type { Weather } from '../paint/light.ts';
import { findKeptColour } from './find-kept-colour.ts';
import { findScene } from './find-scene.ts';
import { personsWords } from './read-scene.ts';
import { finderOf, wordsOf } from './words.ts';

const findLeaves = finderOf<'leaves'>({
  leaves:
    'falling leaf, leaf fall, leaf falling, leaf drifting, leaf floating, drifting leaf, swirling leaf, flying leaf, blowing leaf, leaf blowing, autumn leaf fall, autumn leaf falling',
});

/** What the words want to fall or float before a picture: `clear` where they say nothing. */
export function findWeatherOf(prompt: string): Weather {
  return findScene(wordsOf(personsWords(prompt))).weather ?? 'clear';
}

/** The same for a film that is given another look, where leaves may fall too. */
export function findAirOf(prompt: string): Air {
  const all = wordsOf(personsWords(prompt));
  const words = findKeptColour(all)?.rest ?? all;
  if (findLeaves(words).some(({ negated }) => !negated)) return 'leaves';
  return findScene(words).weather ?? 'clear';
}
