import { lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';

/** The colours of a dragon under a light. */
export interface Hide {
  readonly top: Rgb;
  readonly middle: Rgb;
  readonly dark: Rgb;
  readonly belly: Rgb;
  readonly horn: Rgb;
  readonly web: Rgb;
  readonly webDark: Rgb;
}

/** A hide of a colour in a light. */
export function hideIn(light: Light, colour: Rgb): Hide {
  const day = mix(light.sun, [255, 255, 255], 0.25);
  const veil = (of: Rgb): Rgb => mix(of, light.haze, 0.04);
  return {
    top: veil(lit(shade(colour, 0.2), day)),
    middle: veil(lit(colour, mix(day, light.shadow, 0.1))),
    dark: veil(mix(lit(shade(colour, -0.5), mix(day, light.shadow, 0.4)), light.shadow, 0.12)),
    belly: veil(lit(mix(colour, rgb('#ffdf9a'), 0.72), mix(day, light.shadow, 0.15))),
    horn: veil(lit(rgb('#f4e2bc'), day)),
    web: veil(lit(mix(shade(colour, 0.05), rgb('#ff9a4a'), 0.42), day)),
    webDark: veil(mix(lit(shade(colour, -0.3), mix(day, light.shadow, 0.3)), light.shadow, 0.15)),
  };
}
