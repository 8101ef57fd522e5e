import { css, mix, rgb, type Rgb } from '../../../kit/colour.ts';
import { lerp } from '../../../kit/math.ts';
import { paintOrb, paintRing, paintSail, paintSpire } from '../../elements/futuristic.ts';
import { stoneIn, type Lamp, type Mason } from '../../elements/masonry.ts';
import type { Light } from '../../light.ts';
import { paintSheet, type Sheet, type Stage } from '../../scene.ts';
import { paintNeon } from './neon.ts';
import { facadeIn, paintTower, type Builder, type Tower } from './tower.ts';

/** One row of a skyline, from one side of the picture to the other. */
export interface Row {
  readonly label: string;
  readonly foot: number;
  /** Height of the tallest house, in pixels. */
  readonly tall: number;
  /** Mean width of a house, in pixels. */
  readonly wide: number;
  readonly haze: number;
  /** Size of a window, in pixels. */
  readonly pane: number;
  readonly futuristic: boolean;
  readonly neon: boolean;
}

const lampColours: readonly [Rgb, ...Rgb[]] = [rgb('#ffd489'), rgb('#ffe9b8'), rgb('#ffc070'), rgb('#dff0ff')];
const neonLamps: readonly [Rgb, ...Rgb[]] = [rgb('#7fe9ff'), rgb('#ff8ad8'), rgb('#ffd489'), rgb('#b9a2ff')];

/** How high the skyline is at a share of the width: a hill of towers left of the middle, a lower one to the right. */
const envelope = (share: number): number =>
  0.36 + 0.6 * Math.exp(-(((share - 0.36) / 0.15) ** 2)) + 0.4 * Math.exp(-(((share - 0.72) / 0.13) ** 2));

/** Paints a row of houses; remembers the lamps that may flicker. */
export function paintRow(stage: Stage, light: Light, row: Row, lamps: Lamp[]): Sheet {
  const random = stage.random.fork(`city-${row.label}`);
  const { foot, tall, wide, haze, pane } = row;
  const top = foot - tall * 1.5;
  return paintSheet(stage, { top, bottom: foot + 2 }, (context) => {
    const facade = row.futuristic
      ? facadeIn(light, ['#8fa4d8', '#6f86c4', '#9a90d0', '#5f9fc0'], haze, row.neon ? neonLamps : lampColours)
      : facadeIn(light, ['#c9a98a', '#9fb2c4', '#b88f78', '#7f96b4', '#d8c8b0'], haze, lampColours);
    const builder: Builder = { context, facade, random, pane, lamps };
    const mason: Mason = {
      context,
      stone: stoneIn(light, '#6a80c0', row.neon ? '#6ff0ff' : '#bdf2ff', haze),
      sunSide: facade.sunSide,
      unit: pane / 3.4,
      random,
      night: light.night,
      lamps,
    };
    let x = -stage.marginX;
    while (x < stage.width + stage.marginX) {
      const width = wide * random.between(0.65, 1.35);
      const share = (x + width / 2) / stage.width;
      const height = tall * envelope(share) * random.between(0.55, 1);
      const slender = height > tall * 0.62;
      const crown: Tower['crown'] = slender
        ? random.pick(['stepped', 'arched', 'mast', 'slant', 'pyramid'])
        : random.pick(['flat', 'flat', 'slant', 'mast', 'pyramid']);
      if (row.futuristic && random.chance(slender ? 0.75 : 0.3)) {
        paintFuture(mason, x + width / 2, foot, width * 1.05, height * 1.12);
      } else {
        const tower = { x: x + width / 2, foot, width, height, crown };
        paintTower(builder, tower);
        if (row.neon) paintNeon(builder, tower);
      }
      x += width * random.between(0.82, 1.06);
    }
    const veil = context.createLinearGradient(0, foot - tall * 0.6, 0, foot);
    context.globalCompositeOperation = 'source-atop';
    veil.addColorStop(0, css(facade.air, 0));
    veil.addColorStop(1, css(mix(facade.air, light.glow, 0.15), lerp(0.3, 0.6, haze)));
    context.fillStyle = veil;
    context.fillRect(-stage.marginX, foot - tall * 0.6, stage.width + 2 * stage.marginX, tall * 0.6 + 2);
    context.globalCompositeOperation = 'source-over';
  });
}

function paintFuture(mason: Mason, x: number, foot: number, width: number, height: number): void {
  const { random } = mason;
  switch (random.pick(['spire', 'ringed', 'sail', 'orb', 'spire'])) {
    case 'sail':
      return paintSail(mason, x, foot, width, height, random.chance(0.5) ? 1 : -1);
    case 'orb':
      return paintOrb(mason, x, foot, width * 0.3, height * 0.8);
    case 'ringed': {
      for (const [y, radius] of [
        [0.72, 0.72],
        [0.56, 0.56],
      ] as const)
        paintRing(mason, x, foot - height * y, width * radius, 'far', 0);
      paintSpire(mason, { x, foot, width: width * 0.72, height, waist: 0.55, head: 0.2, lean: 0 });
      for (const [y, radius] of [
        [0.72, 0.72],
        [0.56, 0.56],
      ] as const)
        paintRing(mason, x, foot - height * y, width * radius, 'near', 0);
      return;
    }
    default:
      return paintSpire(mason, {
        x,
        foot,
        width: width * 0.85,
        height,
        waist: random.between(0.5, 0.75),
        head: random.between(0.1, 0.5),
        lean: random.between(-0.03, 0.03),
      });
  }
}
