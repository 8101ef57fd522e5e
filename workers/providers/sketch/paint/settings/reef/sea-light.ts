import { lit, mix, rgb, saturate, shade, type Rgb } from '../../../kit/colour.ts';
import type { Light } from '../../light.ts';

/** The light under water: how the day above comes down, and what distance fades into. */
export interface SeaLight {
  /** At the surface, where the sun breaks through. */
  readonly bright: Rgb;
  readonly shallow: Rgb;
  readonly middle: Rgb;
  readonly deep: Rgb;
  /** What distance fades into, at the height of the reef. */
  readonly haze: Rgb;
  /** Colour of rays and of the light net on the sand. */
  readonly ray: Rgb;
  /** How strong rays and light nets are, 0 to 1. */
  readonly strength: number;
  /** How lamps of living things show: 0 by day, 1 at night. */
  readonly glowing: number;
  /** Column of the brightest water, as a share of the width. */
  readonly sunX: number;
  /** A thing's colour in full light here. */
  paint(colour: Rgb): Rgb;
}

/** The light under clear tropical water for the light above it. */
export function seaLightOf(light: Light): SeaLight {
  const dark = light.night ** 1.3;
  const warm = mix(light.skyLow, light.glow, 0.5);
  const tinting = Math.min(1, (255 - light.sun[2]) / 110);
  const down = (colour: Rgb, tint: number): Rgb => {
    const tinted = mix(colour, mix(colour, mix(warm, rgb('#f29ac4'), 0.35), 0.34), tint * tinting);
    return mix(tinted, lit(shade(colour, -0.3), mix(light.sun, light.shadow, 0.5)), dark);
  };
  const grey = saturate(light.sun, 0.2);
  const filter = mix(light.sun, grey, 0.4);
  return {
    bright: down(rgb('#e4fff4'), 0.9),
    shallow: down(rgb('#5fe3e6'), 0.55),
    middle: down(rgb('#1fa8dc'), 0.3),
    deep: down(rgb('#0b4f9e'), 0.15),
    haze: down(rgb('#2f9fd6'), 0.3),
    ray: mix(rgb('#d8fff4'), light.glow, 0.45),
    strength: 1 - dark * 0.62,
    glowing: light.night,
    sunX: light.sunX < 0.5 ? 0.4 : 0.6,
    paint: (colour) => mix(lit(colour, mix(filter, [255, 255, 255], 0.25)), lit(colour, light.shadow), dark * 0.35),
  };
}
