import { taskKinds } from '../../../src/core/task.ts';
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
  // What a message holds, and who asked for it. “{0} by {1}” would be found in too many texts.
  ...taskKinds.map((kind) => `${kind} by {0}`),
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
  // What it costs.
  'free',
  'About ${0}',
  'Under $0.01',
  // What a model cannot do.
  '{0} makes videos from words only.',
  '{0} only changes whole videos.',
  '{0} makes at most {1} seconds, and cannot go on from a frame. Ask for a shorter video.',
  // What is done elsewhere, and what goes wrong there. The first word is the name of who does it.
  'starting',
  'making',
  'getting ready',
  'loading the model',
  'waiting for a free GPU',
  'waiting for a free GPU, {0} ahead',
  "{0} does not accept the studio's credentials. Ask its operator to look at them.",
  "{0} does not accept the studio's credentials, or has no credit left. Ask the operator to look at them; the task waits a while.",
  '{0} does not let the studio use the model {1}. Ask the operator to look at it; the task waits a while.',
  '{0} does not know what was asked for. Ask the operator to run the doctor.',
  '{0} is overloaded just now. Please try again in a few minutes.',
  '{0} has trouble just now. Please try again.',
  '{0} did not take this request. Try other words, or another size or length.',
  '{0} cannot be reached just now. Please try again.',
  '{0} cannot do this step. Please try again with another model.',
  '{0} could not finish this. Please try again.',
  '{0} gave no usable answer. Please try again.',
  '{0} did not answer in time. Please try again in a moment.',
  '{0} did not answer in time, and nobody can tell whether it did the work. Please ask again if you still want it.',
  'This was refused: it looks like {0}.',
  'content that is not allowed',
  'sexual content with minors',
  'sexual content',
  'graphic violence',
  'self-harm',
  'hate',
  'threats',
  'harassment',
  'violent crime',
  'crime',
  'violence',
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
  '{0} by {1}',
  // Vendors are called the same everywhere.
  'ComfyUI',
  'Replicate',
  'Set COMFYUI_URL to where ComfyUI runs, such as http://127.0.0.1:8188.',
  'true false',
  // Headers.
  'private, max-age=31536000, immutable',
  'bytes */{0}',
  'bytes {0}-{1}/{2}',
  // Details of errors.
  'status {0}',
  'no answer',
  // Problems of the operator.
  'Discord takes commands of {0} characters in all, and these are more. Take some kinds out of mora.config.yaml, then start again.',
  'Discord takes {0} commands under /{1}, and these are {2} more. Take some kinds out of mora.config.yaml, then start again.',
  'Discord takes no command that is named “{0}”. Give it another name.',
  ' and ',
  // In the file's own metadata.
  'Mora Studio {0}',
]);

/** Names of models, with who runs them. */
const modelName = / \((?:Replicate|OpenAI)\)$| on ComfyUI$/u;

/** Whether a literal of the source is no text that a chat shows. */
export function isException(text: string): boolean {
  return exceptions.has(text) || modelName.test(text);
}
