import { el } from './dom.ts';
import { drawing, type DrawingName } from './drawings.ts';

/** Prompts that show what can be asked for. */
const examples: readonly { name: string; drawing: DrawingName; prompt: string }[] = [
  {
    name: 'Coral reef',
    drawing: 'reef',
    prompt: 'a vibrant coral reef teeming with life under crystal-clear blue ocean, colourful fish, rays of sunlight',
  },
  {
    name: 'Snowy peaks',
    drawing: 'peaks',
    prompt:
      'a majestic mountain range covered in snow, peaks touching the clouds, a crystal-clear lake at its base reflecting them',
  },
  {
    name: 'Golden city',
    drawing: 'city',
    prompt:
      'in a vast desert a golden city on the horizon, half ancient Egyptian, half futuristic, under a radiant energy dome',
  },
];

/** What else can be asked for: a name, what it does, and the words to begin with. */
const others: readonly { name: string; does: string; words: string }[] = [
  { name: 'Extend', does: 'a video goes on', words: '/mora extend ' },
  { name: 'Edit', does: 'in winter, at night, as a cartoon', words: '/mora edit ' },
  { name: 'Connect', does: 'two videos, one flow', words: '/mora connect ' },
  { name: 'Simulate', does: 'walk through a world of blocks', words: '/mora simulate a village by the sea' },
];

/** What stands in a channel before its first message. `use` puts a command into the message box. */
export function createEmptyState(use: (command: string) => void): HTMLElement {
  const cards = examples.map(({ name, prompt, drawing: picture }) =>
    el(
      'button',
      { type: 'button', class: 'example', onclick: () => use(`/mora t2v ${prompt}`) },
      drawing(picture),
      el('b', {}, name),
      el('span', { class: 'example-prompt' }, prompt),
    ),
  );
  const more = others.map(({ name, does, words }) =>
    el(
      'button',
      { type: 'button', class: 'other', onclick: () => use(words) },
      el('b', {}, name),
      el('span', {}, does),
    ),
  );
  return el(
    'section',
    { class: 'empty', 'aria-labelledby': 'empty-title' },
    el('h2', { id: 'empty-title' }, 'What shall we film?'),
    el(
      'p',
      {},
      'Type ',
      el('kbd', {}, '/'),
      ' and describe a scene, or drop in a picture or a video and say what should become of it. Mora reads the words, paints a first frame and sets it in motion.',
    ),
    el('div', { class: 'examples' }, ...cards),
    el('div', { class: 'others' }, ...more),
  );
}
