import { expect, test } from 'vitest';
import { englishNames, englishTexts } from './english-texts.ts';

const all = englishTexts();
const texts = new Set(all.map(({ text }) => text));

test.each([
  ['a description of a command', 'What you can do here'],
  ['an option', 'Shape of the video'],
  ['a label of an agent', 'Setting it in motion'],
  ['a button', 'Edit prompt'],
  ['a fact', 'Made from'],
  ['an error of a command, with a value', 'Give --{0} only once.'],
  [
    'an error of the core, with two values',
    'That would be a video of {0} seconds; {1} is the longest. Take shorter videos.',
  ],
  ['a sentence of a schema', 'Give two videos to connect.'],
  ['a sentence that waits in a table', 'HEIC photos cannot be read here. Send the photo as a JPEG or PNG.'],
  [
    'a sentence in two pieces of source',
    'This picture has {0} × {1} pixels, more than the {2} megapixels that can be read. Send a smaller one.',
  ],
  ['a phase of a worker', 'drawing frames'],
  [
    'a note of a plan',
    'Nobody here can keep the motion of a video: its first frame is changed and set in motion anew.',
  ],
  ['the first line of two', '/mora {0} has no option --{1}.'],
])('%s is a text of chats', (_what, text) => {
  expect(texts).toContain(text);
});

test.each([
  ['an example to copy', '/mora help t2v'],
  ['a line of the log', 'a stage failed'],
  ['a detail of an error', 'no image in {0}'],
  ['a fault of ours', 'a video without pictures'],
  ['a fault of the settings', 'Mend these settings, then start again. {0}.'],
  ['a prompt for models', 'a coral reef under water'],
  ['a look to choose', 'as an oil painting'],
])('%s is none', (_what, text) => {
  expect(texts).not.toContain(text);
});

test('texts are told once, in lines, and start with words', () => {
  expect(texts.size).toBe(all.length);
  for (const text of texts) expect(text).toMatch(/^\S(?:.*\S)?$/u);
});

test('names are single words', () => {
  for (const name of englishNames()) expect(name).toMatch(/^[a-z0-9-]+$/u);
});
