import { rgb, shade, type Rgb } from '../kit/colour.ts';
import { createRandom, hashText, type Random } from '../kit/random.ts';
import type { Tile } from './blocks.ts';

/** Texels along a tile's edge. */
export const tileEdge = 16;

/** A texel: its colour, and the share (0 to 1) of it that shines by itself. */
export interface Texel {
  readonly colour: Rgb;
  readonly glow: number;
}

/** What tiles depend on beside their own pattern. */
export interface TileLook {
  /** 0 by day, 1 at night: lamps and windows are lit. */
  readonly night: number;
  readonly grass: Rgb;
  readonly leaves: Rgb;
  readonly leavesLight: Rgb;
  readonly neon: boolean;
}

type PaintTexel = (x: number, y: number, random: Random) => Rgb | Texel;

/** Texels of a few shades of one colour, at random. */
const speckle =
  (colour: Rgb, spread: number): PaintTexel =>
  (_x, _y, random) =>
    shade(colour, Math.round((random.next() - 0.5) * 4) * spread);

/** Bricks or stones of a size, with joints between. */
const masonry =
  (stone: PaintTexel, joint: Rgb, wide: number, high: number): PaintTexel =>
  (x, y, random) => {
    const shift = Math.floor(y / high) % 2 === 0 ? 0 : Math.floor(wide / 2);
    const colour = stone(x, y, random);
    if (y % high === high - 1 || (x + shift) % wide === wide - 1) return joint;
    return colour;
  };

const signColours = ['#ff3fb4', '#36e6ff', '#ffe14a', '#8d5bff'].map(rgb);
const flowerColours = ['#ffffff', '#ffd83a', '#ff5a6e', '#8f7bff'].map(rgb);

/** Paints the texels of a tile, row by row from its top. The same tile and look give the same texels. */
export function paintTile(tile: Tile, look: TileLook): Texel[] {
  const random = createRandom(hashText(tile, 9));
  const paint = painters(look)[tile];
  return Array.from({ length: tileEdge * tileEdge }, (_, at) => {
    const texel = paint(at % tileEdge, Math.floor(at / tileEdge), random);
    return 'glow' in texel ? texel : { colour: texel, glow: 0 };
  });
}

