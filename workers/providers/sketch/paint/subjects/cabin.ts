import { paintGlow } from '../elements/sky.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSprite, type Layer, type Sheet, type Stage } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { columnsIn } from './afloat.ts';
import { paintCabinBody } from './cabin-body.ts';
import { css, mix } from '../../kit/colour.ts';

/** A log cabin with lit windows and a smoking chimney. */
export const paintCabins: PaintSubject = (stage, light, subject, setting, spec) => {
  const place = setting.ground;
  if (!place) return [];
  const snowy = spec.season === 'winter' || spec.weather === 'snow';
  const count = Math.min(subject.count, 4);
  return columnsIn(place, count).map((x, index) => {
    const size = (place.personHeight / 50) * (count > 1 ? 0.72 : 1);
    return cabinLayer(stage, light, x, place.y - (index % 2) * place.personHeight * 0.3, size, snowy, place.depth);
  });
};

/** How much the windows shine: at noon too, a little. */
const windowGlow = (light: Light): number => Math.max(0.4, light.night);

function cabinLayer(
  stage: Stage,
  light: Light,
  x: number,
  foot: number,
  size: number,
  snowy: boolean,
  depth: number,
): Layer {
  const glow = windowGlow(light);
  const random = stage.random.fork(`cabin${Math.round(x)}`);
  const body = paintSprite(360 * size, 330 * size, (context) => {
    context.scale(size, size);
    context.translate(0, 120);
    paintCabinBody(context, light, { snowy, glow, unit: size }, random);
  });
  const warmth = paintSprite(420 * size, 240 * size, (context) => {
    context.scale(size, size * 0.42);
    paintGlow(context, 0, 0, 200, [255, 176, 84], 0.75 * glow);
  });
  const lamp = paintSprite(130 * size, 130 * size, (context) => {
    paintGlow(context, 0, 0, 62 * size, [255, 196, 104], 0.7);
  });
  const smoke = smokeOf(light, size);
  const puffs = Array.from({ length: 16 }, (_, index) => ({ start: index / 16, wobble: random.between(0, 6.28) }));
  return {
    depth,
    draw: (context, { timeS }) => {
      context.globalAlpha = 0.9;
      drawSheet(context, warmth, x + 6 * size, foot + 16 * size);
      for (const { start, wobble } of puffs) {
        const age = (start + timeS * 0.085) % 1;
        const wide = smoke.width * (0.3 + age * 1.15);
        context.globalAlpha = 0.5 * Math.min(1, age * 9) * (1 - age) ** 1.1;
        const drift = age * age * 74 * size + Math.sin(timeS * 0.9 + wobble + age * 5) * 7 * size * age;
        context.drawImage(
          smoke.canvas,
          x + 62 * size + drift - wide / 2,
          foot - (194 + age * 150) * size - wide / 2,
          wide,
          wide,
        );
      }
      context.globalAlpha = 1;
      drawSheet(context, body, x, foot - 120 * size);
      for (const [dx, dy, phase] of [
        [-76, -48, 0],
        [64, -52, 1.7],
      ] as const) {
        context.globalAlpha =
          glow * (0.72 + 0.12 * Math.sin(timeS * 4.1 + phase) + 0.06 * Math.sin(timeS * 11 + phase));
        drawSheet(context, lamp, x + dx * size, foot + dy * size);
      }
      context.globalAlpha = 1;
    },
  };
}

function smokeOf(light: Light, size: number): Sheet {
  const colour = mix(mix(light.cloudLit, light.haze, 0.35), [255, 255, 255], 0.12);
  return paintSprite(56 * size, 56 * size, (context) => {
    const soft = context.createRadialGradient(-6 * size, -6 * size, 0, 0, 0, 27 * size);
    soft.addColorStop(0, css(colour, 0.85));
    soft.addColorStop(0.5, css(colour, 0.5));
    soft.addColorStop(1, css(colour, 0));
    context.fillStyle = soft;
    context.fillRect(-28 * size, -28 * size, 56 * size, 56 * size);
  });
}
