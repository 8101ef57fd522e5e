import type { Look, Period } from '../../grade/look.ts';
import type { Lexicon } from '../words.ts';

/** Ways to draw a picture anew. */
export const styleWords: Lexicon<Look['style']> = {
  none: 'as it is',
  'black-and-white':
    'black and white, black white, monochrome, monochromatic, greyscale, grayscale, b w, bw, silver gelatin, without colour, without color, in grey, in gray, desaturated, colourless, colorless',
  noir: 'noir, film noir, 1940s, 40s, sin city, detective film, hard boiled',
  sepia:
    'sepia, vintage, retro, old photo, old photograph, old picture, antique, daguerreotype, old fashioned, 1800s, 1900s, 19th century, nostalgic, polaroid, aged, tintype',
  cartoon: 'cartoon, cel shaded, animated, cartoonish, disney, animation, drawn, drawing',
  anime: 'anime, manga, ghibli, studio ghibli, japanese animation, makoto shinkai',
  comic: 'comic, comic book, pop art, graphic novel, halftone, lichtenstein, poster, superhero comic, ben day dot',
  'pixel-art':
    'pixel art, pixel, pixelated, pixelate, 8 bit, 16 bit, 8bit, 16bit, mosaic, retro game, video game, arcade game, game boy',
  voxel:
    'voxel, voxel art, minecraft, lego, block world, block game, building block, toy block, brick built, digital world, game world, blocky',
  watercolour:
    'watercolour, watercolor, aquarelle, gouache, watercolour painting, watercolor painting, pastel painting',
  oil: 'oil painting, oil, oil paint, painting, painted, painterly, impressionist, impressionism, expressionist, van gogh, monet, canvas, brush stroke, brushstroke, impasto',
  neon: 'neon, cyberpunk, synthwave, vaporwave, blade runner, neon light, neon sign, neon lit, neon glow, outrun, tron',
  dreamy:
    'dreamy, dream, dreamlike, ethereal, soft glow, soft focus, glowing, hazy glow, fairy tale, fairytale, romantic, magical',
};

/** Films and tapes of a time. */
export const periodWords: Lexicon<Period> = {
  'silent-film':
    '1910s, 1920s, 1930s, 1920, 1925, 20s film, twenties, roaring twenties, silent film, silent movie, silent era, silent cinema, chaplin, charlie chaplin, old film, old movie, old film reel, old timey, nickelodeon, newsreel, flapper, scratched film, first film',
  technicolor:
    '1950s, 1960s, 1950, 1960, 50s, 60s, fifties, sixties, technicolor, technicolour, kodachrome, old hollywood, eastmancolor, faded film, mad men',
  'super-8': '1970s, 1970, 70s, seventies, super 8, super8, 8mm, 8 mm, home movie, hippie, 16mm, 16 mm, seventies film',
  vhs: '1980s, 1980, 80s, eighties, vhs, video tape, videotape, video cassette, vcr, betamax, old tv, old television, crt, analogue tv, analog tv, scan line, scanline',
  camcorder:
    '1990s, 1990, 90s, nineties, camcorder, home video, hi8, handycam, mini dv, minidv, dv tape, y2k, 2000s, found footage',
};

/** Light that is more or less, harder or softer, warmer or colder. */
export const toneWords: Lexicon<'darker' | 'brighter' | 'harder' | 'softer' | 'warmer' | 'colder'> = {
  darker: 'dark, darker, darken, dim, dimmer, gloomy, moody, shadowy, low key, underexposed',
  brighter: 'bright, brighter, brighten, lighter, luminous, sunny, high key, overexposed, lighten',
  harder: 'contrast, more contrast, high contrast, dramatic, contrasty, crisp, punchy, vivid, sharper',
  softer: 'soft, softer, faded, pastel, washed out, pale, low contrast, less contrast, muted, matte',
  warmer: 'warm, warmer, cosy, cozy, warm up, warmth, warm tone',
  colder: 'cold, colder, cooler, chilly, cool tone, cool light, cool colour, cool color, cold tone, bluish, cool down',
};

/** Words that are said of what shall stay as it is; the colour comes after them. */
export const keepWords: Lexicon<'keep' | 'only'> = {
  keep: 'keep, keeping, kept, preserve, preserving, retain, retaining, leave, leaving, maintain, protect',
  only: 'only, except, except for, apart from, save for, besides, other than, aside from, just, excluding, nothing but, all but, everything but, grey but, gray but, white but, monochrome but, greyscale but, grayscale but, sepia but, noir but, colourless but, colorless but',
};

/** The same, where the colour comes before them. */
export const stayWords: Lexicon<'stay'> = {
  stay: 'stay, staying, stayed, remain, remaining, only, kept, untouched, unchanged, in colour, in color, pop, pops',
};
