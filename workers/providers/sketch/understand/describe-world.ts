import type { WorldSpec } from '../world/world-spec.ts';

const lands: Readonly<Record<WorldSpec['biome'], string>> = {
  meadow: 'meadows',
  village: 'a village in the meadows',
  forest: 'a forest',
  desert: 'a desert',
  snow: 'a land of snow',
  mountains: 'mountains',
  islands: 'islands in the sea',
  city: 'a city of towers',
  volcano: 'volcanoes',
  moon: 'a far moon with its bases',
};

/** What the sketch is going to build, in plain words. */
export function describeWorld({ biome, time, weather, season, neon }: WorldSpec): string {
  const parts = [
    `a world of blocks: ${lands[biome]}`,
    ...(season === undefined ? [] : [`in ${season}`]),
    time === 'day' ? 'by day' : `at ${time === 'golden' ? 'golden hour' : time}`,
    ...(weather === 'clear' ? [] : [weather]),
    ...(neon ? ['neon lights'] : []),
  ];
  return parts.join(', ');
}
