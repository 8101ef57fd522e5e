import type { Setting } from '../scene-spec.ts';
import type { Lexicon } from '../words.ts';

/** Words that name a place outright. */
export const namedPlaces: Lexicon<Setting> = {
  reef: 'coral reef, reef, underwater, under water, undersea, seabed, sea floor, seafloor, ocean floor, bottom of the sea, bottom of the ocean, coral garden, kelp forest, aquarium, atlantis, deep sea, sunken',
  sea: 'sea, ocean, seaside, seascape, beach, coast, coastline, shore, seashore, waves, wave, bay, harbor, harbour, island, lagoon, tropical island, cliffs by the sea, tide, marina, pier',
  mountains:
    'mountain, mountain range, peak, summit, alps, alpine, himalaya, himalayan, everest, glacier, fjord, valley, canyon, ridge, matterhorn, iceberg, arctic, antarctica',
  lake: 'lake, pond, lakeside, swamp, waterfall, wetland, riverbank',
  desert: 'desert, dune, sand dune, sahara, oasis, wasteland, badlands, savanna desert, gobi, mesa, giza',
  forest:
    'forest, wood, woods, woodland, jungle, rainforest, taiga, grove, bamboo forest, enchanted forest, pine forest, forest path, forest clearing, autumn leaves, falling leaves, autumn forest',
  meadow:
    'meadow, field, grassland, prairie, savanna, savannah, pasture, hill, countryside, farm, steppe, plain, hillside, lawn, tulip field, lavender field, wheat field, flower field, park, vineyard, village, landscape',
  garden:
    'garden, japanese garden, zen garden, botanical garden, courtyard, cherry blossom, sakura, koi pond, orchard, greenhouse, temple garden, kyoto, topiary',
  city: 'city, skyline, cityscape, metropolis, downtown, megacity, skyscraper, town, paris, london, new york, manhattan, tokyo, shanghai, dubai, venice, berlin, hong kong, urban, night city, rooftop, rome',
  street:
    'street, alley, alleyway, road, city street, avenue, boulevard, lane, sidewalk, crosswalk, highway, puddle, cobblestone, market, marketplace, plaza, bazaar',
  room: 'room, living room, bedroom, kitchen, library, office, indoors, interior, cafe, workshop, studio apartment, attic, window sill, windowsill, fireplace, desk, on a table, on the table, study, classroom, laboratory, hallway, coffee shop, sofa, armchair, bookshelf',
  sky: 'sky, above the clouds, cloudscape, heaven, sea of clouds, in the clouds, night sky, starry sky, skies',
  space:
    'space, outer space, galaxy, nebula, cosmos, universe, deep space, milky way, black hole, solar system, supernova, space station, cosmic, interstellar, asteroid',
  moon: 'on the moon, moon surface, surface of the moon, lunar, lunar surface, moon base, moonscape, moon landing, on mars, mars, alien planet, surface of mars, martian, across the moon',
  volcano: 'volcano, lava, eruption, erupting, volcanic, magma, molten',
  abstract:
    'abstract, fractal, abstract shapes, geometric shapes, kaleidoscope, pattern, psychedelic, mandala, ink in water, swirling colours, swirling colors',
};

/** Words that only suggest a place. */
export const hintedPlaces: Lexicon<Setting> = {
  reef: 'coral, anemone, seaweed, kelp, scuba, diver, snorkeling, snorkel, starfish, clownfish, shipwreck, mermaid, octopus, squid, submarine, sea life, marine life, sea creature',
  sea: 'surf, surfer, sailing, sailor, pirate, lighthouse keeper, buoy, coastal, nautical, mediterranean, tsunami, surfing, seagull, gull',
  mountains: 'cliff, skier, skiing, climber, mountaineer, snowboard, ski, chalet, avalanche, snow capped',
  lake: 'river, riverside, stream, creek, brook, canoe, kayak, rowing, rowboat, fishing, lily pad, lily, swan, duck, frog, reed',
  desert: 'sand, sandstorm, pharaoh, caravan, bedouin, egypt, egyptian, sphinx, mirage, cowboy, tumbleweed',
  forest:
    'mushroom, fairy, fern, moss, pine, elf, squirrel, owl, wolf, fox, bear, campfire, campsite, tent, camping, log',
  meadow:
    'grass, sheep, cow, barn, tractor, harvest, sunflower, tulip, lavender, wheat, picnic, scarecrow, wildflower, kite, giraffe, lion, zebra',
  garden: 'koi, bonsai, torii, samurai, geisha, zen, lotus, japan, japanese, blossom, bamboo, rose, fountain',
  city: 'building, traffic, cyberpunk, neon, apartment, superhero, tower block, subway, crowd, penthouse, futuristic, dystopian, ferris wheel',
  street:
    'umbrella, taxi, lamp post, lamppost, streetlight, street lamp, streetlamp, bicycle, pedestrian, shop, storefront, bus, tram, motorcycle',
  room: 'cozy, cosy, lamp, candle, piano, cup, coffee, tea, teapot, bed, carpet, curtain, chair, book, vase, clock, television, bathtub, cake',
  sky: 'cloud, sun, sunrise, sunset, flying, soaring, wing, parachute, paraglider, star, shooting star, constellation',
  space:
    'alien, spaceship, spacecraft, starship, satellite, comet, orbiting, cosmonaut, saturn, jupiter, meteor, stardust, wormhole',
  moon: 'crater, rover, lander, astronaut walking, moonwalk, low gravity',
  volcano: 'ash cloud, ember, hell, inferno',
  abstract: 'shape, geometry, colour, color, gradient, ink, energy, emotion, dream, music, flow',
};
