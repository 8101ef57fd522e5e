import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Size } from '../../../../src/core/size.ts';
import { createNoise, type Noise } from '../kit/noise.ts';
import { createRandom, hashText, type Random } from '../kit/random.ts';

export type Context = SKRSContext2D;

/** The paper: the frame in pixels, and the margin around it that the camera may look into. */
export interface Stage extends Size {
  /** One design pixel: 1 at 1024×576. Sizes of things are multiples of it. */
  readonly unit: number;
  readonly marginX: number;
  readonly marginY: number;
  readonly random: Random;
  readonly noise: Noise;
}

/** A moment of the film. */
export interface Moment {
  /** Seconds from the first frame. */
  readonly timeS: number;
}

/**
 * One sheet of the picture. `draw` is called for every frame with the camera's view of this depth already set, in
 * pixels of the stage; it must leave the context as it found it, its transform apart.
 */
export interface Layer {
  /** 0 is the sky, 1 the nearest ground; above 1 is right before the lens. */
  readonly depth: number;
  draw(context: Context, moment: Moment): void;
}

/** A painted scene: layers from back to front. */
export interface Scene {
  readonly stage: Stage;
  readonly layers: readonly Layer[];
}

/** A painted bitmap with its place on the stage. */
export interface Sheet {
  readonly canvas: Canvas;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of a stage that a sheet covers, in pixels of the stage; the whole with its margin where left out. */
export interface Area {
  readonly left?: number;
  readonly right?: number;
  readonly top?: number;
  readonly bottom?: number;
}

/** A share of the frame's size on each side: what the widest camera move needs. */
const marginShare = 0.1;

/** An empty stage for a frame and a seed. */
export function createStage(size: Size, seed: number): Stage {
  return {
    width: size.width,
    height: size.height,
    unit: Math.min(size.width, size.height) / 576,
    marginX: Math.ceil(size.width * marginShare),
    marginY: Math.ceil(size.height * marginShare),
    random: createRandom(seed),
    noise: createNoise(hashText('noise', seed)),
  };
}

/** Paints a sheet once. The painter works in pixels of the stage. */
export function paintSheet(stage: Stage, area: Area, paint: (context: Context) => void): Sheet {
  const x = Math.floor(Math.max(area.left ?? -Infinity, -stage.marginX));
  const y = Math.floor(Math.max(area.top ?? -Infinity, -stage.marginY));
  const right = Math.ceil(Math.min(area.right ?? Infinity, stage.width + stage.marginX));
  const bottom = Math.ceil(Math.min(area.bottom ?? Infinity, stage.height + stage.marginY));
  const width = Math.max(1, right - x);
  const height = Math.max(1, bottom - y);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.translate(-x, -y);
  paint(context);
  return { canvas, x, y, width, height };
}

/** Paints a small picture with its own origin in the middle: a fish, a glow, a flake. */
export function paintSprite(width: number, height: number, paint: (context: Context) => void): Sheet {
  const wide = Math.max(1, Math.ceil(width));
  const high = Math.max(1, Math.ceil(height));
  const canvas = createCanvas(wide, high);
  const context = canvas.getContext('2d');
  context.translate(wide / 2, high / 2);
  paint(context);
  return { canvas, x: -wide / 2, y: -high / 2, width: wide, height: high };
}

/** Draws a sheet at its place, moved by an offset. */
export function drawSheet(context: Context, sheet: Sheet, offsetX = 0, offsetY = 0): void {
  context.drawImage(sheet.canvas, sheet.x + offsetX, sheet.y + offsetY);
}

/** A layer that never changes. */
export function stillLayer(depth: number, sheet: Sheet): Layer {
  return { depth, draw: (context) => drawSheet(context, sheet) };
}
