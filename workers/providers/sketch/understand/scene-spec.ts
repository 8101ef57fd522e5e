import { z } from 'zod';
import { times, weathers } from '../paint/light.ts';

/** The places that the sketch can paint. `abstract` is for words that name no place and no thing it knows. */
export const settings = [
  'reef',
  'sea',
  'mountains',
  'lake',
  'desert',
  'forest',
  'meadow',
  'garden',
  'city',
  'street',
  'room',
  'sky',
  'space',
  'moon',
  'volcano',
  'abstract',
] as const;
export type Setting = (typeof settings)[number];

export const seasons = ['spring', 'summer', 'autumn', 'winter'] as const;

/** The builders of the houses, towers and walls. */
export const architectures = [
  'modern',
  'futuristic',
  'egyptian',
  'medieval',
  'japanese',
  'classical',
  'rustic',
] as const;

/** Light and fire that come on top. */
export const effects = [
  'rays',
  'dome',
  'aurora',
  'fireworks',
  'rainbow',
  'stars',
  'lanterns',
  'fire',
  'neon',
  'reflection',
] as const;

/** Things and beings that can be in a picture, each in its own place. */
export const subjects = [
  'fish',
  'turtle',
  'jellyfish',
  'whale',
  'dolphin',
  'bird',
  'butterfly',
  'boat',
  'paper-boat',
  'ship',
  'lighthouse',
  'cabin',
  'castle',
  'pagoda',
  'pyramid',
  'tower',
  'bridge',
  'windmill',
  'balloon',
  'hot-air-balloon',
  'flying-car',
  'car',
  'train',
  'aeroplane',
  'rocket',
  'ufo',
  'robot',
  'astronaut',
  'person',
  'cat',
  'dog',
  'horse',
  'deer',
  'elephant',
  'camel',
  'dragon',
  'tree',
  'flower',
  'cactus',
  'palm',
  'earth',
  'moon',
  'planet',
] as const;
export type Subject = (typeof subjects)[number];

const hexColour = z.string().regex(/^#[0-9a-f]{6}$/u);

/** One kind of subject, so many of it, in a colour where the words give one. */
export const subjectSpecSchema = z.object({
  kind: z.enum(subjects),
  count: z.int().min(1).max(30),
  colour: hexColour.optional(),
});
export type SubjectSpec = z.infer<typeof subjectSpecSchema>;

/**
 * What the words ask to be painted: all that a painting is made from, with its seed and size. Small enough to travel as
 * the memo of an image.
 */
export const sceneSpecSchema = z.object({
  setting: z.enum(settings),
  time: z.enum(times),
  weather: z.enum(weathers),
  season: z.enum(seasons).optional(),
  architecture: z.enum(architectures).array().max(2),
  effects: z.enum(effects).array().max(effects.length),
  subjects: subjectSpecSchema.array().max(6),
  /** Colours that the words name for the whole, most wanted first. */
  accents: hexColour.array().max(3),
});
export type SceneSpec = z.infer<typeof sceneSpecSchema>;
