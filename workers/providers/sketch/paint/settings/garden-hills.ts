import { css, lit, mix, rgb } from '../../kit/colour.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { paintClump, paintFir, paintLeafy } from '../elements/forest-trees.ts';
import type { Light } from '../light.ts';
import { paintSheet, type Sheet, type Stage } from '../scene.ts';
import { crownIn, isSnowy, mossIn, otherIn } from './garden-colours.ts';
import { firIn } from './forest-winter.ts';

/** Three wooded hills behind the garden, each nearer one clearer, with mist between them. */
export function paintGardenHills(stage: Stage, light: Light, spec: SceneSpec, shore: number): Sheet {
  const { width, height, unit, marginX, noise } = stage;
  const random = stage.random.fork('garden-hills');
  return paintSheet(stage, { top: shore - height * 0.36, bottom: shore + 4 }, (context) => {
    for (const [index, [rise, swing, reach, haze]] of (
      [
        [0.19, 0.13, 330, 0.74],
        [0.12, 0.09, 250, 0.56],
        [0.07, 0.05, 190, 0.36],
      ] as const
    ).entries()) {
      const tall = Math.min(height, width * 1.1);
      const crest = (x: number): number =>
        shore -
        tall * (rise + swing * noise.at(x / (reach * unit) + index * 9.1, index * 4.3)) -
        noise.cloudy(x / (14 * unit), index * 7.7, 2) * (2 + index * 2.4) * unit;
      const green = isSnowy(spec) ? rgb('#a9bddd') : spec.season === 'autumn' ? rgb('#c8602a') : rgb('#3c7a62');
      const body = mix(lit(green, mix(light.sun, light.shadow, 0.4)), light.haze, haze);
      const fill = context.createLinearGradient(0, shore - tall * (rise + swing * 0.5), 0, shore);
      fill.addColorStop(0, css(mix(body, light.glow, 0.12)));
      fill.addColorStop(0.35, css(body));
      fill.addColorStop(1, css(mix(light.haze, light.skyLow, 0.45)));
      context.fillStyle = fill;
      context.beginPath();
      context.moveTo(-marginX, shore + 4);
      for (let x = -marginX; x <= width + marginX + 4; x += 2.5 * unit) context.lineTo(x, crest(x));
      context.lineTo(width + marginX, shore + 4);
      context.fill();
      if (index === 0) continue;
      for (let tuft = 0; tuft < 150; tuft++) {
        const x = random.between(-marginX, width + marginX);
        const look = random.chance(0.3)
          ? crownIn(light, spec, haze + 0.2)
          : otherIn(light, spec, haze + 0.16, spec.season === 'autumn' ? 2 : tuft % 2);
        const low = random.next() ** 2 * tall * 0.02;
        paintClump(
          context,
          x,
          crest(x) + low + 3 * unit,
          random.between(3, 6) * (1 + index * 0.4) * unit,
          look,
          5,
          random,
        );
      }
    }
  });
}

/** The far bank of the pond: lawn, clipped shrubs, cherries and pines, with a gap for what stands there. */
export function paintFarBank(
  stage: Stage,
  light: Light,
  spec: SceneSpec,
  shore: number,
  gap: { readonly x: number; readonly half: number },
): Sheet {
  const { width, height, unit, marginX, noise } = stage;
  const random = stage.random.fork('garden-far-bank');
  const lawn = mossIn(light, spec, 0.14);
  const crest = (x: number): number => shore - (15 + 8 * noise.at(x / (150 * unit), 3.3)) * unit;
  return paintSheet(stage, { top: shore - height * 0.3, bottom: shore + 10 * unit }, (context) => {
    const places = Array.from({ length: 22 }, (_, index) => {
      const x = -marginX + ((index + random.between(0.1, 0.9)) / 22) * (width + 2 * marginX);
      return { x, high: random.between(52, 112) * unit, kind: random.next() };
    });
    for (const { x, high, kind } of places) {
      const near = Math.abs(x - gap.x) < gap.half;
      const size = near ? high * 0.55 : high;
      if (kind < 0.26) paintFir(context, x, crest(x) + 5 * unit, size * 1.15, firIn(light, 0.2, isSnowy(spec)), random);
      else {
        const look = kind < 0.78 ? crownIn(light, spec, 0.16) : otherIn(light, spec, 0.16, 1);
        paintLeafy(context, x, crest(x) + 6 * unit, size, look, random);
      }
    }
    const fill = context.createLinearGradient(0, shore - 22 * unit, 0, shore + 6 * unit);
    fill.addColorStop(0, css(lawn.bright));
    fill.addColorStop(0.6, css(mix(lawn.bright, lawn.dark, 0.6)));
    fill.addColorStop(1, css(lawn.dark));
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(-marginX, shore + 3 * unit);
    for (let x = -marginX; x <= width + marginX + 5; x += 5 * unit) context.lineTo(x, crest(x));
    for (let x = width + marginX; x >= -marginX - 5; x -= 5 * unit) {
      context.lineTo(x, shore + noise.at(x / (26 * unit), 8.8) * 3 * unit);
    }
    context.fill();
    for (let index = 0; index < 70; index++) {
      const x = random.between(-marginX, width + marginX);
      const size = random.between(4, 10) * unit;
      const y = shore - random.between(2, 15) * unit;
      paintClump(context, x, y, size, otherIn(light, spec, 0.1, index), 8, random);
    }
    const stone = lit(rgb('#8d8a88'), mix(light.sun, light.shadow, 0.35));
    for (let index = 0; index < 60; index++) {
      const x = random.between(-marginX, width + marginX);
      const wide = random.between(3, 9) * unit;
      context.fillStyle = css(mix(stone, light.glow, random.between(0, 0.25)));
      context.beginPath();
      context.ellipse(x, shore + random.between(-1, 2) * unit, wide, wide * 0.5, 0, Math.PI, Math.PI * 2);
      context.fill();
    }
  });
}
