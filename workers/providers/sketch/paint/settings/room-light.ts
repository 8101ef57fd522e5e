import { lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';

/** The light of a lamp with a cloth shade. */
export const lampColour: Rgb = rgb('#ffc27a');

/** The light inside a room: daylight that comes through the window, and a lamp that takes over as night falls. */
export function indoorLight(light: Light): Light {
  const lamp = light.night * 0.82;
  return {
    ...light,
    sun: mix(light.sun, rgb('#f0b684'), Math.max(lamp, 0.12)),
    shadow: mix(mix(light.shadow, rgb('#7a5a58'), 0.45), rgb('#4a2c34'), lamp),
  };
}

/** A colour inside the room, from full light (0) to full shadow (1). */
export function indoorTone(inside: Light, of: Rgb, shadow: number): Rgb {
  return mix(lit(of, inside.sun), lit(of, mix(inside.shadow, [30, 18, 26], 0.25)), shadow);
}
