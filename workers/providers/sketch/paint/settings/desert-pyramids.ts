import { css, mix } from '../../kit/colour.ts';
import { paintObelisk, paintPyramid } from '../elements/egyptian.ts';
import { stoneIn, type Mason } from '../elements/masonry.ts';
import { paintSphinx } from '../elements/statues.ts';
import type { Light } from '../light.ts';
import { paintSheet, stillLayer, type Layer, type Stage } from '../scene.ts';

/** Three great pyramids and a sphinx in the haze of the horizon. */
export function pyramidGroup(
  stage: Stage,
  light: Light,
  x: number,
  foot: number,
  reach: number,
  depth: number,
): Layer[] {
  const sheet = paintSheet(stage, { top: foot - reach, bottom: foot + reach * 0.1 }, (context) => {
    const mason = (haze: number): Mason => ({
      context,
      stone: stoneIn(light, '#d9a25c', '#ffc860', haze),
      sunSide: light.sunX < 0.5 ? -1 : 1,
      unit: stage.unit,
      random: stage.random.fork(`pyramids-${haze}`),
      night: light.night,
      lamps: [],
    });
    paintPyramid(mason(0.5), x + reach * 0.74, foot, reach * 0.56, reach * 0.34);
    paintPyramid(mason(0.34), x + reach * 0.3, foot, reach * 0.86, reach * 0.53);
    paintPyramid(mason(0.18), x - reach * 0.34, foot + reach * 0.01, reach * 1.12, reach * 0.7);
    paintObelisk(mason(0.12), x + reach * 0.2, foot, reach * 0.03, reach * 0.26);
    paintSphinx(mason(0.08), x + reach * 0.42, foot + reach * 0.02, reach * 0.28, -1);
    context.globalCompositeOperation = 'source-atop';
    const veil = context.createLinearGradient(0, foot - reach * 0.5, 0, foot);
    const air = mix(light.haze, light.skyLow, 0.5);
    veil.addColorStop(0, css(air, 0));
    veil.addColorStop(1, css(air, 0.6));
    context.fillStyle = veil;
    context.fillRect(x - reach * 2, foot - reach, reach * 4, reach * 1.2);
    context.globalCompositeOperation = 'source-over';
  });
  return [stillLayer(depth, sheet)];
}
