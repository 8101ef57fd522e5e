import type { Look } from '../grade/look.ts';
import { findScene } from './find-scene.ts';
import { personsWords } from './read-scene.ts';
import { finderOf, wordsOf } from './words.ts';

const findStyles = finderOf<Look['style']>({
  none: 'as it is',
  'black-and-white':
    'black and white, monochrome, greyscale, grayscale, b w, silver gelatin, without colour, without color',
  noir: 'noir, film noir, 1940s',
  sepia:
    'sepia, vintage, retro, old photo, old photograph, antique, daguerreotype, old fashioned, 1900s, 1920s, 1950s, 1970s, nostalgic, polaroid, aged',
  cartoon:
    'cartoon, comic, anime, manga, cel shaded, comic book, animated, pop art, poster, cartoonish, disney, ghibli',
  'pixel-art': 'pixel art, pixel, pixelated, 8 bit, 16 bit, minecraft, lego, mosaic',
  watercolour: 'watercolour, watercolor, aquarelle, gouache, watercolour painting, pastel',
  oil: 'oil painting, oil, painting, painted, painterly, impressionist, impressionism, van gogh, monet, canvas, brush strokes',
});
const findTone = finderOf<'darker' | 'brighter' | 'harder' | 'softer'>({
  darker: 'dark, darker, darken, dim, dimmer, gloomy, moody, shadowy',
  brighter: 'bright, brighter, brighten, lighter, luminous, sunny, high key',
  harder: 'contrast, more contrast, dramatic, contrasty, crisp, punchy, vivid, cyberpunk',
  softer: 'soft, softer, faded, dreamy, pastel, washed out, pale',
});

const findLyingSnow = finderOf({
  lying:
    'winter, wintry, wintertime, snowy, covered in snow, snow covered, deep snow, frozen, icy, frost, frosty, christmas',
});

/** What a prompt asks to be changed in a photograph. Never throws; words that ask for nothing known change nothing. */
export function readLook(prompt: string): Look {
  const words = wordsOf(personsWords(prompt));
  const scene = findScene(words);
  const style = findStyles(words).find(({ negated }) => !negated)?.value ?? 'none';
  const tones = new Set(findTone(words).flatMap(({ value, negated }) => (negated ? [] : [value])));
  // Snow that only falls is for the film: it is no reason to cover the picture with it.
  const season = scene.weather === 'snow' && findLyingSnow(words).length === 0 ? undefined : scene.season;
  const monochrome = style === 'black-and-white' || style === 'noir';
  const cast = monochrome ? undefined : (scene.accents[0] ?? (scene.effects.includes('neon') ? '#c040e0' : undefined));
  return {
    style,
    ...(scene.time === undefined ? {} : { time: scene.time }),
    ...(scene.weather === undefined ? {} : { weather: scene.weather }),
    ...(season === undefined ? {} : { season }),
    brightness: balance(tones.has('brighter'), tones.has('darker')) * 0.6,
    contrast: balance(tones.has('harder'), tones.has('softer')) * 0.6,
    ...(cast === undefined ? {} : { cast }),
  };
}

const balance = (more: boolean, less: boolean): number => Number(more) - Number(less);
