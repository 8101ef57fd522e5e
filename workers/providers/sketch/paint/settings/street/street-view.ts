import { mix, type Rgb } from '../../../kit/colour.ts';
import { clamp } from '../../../kit/math.ts';
import type { Light } from '../../light.ts';
import type { Context, Stage } from '../../scene.ts';

/**
 * How a street is seen: metres to the right of its middle (x), above the road (y) and ahead (z) to pixels of the stage.
 * With `mirror` -1 it is seen upside down, as on the wet road.
 */
export interface StreetView {
  readonly horizon: number;
  readonly middle: number;
  /** Pixels that a metre takes one metre ahead. */
  readonly focal: number;
  readonly mirror: 1 | -1;
  /** 0 by bright day, 1 by night or foul weather: how much the lamps show. */
  readonly lamps: number;
  readonly neon: boolean;
}

/** Height of the viewer's eye above the road, in metres. */
export const eyeM = 1.7;
/** From the middle of the street to its house fronts, in metres. */
export const frontM = 4.6;
/** How far ahead the street ends, in metres. */
export const endM = 74;

/** A street seen along its middle. */
export function lookDownStreet(stage: Stage, lamps: number, neon: boolean): StreetView {
  const { width, height } = stage;
  const focal = Math.max(width * 0.62, height * 0.6);
  return { horizon: height * 0.47, middle: width * 0.5, focal, mirror: 1, lamps, neon };
}

/** The pixel of a point in metres. */
export function project(view: StreetView, x: number, y: number, z: number): readonly [x: number, y: number] {
  const scale = view.focal / z;
  return [view.middle + x * scale, view.horizon + (eyeM - y * view.mirror) * scale];
}

/** Fills a rectangle of a house front: between two distances and two heights, in metres. */
export function fillFront(
  context: Context,
  view: StreetView,
  x: number,
  [fromZ, toZ]: readonly [number, number],
  [fromY, toY]: readonly [number, number],
): void {
  fillFace(context, view, [
    [x, fromY, fromZ],
    [x, toY, fromZ],
    [x, toY, toZ],
    [x, fromY, toZ],
  ]);
}

/** Fills a face of which the corners are given in metres. */
export function fillFace(
  context: Context,
  view: StreetView,
  corners: readonly (readonly [x: number, y: number, z: number])[],
): void {
  context.beginPath();
  for (const [x, y, z] of corners) context.lineTo(...project(view, x, y, z));
  context.closePath();
  context.fill();
}

/** A colour as the air of the street leaves it at a distance in metres. */
export function throughAir(light: Light, colour: Rgb, z: number): Rgb {
  return mix(colour, mix(light.haze, light.skyLow, 0.45), clamp((z - 8) / (endM + 14)) ** 0.8 * 0.85);
}
