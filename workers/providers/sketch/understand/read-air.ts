import type { Weather } from '../paint/light.ts';
import { findScene } from './find-scene.ts';
import { personsWords } from './read-scene.ts';
import { wordsOf } from './words.ts';

/** What the words want to fall or float before a picture: `clear` where they say nothing. */
export function findWeatherOf(prompt: string): Weather {
  return findScene(wordsOf(personsWords(prompt))).weather ?? 'clear';
}
