import type { Biome } from '../../world/world-spec.ts';
import type { Lexicon } from '../words.ts';

/** Words for the lands of a world of blocks. */
export const worldWords: Lexicon<Biome> = {
  village: 'village, town, hamlet, farm, cottage, house, settlement',
  meadow: 'meadow, plain, grassland, field, pasture, prairie',
  forest: 'forest, wood, woodland, jungle, grove, taiga',
  desert: 'desert, dune, oasis, sahara, canyon, savanna',
  snow: 'snow land, snowy plain, tundra, arctic, ice field, glacier, snow biome, winter land',
  mountains: 'mountain, peak, alp, cliff, highland, summit',
  islands: 'island, sea, ocean, coast, beach, archipelago, lagoon, harbour, harbor, bay, shore',
  city: 'city, metropolis, skyscraper, downtown, street, cyberpunk, skyline',
  volcano: 'volcano, lava, magma, nether, underworld, hell, cave, cavern',
  moon: 'moon, space station, moon base, lunar, mars, planet, space, alien world, colony',
};
