import { isPlain, type Look } from '../grade/look.ts';
import type { Air } from '../paint/air.ts';
import { colourWords } from './lexicon/colours.ts';

const styles: Readonly<Record<Look['style'], string>> = {
  none: '',
  'black-and-white': 'black and white',
  sepia: 'a brown tint, grain and dark corners as of an old photograph',
  noir: 'hard black and white with dark corners',
  cartoon: 'a cartoon: even colours in few shades, dark outlines',
  anime: 'anime: clear colours in soft shades, thin outlines',
  comic: 'a comic: strong colours, black ink, printed dots',
  'pixel-art': 'pixel art: large square pixels in few colours',
  voxel: 'a world of blocks: square, in few shades, with lit edges',
  watercolour: 'a watercolour: pale, wet colour on paper',
  oil: 'an oil painting: thick dabs and the marks of bristles',
  neon: 'neon: cyan shadows, magenta lights, a glow',
  dreamy: 'a soft, pale glow',
};
const periods: Readonly<Record<NonNullable<Look['period']>, string>> = {
  'silent-film': 'a silent film of the 1920s: brown-grey, grain, scratches, flicker, a swaying frame',
  technicolor: 'a colour film of the 1950s: strong faded dyes, a little grain',
  'super-8': 'Super 8 of the 1970s: warm, grainy, round corners',
  vhs: 'a VHS tape of the 1980s: scan lines, colours that run, noise',
  camcorder: 'a camcorder tape of the 1990s: sharp edges, clipped lights, a little noise',
};
const times: Readonly<Record<NonNullable<Look['time']>, string>> = {
  dawn: 'the light of dawn',
  day: 'daylight',
  golden: 'low warm light',
  sunset: 'the light of a sunset',
  dusk: 'blue dusk',
  night: 'the dark of night',
};
const weathers: Readonly<Record<NonNullable<Look['weather']>, string>> = {
  clear: 'clearer colours',
  cloudy: 'the grey light of clouds',
  rain: 'the grey light of rain',
  storm: 'the dark light of a storm',
  snow: 'the pale light of snow',
  fog: 'fog',
};
const airs: Readonly<Record<Air, string>> = {
  clear: '',
  cloudy: '',
  rain: 'falling rain',
  storm: 'driving rain and lightning',
  snow: 'falling snow',
  fog: '',
  leaves: 'falling leaves',
};
const seasons: Readonly<Record<NonNullable<Look['season']>, string>> = {
  spring: 'fresh green and blossoms of spring',
  summer: 'the full green of summer',
  autumn: 'leaves turned as in autumn',
  winter: 'snow on things and ground as in winter',
};

/** Letters that a note to people may have. */
const longest = 300;

/** What a look does to a picture or a film, in one plain sentence for the person who asked. `air` falls before it. */
export function describeLook(look: Look, air: Air = 'clear'): string {
  if (isPlain(look) && air === 'clear') {
    return 'The words named no look that sketch knows, so it only made the colours a little stronger.';
  }
  const said = [
    look.season === undefined ? '' : seasons[look.season],
    look.weather === undefined ? '' : weathers[look.weather],
    airs[air],
    look.time === undefined ? '' : times[look.time],
    more(look.brightness, 'brighter', 'darker'),
    more(look.contrast, 'harder contrast', 'softer contrast'),
    more(look.warmth ?? 0, 'warmer', 'colder'),
    look.cast === undefined ? '' : `a cast of ${nameOf(look.cast)}`,
    styles[look.style],
    look.grey === true ? 'in black and white' : '',
    look.period === undefined ? '' : periods[look.period],
  ].filter((part) => part !== '');
  const kept = look.keep === undefined ? '' : ` Whatever is ${nameOf(look.keep)} keeps its colour.`;
  const sentence = (parts: number): string => `Sketch changed every frame: ${said.slice(0, parts).join('; ')}.${kept}`;
  let parts = said.length;
  while (parts > 1 && sentence(parts).length > longest) parts -= 1;
  return sentence(parts);
}

const more = (amount: number, above: string, below: string): string => (amount > 0 ? above : amount < 0 ? below : '');

/** The first word for a colour of the lexicon. */
function nameOf(hex: string): string {
  const words = Object.entries(colourWords).find(([colour]) => colour === hex)?.[1];
  return words?.split(',')[0] ?? 'that colour';
}
