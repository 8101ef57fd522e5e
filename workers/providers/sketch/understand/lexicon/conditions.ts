import type { TimeOfDay, Weather } from '../../paint/light.ts';
import type { seasons } from '../scene-spec.ts';
import type { Lexicon } from '../words.ts';

/** When it is. */
export const timeWords: Lexicon<TimeOfDay> = {
  dawn: 'dawn, sunrise, daybreak, morning, early morning, first light, rising sun, sun rises, sun rising, sun rise, misty morning',
  day: 'day, daytime, daylight, midday, noon, sunny, sunlight, sunlit, sunshine, afternoon, broad daylight, bright sun, blue sky, blue skies, sunny day',
  golden:
    'golden hour, golden light, late afternoon, low sun, warm light, golden sunlight, magic hour, warm evening light',
  sunset:
    'sunset, sundown, setting sun, sun sets, sun setting, evening sun, red sky, orange sky, afterglow, sun set, sunset sky',
  dusk: 'dusk, twilight, evening, blue hour, nightfall, gloaming',
  night:
    'night, midnight, nighttime, night time, moonlit, moonlight, starry, starlit, starlight, at night, full moon, night sky, nocturnal, darkness, late at night, firefly, fireflies, by night, night city, crescent moon, moon',
};

/** What falls from the sky or hangs in the air. */
export const weatherWords: Lexicon<Weather> = {
  clear: 'clear sky, clear skies, cloudless, blue sky, sunny, clear weather, clear day, clear night',
  cloudy:
    'cloudy, overcast, grey sky, gray sky, clouded, gloomy, dreary, clouds gather, heavy clouds, moody sky, dramatic clouds',
  rain: 'rain, rainy, raining, drizzle, downpour, shower, raindrop, rainfall, monsoon, rain falls, wet street, umbrella',
  storm: 'storm, stormy, thunder, thunderstorm, lightning, tempest, hurricane, tornado, typhoon, raging sea, cyclone',
  snow: 'snowing, snowfall, snow falls, snow falling, falling snow, snowflake, blizzard, snowstorm, flurry, snow storm, snow drifting',
  fog: 'fog, foggy, mist, misty, haze, hazy, smoky, low clouds',
};

/** What time of the year it is. `winter` also stands for lying snow. */
export const seasonWords: Lexicon<(typeof seasons)[number]> = {
  spring: 'spring, springtime, blossom, cherry blossom, sakura, blooming, in bloom, april',
  summer: 'summer, summertime, midsummer, july, august, heat wave',
  autumn:
    'autumn, autumnal, fall foliage, falling leaves, autumn leaves, october, november, in the fall, fall colors, fall colours, red leaves, golden leaves, in fall',
  winter:
    'winter, wintry, snow, snowy, covered in snow, snow covered, snow capped, frozen, ice, icy, frost, frosty, glacier, christmas, december, january, iceberg, blizzard, snowfall, snowing, snowman, arctic, penguin, snow peaked',
};

/** Words after which "snow" lies rather than falls. */
export const lyingSnow: Lexicon<'lying'> = {
  lying:
    'covered in snow, snow covered, snow capped, snowcapped, snowy peak, snowy mountain, snow peaked, snow topped, melting snow, snow on the, fresh snow, deep snow, in snow, blanketed in snow, snow blanket',
};