function painters({ night, grass, leaves, leavesLight, neon }: TileLook): Readonly<Record<Tile, PaintTexel>> {
  const dirt = speckle(rgb('#8a6144'), 0.08);
  const turf = speckle(grass, 0.06);
  const white = speckle(rgb('#eef4fb'), 0.02);
  const stone: PaintTexel = (x, y, random) => {
    const vein = Math.sin(x * 0.9 + Math.sin(y * 1.7) * 2) * Math.sin(y * 0.8 + x * 0.2);
    return shade(rgb('#84868b'), (vein > 0.35 ? -0.1 : 0) + (random.next() - 0.5) * 0.1);
  };
  const fringe = (top: PaintTexel): PaintTexel => {
    const depths = Array.from({ length: tileEdge }, (_, x) => 3 + Math.abs((x * 7 + (x >> 1) * 3) % 3));
    return (x, y, random) => (y < (depths[x] ?? 3) ? top(x, y, random) : dirt(x, y, random));
  };
  const foliage =
    (colour: Rgb): PaintTexel =>
    (_x, _y, random) => {
      const value = random.next();
      return shade(colour, value < 0.2 ? -0.34 : value < 0.6 ? -0.1 : value < 0.9 ? 0.06 : 0.2);
    };
  const planks: PaintTexel = (x, y, random) => {
    const board = Math.floor(y / 4);
    if (y % 4 === 3 || x === (board * 5 + 3) % tileEdge) return rgb('#6b4a2a');
    return shade(rgb('#b58a54'), (board % 2) * 0.04 + (random.next() - 0.5) * 0.1);
  };
  const bark =
    (colour: Rgb, mark: Rgb, marks: (x: number, y: number) => boolean): PaintTexel =>
    (x, y, random) =>
      marks(x, y) ? mark : shade(colour, (random.next() - 0.5) * 0.14);
  const lit = (colour: Rgb): Texel => ({ colour, glow: night });
  const facade =
    (wall: Rgb, glass: Rgb): PaintTexel =>
    (x, y, random) => {
      const value = random.next();
      if (x % 8 < 2 || x % 8 > 6 || y % 8 > 5 || y % 8 < 1) return shade(wall, (value - 0.5) * 0.06);
      const pane = [7, 1, 9, 3][Math.floor(x / 8) + Math.floor(y / 8) * 2] ?? 9;
      if (night > 0.2 && pane < 4) return lit(neon && pane < 2 ? rgb('#5de8ff') : rgb('#ffd98a'));
      return shade(glass, (x % 8) * 0.03 - (y % 8) * 0.03 - night * 0.5);
    };
  return {
    grass: turf,
    'grass-side': fringe(turf),
    flowers: (x, y, random) => {
      const bloom = hashText(`${x >> 1},${y >> 1}`, 5) % 11;
      return flowerColours[bloom] ?? turf(x, y, random);
    },
    dirt,
    stone,
    cobble: masonry(stone, rgb('#56585c'), 5, 4),
    gravel: speckle(rgb('#b09a78'), 0.07),
    sand: speckle(rgb('#e3d3a0'), 0.03),
    sandstone: (x, y, random) =>
      shade(rgb('#d8c48c'), (Math.floor(y / 4) % 2) * -0.08 + (random.next() - 0.5) * 0.04 - (x === 0 ? 0.05 : 0)),
    snow: white,
    'snow-side': fringe(white),
    ice: speckle(rgb('#a9cdf0'), 0.03),
    log: bark(rgb('#6d4e2c'), rgb('#523819'), (x, y) => (x + (y >> 2)) % 4 === 0),
    'log-end': (x, y) => shade(rgb('#b08a58'), Math.floor(Math.hypot(x - 7.5, y - 7.5)) % 2 === 0 ? 0 : -0.16),
    birch: bark(rgb('#dcdcd2'), rgb('#3c3c38'), (x, y) => hashText(`${x >> 2},${y}`, 1) % 7 === 0),
    leaves: foliage(leaves),
    'leaves-light': foliage(leavesLight),
    needles: foliage(shade(leaves, -0.26)),
    planks,
    plaster: (x, _y, random) =>
      x < 2 || x > 13
        ? shade(rgb('#6d4e2c'), (random.next() - 0.5) * 0.1)
        : shade(rgb('#e8dcc0'), (random.next() - 0.5) * 0.06),
    brick: masonry(speckle(rgb('#a4533f'), 0.05), rgb('#c9b8a8'), 8, 4),
    roof: (x, y, random) =>
      shade(
        rgb('#9a3b34'),
        (y % 4 === 3 ? -0.26 : 0) +
          ((x + (Math.floor(y / 4) % 2) * 3) % 6 === 0 ? -0.14 : 0) +
          (random.next() - 0.5) * 0.08,
      ),
    window: (x, y, random) => {
      if (x < 2 || x > 13 || y < 2 || y > 13) return planks(x, y, random);
      if (x === 7 || x === 8 || y === 7 || y === 8) return rgb('#6b4a2a');
      return night > 0.2
        ? lit(shade(rgb('#ffc766'), (random.next() - 0.5) * 0.1))
        : shade(rgb('#9cc8e6'), (x - y) * 0.02);
    },
    lamp: (x, y) =>
      x % 15 === 0 || y % 15 === 0
        ? rgb('#4a3a22')
        : {
            colour: shade(neon ? rgb('#7df0ff') : rgb('#ffdc86'), 0.4 - Math.hypot(x - 7.5, y - 7.5) * 0.05),
            glow: 0.3 + 0.7 * night,
          },
    cactus: bark(rgb('#4d8a3a'), rgb('#2f5f26'), (x, y) => x % 4 === 0 || (y % 5 === 2 && x % 4 === 2)),
    wheat: (x, y, random) =>
      shade(x % 3 === 0 ? rgb('#b58a2c') : rgb('#e0bb4e'), (random.next() - 0.5) * 0.14 + (y % 4 === 0 ? -0.1 : 0)),
    asphalt: speckle(rgb('#4c4f57'), 0.04),
    pavement: masonry(speckle(rgb('#a6a8ac'), 0.03), rgb('#85878c'), 8, 8),
    tower: facade(rgb('#c9c4ba'), rgb('#7fa6c4')),
    'tower-dark': facade(rgb('#4e5a72'), rgb('#6f93b8')),
    sign: (x, y) => {
      const colour = signColours[hashText(`${x >> 2},${y >> 3}`, 2) % signColours.length] ?? rgb('#ff3fb4');
      return { colour: x % 4 === 3 ? shade(colour, -0.5) : colour, glow: 0.4 + 0.6 * night };
    },
    basalt: (x, y, random) =>
      shade(rgb('#4a4348'), (x % 5 === 0 ? -0.16 : 0) + (random.next() - 0.5) * 0.16 - (y === 15 ? 0.1 : 0)),
    lava: (x, y, random) => ({
      colour: shade(rgb('#ff7a1c'), Math.sin(x * 0.8 + Math.sin(y * 0.7) * 2) * 0.3 + (random.next() - 0.5) * 0.16),
      glow: 1,
    }),
    regolith: speckle(rgb('#9d9c9a'), 0.05),
    metal: (x, y, random) =>
      x === 0 || y === 15
        ? rgb('#8b939e')
        : shade(rgb('#d6dbe2'), (random.next() - 0.5) * 0.03 + (x === 1 || y === 0 ? 0.2 : 0)),
    water: (x, y) => shade(rgb('#2f73c4'), Math.sin(x * 0.78 + Math.sin(y * 0.78) * 1.5) > 0.7 ? 0.14 : 0),
  };
}
