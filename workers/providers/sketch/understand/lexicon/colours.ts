import type { Lexicon } from '../words.ts';

/** Colours by the words for them. Keys are `#rrggbb`. */
export const colourWords: Lexicon<`#${string}`> = {
  '#d8322e': 'red, crimson, scarlet, ruby',
  '#8a1f2d': 'maroon, burgundy, wine red, dark red',
  '#f0803c': 'orange, tangerine, amber',
  '#f4c430': 'yellow, lemon',
  '#e8b84a': 'gold, golden, gilded',
  '#4caf50': 'green, emerald',
  '#8bc34a': 'lime, light green',
  '#2e6b3e': 'dark green, olive',
  '#22b8b0': 'turquoise, teal, aqua, cyan',
  '#2f6fd0': 'blue, sapphire, azure, cobalt',
  '#1d2f6f': 'navy, dark blue, indigo',
  '#8ec5f0': 'light blue, sky blue, pale blue',
  '#8a4fc8': 'purple, violet',
  '#b9a0e0': 'lavender, lilac, mauve',
  '#f07fb0': 'pink, rose pink',
  '#e0399a': 'magenta, fuchsia, hot pink',
  '#8b5a36': 'brown, bronze, chestnut',
  '#c87444': 'copper, terracotta, rust',
  '#f5f2ea': 'white, ivory, cream',
  '#c3c9d4': 'silver, silvery',
  '#8a8f98': 'grey, gray',
  '#22252c': 'black, ebony, jet black',
};

/** Things whose colour says nothing: a blue ocean, green grass, white snow. */
export const naturallyColoured: Lexicon<'natural'> = {
  natural:
    'sky, skies, ocean, sea, water, lake, river, grass, forest, tree, leaf, snow, cloud, sand, hill, meadow, field, hour, light, mountain, night, moon, sun, wave, lagoon, retriever, waters, jungle, foliage, hole, and white',
};

/** Colours of a feeling, for words that show nothing: the first palette whose words are there. */
export const moods: readonly { readonly words: string; readonly colours: readonly [string, string, string] }[] = [
  {
    words: 'calm, peace, peaceful, serene, quiet, gentle, relaxing, meditation, silence',
    colours: ['#2a6f97', '#89c2d9', '#f1e3d3'],
  },
  { words: 'love, romantic, tender, heart, passion, kiss', colours: ['#b5305f', '#f2789f', '#ffd6c9'] },
  {
    words: 'joy, happy, happiness, party, celebration, fun, playful, dance',
    colours: ['#f9a03f', '#f25f5c', '#50c5b7'],
  },
  { words: 'anger, angry, rage, war, fight, fury, battle, chaos', colours: ['#7d0a16', '#e4572e', '#1d1a2b'] },
  { words: 'sad, sadness, lonely, grief, melancholy, loss, tears, sorrow', colours: ['#22304f', '#5c7596', '#c3cbd9'] },
  {
    words: 'hope, dream, dreamy, magic, magical, wonder, mystery, mystical, imagination',
    colours: ['#4b2e83', '#c77dff', '#ffd6a5'],
  },
  { words: 'fear, dark, scary, horror, nightmare, death, ghost', colours: ['#0d1021', '#3c1642', '#6b8f71'] },
  {
    words: 'technology, data, digital, code, computer, network, electric, quantum',
    colours: ['#06113c', '#00b4d8', '#80ffdb'],
  },
  { words: 'nature, growth, life, fresh, earth', colours: ['#1f5f3f', '#8ac926', '#f4e8a4'] },
];
