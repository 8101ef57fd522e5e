import type { architectures, effects } from '../scene-spec.ts';
import type { Lexicon } from '../words.ts';

/** Light and fire on top. */
export const effectWords: Lexicon<(typeof effects)[number]> = {
  rays: 'ray, sunray, sunbeam, ray of sunlight, ray of light, light ray, god ray, beam of light, light beam, sun ray, shaft of light, crepuscular, light shaft, sunlight streaming, sunlight filtering, sunbeams, beam',
  dome: 'dome, energy dome, energy shield, force field, forcefield, shield, energy bubble, protective bubble, radiant dome, barrier',
  aurora: 'aurora, aurora borealis, northern light, southern light, polar light',
  fireworks: 'firework, pyrotechnics, new year',
  rainbow: 'rainbow',
  stars:
    'star, starry, starlit, starry sky, milky way, constellation, stargazing, shooting star, falling star, starlight, meteor shower',
  lanterns: 'lantern, paper lantern, sky lantern, floating lantern, floating light, lampion',
  fire: 'fire, campfire, bonfire, flame, burning, torch, ablaze, blaze, wildfire, fiery, on fire, inferno',
  neon: 'neon, neon light, neon sign, cyberpunk, neon lit, synthwave, vaporwave, holographic, hologram, glowing signs',
  reflection:
    'reflection, reflect, reflecting, reflected, reflective, mirror, mirrored, mirroring, reflecting them, puddle',
};

/** Who built what stands there. */
export const architectureWords: Lexicon<(typeof architectures)[number]> = {
  modern: 'modern, skyscraper, contemporary, glass tower, downtown, manhattan, new york, dubai, hong kong, high rise',
  futuristic:
    'futuristic, future, sci fi, scifi, science fiction, cyberpunk, space age, high tech, hi tech, megacity, utopian, flying car, dystopian, year 3000, spaceport, alien city',
  egyptian: 'egyptian, ancient egyptian, egypt, pharaoh, pharaonic, pyramid, obelisk, sphinx, giza, nile',
  medieval:
    'medieval, castle, fortress, gothic, knight, kingdom, cathedral, citadel, fantasy city, fantasy kingdom, middle ages, viking',
  japanese:
    'japanese, japan, tokyo, kyoto, pagoda, torii, shrine, samurai, chinese, china, oriental, asian, zen, ninja, geisha, edo',
  classical:
    'classical, greek, roman, ancient greek, ancient rome, column, colonnade, marble, acropolis, baroque, renaissance, temple, ruin, venice, paris, rome, atlantis, victorian, parthenon',
  rustic:
    'rustic, village, cottage, cabin, farmhouse, barn, hut, hamlet, thatched, log cabin, wooden house, old town, fishing village',
};

/** Words for something built where people live, which needs builders. */
export const builtWords: Lexicon<'built'> = {
  built:
    'city, town, village, metropolis, palace, temple, ruin, building, skyline, settlement, civilization, civilisation, kingdom, empire, tower, capital, architecture',
};
