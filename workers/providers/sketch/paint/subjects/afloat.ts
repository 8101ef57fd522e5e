import { createCanvas } from '@napi-rs/canvas';
import { css, mix, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import { paintSprite, type Context, type Layer, type Sheet, type Stage } from '../scene.ts';
import type { Place } from '../setting.ts';
import type { Weather } from '../light.ts';

/** A painted thing that floats: its picture stands on the waterline, which is the row 0 of its painter. */
export interface Afloat {
  readonly width: number;
  /** Height above and depth below the waterline that the picture needs. */
  readonly above: number;
  readonly below: number;
  readonly paint: (context: Context) => void;
  /** How strongly it rolls, 1 for a small boat. */
  readonly roll: number;
  /** Design pixels a second. */
  readonly speed: number;
  /** Drawn over the picture at every frame, its origin on the waterline. */
  readonly live?: (context: Context, timeS: number) => void;
}

/** How high the waves lift what floats. */
export const heaveOf: Readonly<Record<Weather, number>> = {
  clear: 1,
  cloudy: 1.2,
  rain: 1.5,
  storm: 2.6,
  snow: 1,
  fog: 0.5,
};

/** A floating thing with its reflection and the foam at its side, rocked by the waves. */
export function floatingLayer(
  stage: Stage,
  light: Light,
  place: Place,
  x: number,
  size: number,
  heave: number,
  thing: Afloat,
): Layer {
  const { unit } = stage;
  const scaled = (context: Context): void => {
    context.scale(size, size);
    thing.paint(context);
  };
  const sprite = offSprite(thing, size, scaled);
  const mirror = paintMirror(thing, size, scaled);
  const foam = mix([255, 255, 255], light.skyLow, 0.35);
  const wash = paintWash(thing.width * size, foam, light);
  const phase = stage.random.fork(`afloat-${Math.round(x)}`).between(0, Math.PI * 2);
  return {
    depth: place.depth,
    draw: (context, { timeS }) => {
      const lift = Math.sin(timeS * 1.25 + phase) * 3.2 * heave * unit;
      const tilt = Math.sin(timeS * 1.05 + phase + 1) * 0.022 * heave * thing.roll;
      const at = x + thing.speed * unit * timeS;
      drawMirror(context, mirror, at, place.y + lift * 0.4, timeS, unit);
      context.save();
      context.translate(at, place.y + lift);
      context.rotate(tilt);
      context.drawImage(sprite.canvas, sprite.x, sprite.y);
      if (thing.live) {
        context.scale(size, size);
        thing.live(context, timeS);
      }
      context.restore();
      const pulse = 0.75 + 0.25 * Math.sin(timeS * 2.2 + phase);
      context.globalAlpha = pulse;
      context.drawImage(wash.canvas, at + wash.x, place.y + lift * 0.6 + wash.y);
      context.globalAlpha = 1;
    },
  };
}

function offSprite(thing: Afloat, size: number, paint: (context: Context) => void): Sheet {
  const wide = Math.ceil(thing.width * size * 1.1);
  const high = Math.ceil((thing.above + thing.below) * size);
  const canvas = createCanvas(wide, high);
  const context = canvas.getContext('2d');
  context.translate(wide / 2, thing.above * size);
  paint(context);
  return { canvas, x: -wide / 2, y: -thing.above * size, width: wide, height: high };
}

/** The picture upside down, shortened and fading with the depth. */
export function paintMirror(
  thing: Pick<Afloat, 'width' | 'above'>,
  size: number,
  paint: (context: Context) => void,
): Sheet {
  const wide = Math.ceil(thing.width * size * 1.1);
  const squash = 0.62;
  const high = Math.ceil(thing.above * size * squash);
  const canvas = createCanvas(wide, high);
  const context = canvas.getContext('2d');
  context.save();
  context.translate(wide / 2, 0);
  context.scale(1, -squash);
  paint(context);
  context.restore();
  context.globalCompositeOperation = 'destination-in';
  const fade = context.createLinearGradient(0, 0, 0, high);
  fade.addColorStop(0, 'rgba(0,0,0,0.5)');
  fade.addColorStop(1, 'rgba(0,0,0,0)');
  context.fillStyle = fade;
  context.fillRect(0, 0, wide, high);
  return { canvas, x: -wide / 2, y: 0, width: wide, height: high };
}

/** Draws the picture that `paintMirror` made, in strips that the waves move. */
export function drawMirror(context: Context, mirror: Sheet, x: number, y: number, timeS: number, unit: number): void {
  const strip = Math.max(3, Math.round(5 * unit));
  for (let row = 0; row < mirror.height; row += strip) {
    const near = row / mirror.height;
    const high = Math.min(strip, mirror.height - row);
    const swing = Math.sin(row * 0.22 - timeS * 2.4) * (1 + near * 6) * unit;
    context.drawImage(mirror.canvas, 0, row, mirror.width, high, x + mirror.x + swing, y + row, mirror.width, high);
  }
}

function paintWash(length: number, foam: Rgb, light: Light): Sheet {
  return paintSprite(length * 1.3, length * 0.16, (context) => {
    for (let index = 0; index < 46; index++) {
      const share = index / 45 - 0.5;
      const thick = Math.cos(share * Math.PI) ** 0.6;
      const y = Math.sin(index * 2.7) * length * 0.012 + length * 0.012;
      context.fillStyle = css(foam, (0.2 + 0.3 * Math.abs(Math.sin(index * 1.9))) * thick * (1 - light.night * 0.4));
      context.beginPath();
      context.ellipse(
        share * length * 1.02,
        y,
        length * 0.03 * thick,
        length * 0.0075 * thick + 0.5,
        0,
        0,
        Math.PI * 2,
      );
      context.fill();
    }
  });
}

/** Columns for so many things side by side in a place, the first nearest to its middle. */
export function columnsIn(place: Place, count: number): number[] {
  const span = place.right - place.left;
  if (count === 1) return [place.left + span * 0.46];
  return Array.from({ length: count }, (_, index) => place.left + span * ((index + 0.5) / count));
}
