import type { TimeOfDay, Weather } from '../paint/light.ts';
import { findSetting } from './find-setting.ts';
import { findThings, type FoundThings } from './find-subjects.ts';
import { lyingSnow, seasonWords, timeWords, weatherWords } from './lexicon/conditions.ts';
import { architectureWords, builtWords, effectWords } from './lexicon/extras.ts';
import { type SceneSpec, type Setting } from './scene-spec.ts';
import { finderOf, type Finder, type Words } from './words.ts';

const findTimes = finderOf(timeWords);
const findWeathers = finderOf(weatherWords);
const findSeasons = finderOf(seasonWords);
const findLying = finderOf(lyingSnow);
const findEffects = finderOf(effectWords);
const findBuilders = finderOf(architectureWords);
const findBuilt = finderOf(builtWords);
const findFalling = finderOf({ snow: weatherWords.snow });
const findAnySnow = finderOf({ snow: 'snow, snowy' });
const findClouds = finderOf({ clouds: 'cloud, rain, fog, snow, storm, mist' });

/** What the words say outright; what they leave open is absent. */
export interface FoundScene extends FoundThings {
  readonly setting?: Setting;
  readonly time?: TimeOfDay;
  readonly weather?: Weather;
  readonly season?: NonNullable<SceneSpec['season']>;
  readonly effects: SceneSpec['effects'];
  readonly architecture: SceneSpec['architecture'];
  /** Something built is named: a city, a temple. */
  readonly built: boolean;
}

/** Reads a text for a scene. */
export function findScene(words: Words): FoundScene {
  const things = findThings(words);
  const setting = findSetting(words, things.subjects);
  const time = wanted(findTimes, words).at(0);
  const season = wanted(findSeasons, words).at(0);
  const weather = findWeather(words, setting);
  return {
    ...things,
    ...(setting === undefined ? {} : { setting }),
    ...(time === undefined ? {} : { time }),
    ...(weather === undefined ? {} : { weather }),
    ...(season === undefined ? {} : { season }),
    effects: wanted(findEffects, words),
    architecture: wanted(findBuilders, words).slice(0, 2),
    built: wanted(findBuilt, words).length > 0,
  };
}

function findWeather(words: Words, setting: Setting | undefined): Weather | undefined {
  const said = wanted(findWeathers, words);
  // A storm of snow is snow, a storm with rain is a storm.
  const strongest = (['snow', 'storm', 'rain', 'fog', 'cloudy', 'clear'] as const).find((one) => said.includes(one));
  if (strongest !== undefined) return strongest;
  if (findClouds(words).some(({ negated }) => negated)) return 'clear';
  // "snow" alone falls, but on mountains it lies.
  const lies = setting === 'mountains' || wanted(findLying, words).length > 0;
  const falls = wanted(findAnySnow, words).length > 0 || wanted(findFalling, words).length > 0;
  return falls && !lies ? 'snow' : undefined;
}

/** The values whose words are there and not denied, each once, in the order of the words. */
function wanted<Value extends string>(find: Finder<Value>, words: Words): Value[] {
  return [...new Set(find(words).flatMap(({ value, negated }) => (negated ? [] : [value])))];
}
