import type { WorldSpec } from '../world/world-spec.ts';
import { findScene } from './find-scene.ts';
import { worldWords } from './lexicon/worlds.ts';
import { personsWords } from './read-scene.ts';
import type { Setting } from './scene-spec.ts';
import { finderOf, wordsOf } from './words.ts';

/** How the words of a digital world begin, after the paper. */
export const worldStyle = 'In digital world style';

const findBiomes = finderOf(worldWords);
const asked =
  /\b(digital world style|voxel (world|game|landscape)|block[- ]?building|blocky (world|game)|world (made|built) of blocks|minecraft)\b/iu;

/** Places of painted scenes as lands of blocks. */
const biomeOf: Partial<Record<Setting, WorldSpec['biome']>> = {
  reef: 'islands',
  sea: 'islands',
  lake: 'islands',
  mountains: 'mountains',
  desert: 'desert',
  forest: 'forest',
  meadow: 'meadow',
  garden: 'meadow',
  city: 'city',
  street: 'city',
  space: 'moon',
  moon: 'moon',
  volcano: 'volcano',
};

/** Whether a prompt asks for a world of blocks rather than for a painted scene. */
export function asksForWorld(prompt: string): boolean {
  return asked.test(personsWords(prompt));
}

/** The world that the words ask for; a village in the meadows where they name no land. Never throws. */
export function readWorld(prompt: string): WorldSpec {
  const words = wordsOf(personsWords(prompt));
  const { setting, time, weather, season, effects } = findScene(words);
  const named = findBiomes(words).find(({ negated }) => !negated)?.value;
  const snowy = season === 'winter' || weather === 'snow';
  const biome = named ?? (setting === undefined ? undefined : biomeOf[setting]) ?? (snowy ? 'snow' : 'village');
  return {
    biome,
    time: time ?? 'day',
    weather: weather ?? 'clear',
    ...(season === undefined ? {} : { season }),
    neon: effects.includes('neon'),
  };
}
