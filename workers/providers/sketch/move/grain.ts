import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { Size } from '../../../../src/core/size.ts';
import { createRandom } from '../kit/random.ts';

/** Opacity of the grain of 255: about one step of brightness up or down, unseen but enough that skies do not band. */
const strength = 3;

/** Faint, still noise for a whole frame, to be drawn over it. */
export function paintGrain({ width, height }: Size): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const picture = context.createImageData(width, height);
  const random = createRandom(1);
  for (let index = 0; index < picture.data.length; index += 4) {
    const value = random.next() * 255;
    picture.data[index] = value;
    picture.data[index + 1] = value;
    picture.data[index + 2] = value;
    picture.data[index + 3] = strength;
  }
  context.putImageData(picture, 0, 0);
  return canvas;
}
