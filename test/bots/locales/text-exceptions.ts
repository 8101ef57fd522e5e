import { colourWords } from '../../../workers/providers/sketch/understand/lexicon/colours.ts';

/** Texts whose parts stand in several places of the source. */
export const composedTexts: readonly string[] = [
  // How a task ended, in the list of tasks.
  '{0} “{1}”: {2}',
  'done',
  'failed',
  'cancelled',
  'deleted',
  // Where a task stands in the line.
  '“{0}”: being made',
  '“{0}”: being made, about {1} min left',
  '“{0}”: number {1} in the line',
  '“{0}”: number {1} in the line, about {2} min left',
  // Facts under a video.
  '{0}×{1}, {2} s, {3} fps',
  '{0}×{1}, {2} s, {3} fps, with sound',
  'your picture and words',
  'your video and words',
  'your {0} videos and words',
  // Who plays an agent.
  '{0}: {1}, else {2}',
  '{0}: {1} (clips of up to {2} s, chained)',
  '{0}: {1}, else {2} (clips of up to {3} s, chained)',
  // What the sketch did to a video.
  'Sketch changed every frame: {0}.',
  ...Object.values(colourWords).flatMap((known) => {
    const [colour = ''] = known.split(',');
    return [`a cast of ${colour}`, `Whatever is ${colour} keeps its colour.`];
  }),
  'brighter',
  'darker',
  'warmer',
  'colder',
  'daylight',
  'fog',
  'Connected with a push to the left.',
  'Connected with a push to the right.',
  'Connected with a push upwards.',
  'Connected with a push downwards.',
  'Connected with a whip pan to the left.',
  'Connected with a whip pan to the right.',
  'Connected with a whip pan upwards.',
  'Connected with a whip pan downwards.',
];

/** Literals that look like texts and are none, or only parts of a composed one. */
const exceptions: ReadonlySet<string> = new Set([
  ', with sound',
  '{0}×{1}, {2} s, {3} fps{4}',
  ', else {0}',
  ' (clips of up to {0} s, chained)',
  'a cast of {0}',
  ' Whatever is {0} keeps its colour.',
  'Sketch changed every frame: {0}.{1}',
  'Connected with a push {0}.',
  'Connected with a whip pan {0}.',
  'to the {0}',
  'being made',
  'number {0} in the line',
  ', about {0} min left',
  'that colour',
  'true false',
  ' and ',
  // In the file's own metadata.
  'Mora Studio {0}',
]);

/** Whether a literal of the source is no text that a chat shows. */
export function isException(text: string): boolean {
  return exceptions.has(text);
}
