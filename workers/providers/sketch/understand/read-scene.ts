import { hashText } from '../kit/random.ts';
import type { TimeOfDay } from '../paint/light.ts';
import { drawnAs } from './describe-scene.ts';
import { findScene, type FoundScene } from './find-scene.ts';
import { moods } from './lexicon/colours.ts';
import type { SceneSpec, Setting } from './scene-spec.ts';
import { wordsOf, type Words } from './words.ts';

type Effect = SceneSpec['effects'][number];
type Architecture = SceneSpec['architecture'][number];

/** What a place looks like where the words leave it open. */
const usualTimes: Partial<Record<Setting, TimeOfDay>> = {
  desert: 'golden',
  city: 'dusk',
  space: 'night',
  moon: 'night',
  volcano: 'dusk',
  room: 'golden',
};
/** Lights that want darkness; the first that is there decides. */
const timesForEffects: readonly (readonly [Effect, TimeOfDay])[] = [
  ['aurora', 'night'],
  ['fireworks', 'night'],
  ['neon', 'night'],
  ['stars', 'night'],
  ['lanterns', 'dusk'],
  ['dome', 'sunset'],
  ['fire', 'dusk'],
  ['rainbow', 'day'],
];
const usualBuilders: Partial<Record<Setting, Architecture>> = {
  desert: 'egyptian',
  reef: 'classical',
  sea: 'rustic',
  mountains: 'medieval',
  garden: 'japanese',
  lake: 'rustic',
  forest: 'rustic',
  meadow: 'rustic',
  moon: 'futuristic',
  space: 'futuristic',
  sky: 'medieval',
};

/** What a prompt asks to be painted. Never throws: what it does not understand becomes an abstract picture. */
export function readScene(prompt: string): SceneSpec {
  const words = wordsOf(personsWords(prompt));
  return completeScene(findScene(words), words);
}

/** The person's part of an enhanced prompt of ours; any other text as it is. */
export function personsWords(prompt: string): string {
  const at = prompt.lastIndexOf(drawnAs);
  return at === -1 ? prompt : prompt.slice(0, at);
}

/** A scene as other words want it changed: what they name is new, the rest stays. */
export function changeScene(spec: SceneSpec, prompt: string): SceneSpec {
  const words = wordsOf(personsWords(prompt));
  const found = findScene(words);
  const kept = spec.subjects.filter(
    ({ kind }) => !found.denied.includes(kind) && !found.subjects.some((subject) => subject.kind === kind),
  );
  const season = found.season ?? spec.season;
  return {
    setting: spec.setting,
    time: found.time ?? timeFor(found.effects) ?? spec.time,
    weather: found.weather ?? spec.weather,
    ...(season === undefined ? {} : { season }),
    architecture: found.architecture.length > 0 ? found.architecture : spec.architecture,
    effects: [...new Set([...spec.effects, ...found.effects])],
    subjects: [...found.subjects, ...kept].slice(0, 6),
    accents: found.accents.length > 0 ? [...found.accents] : spec.accents,
  };
}

function completeScene(found: FoundScene, words: Words): SceneSpec {
  const setting = found.setting ?? 'abstract';
  const usualBuilder = usualBuilders[setting];
  const architecture =
    found.architecture.length === 0 && found.built && usualBuilder !== undefined ? [usualBuilder] : found.architecture;
  return {
    setting,
    time: found.time ?? timeFor(found.effects) ?? usualTimes[setting] ?? 'day',
    weather: found.weather ?? 'clear',
    ...(found.season === undefined ? {} : { season: found.season }),
    architecture: [...architecture],
    effects: [...found.effects],
    subjects: found.subjects.filter(({ kind }) => !(kind === 'moon' && setting === 'moon')),
    accents: setting === 'abstract' && found.accents.length === 0 ? moodOf(words) : [...found.accents],
  };
}

function timeFor(effects: readonly Effect[]): TimeOfDay | undefined {
  return timesForEffects.find(([effect]) => effects.includes(effect))?.[1];
}

/** Colours for words that show nothing: of the feeling they name, or by chance, the same for the same words. */
function moodOf(words: Words): string[] {
  const felt = moods.find((mood) => mood.words.split(', ').some((word) => words.includes(word)));
  const mood = felt ?? moods[hashText(words.join(' '), 7) % moods.length];
  return [...(mood?.colours ?? [])];
}
