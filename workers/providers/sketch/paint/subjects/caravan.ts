import { lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import type { Layer, Stage } from '../scene.ts';
import { camelCycle } from './camel-figure.ts';

/** Camels that walk in a line. */
export interface Caravan {
  /** The column where the first walks at the start, and the row of their feet at a column. */
  readonly x: number;
  readonly foot: (x: number) => number;
  readonly count: number;
  /** From foot to hump, in pixels of the stage. */
  readonly height: number;
  readonly facing: 1 | -1;
  readonly depth: number;
  readonly colour?: Rgb;
}

const cloths = ['#b8322e', '#2f5f9c', '#d98a2b', '#6b3a7c', '#2f8a74'] as const;

/** A caravan with long shadows on the sand. */
export function caravanLayer(stage: Stage, light: Light, caravan: Caravan): Layer {
  const random = stage.random.fork('caravan');
  const { height, facing } = caravan;
  const coat = lit(caravan.colour ?? rgb('#a8703c'), mix(light.sun, light.shadow, 0.3));
  const dark = lit(rgb('#59341f'), mix(light.shadow, light.sun, 0.35));
  const camels = Array.from({ length: caravan.count }, (_, index) => {
    const cloth = lit(rgb(cloths[index % cloths.length] ?? cloths[0]), mix(light.sun, light.shadow, 0.2));
    const size = random.between(0.92, 1.06);
    return {
      cycle: camelCycle(Math.ceil(height * size), { coat, shade: dark, cloth, rider: index % 3 !== 1 }),
      behind: index * height * random.between(1.72, 1.95),
      phase: random.between(0, 12),
    };
  });
  const shadowSide = light.sunX < 0.5 ? 1 : -1;
  const pace = height * 0.32;
  return {
    depth: caravan.depth,
    draw: (context, { timeS }) => {
      for (const { cycle, behind, phase } of camels) {
        const x = caravan.x + facing * (pace * timeS - behind);
        const y = caravan.foot(x);
        const step = Math.floor(timeS * 8 + phase) % cycle.steps.length;
        const body = cycle.steps[step];
        const shadow = cycle.shadows[step];
        if (body === undefined || shadow === undefined) continue;
        context.save();
        context.translate(x, y);
        context.save();
        context.globalAlpha = 0.42 * (1 - light.night * 0.6);
        context.transform(facing, 0, shadowSide * -1.7, -0.2, 0, 0);
        context.drawImage(shadow.canvas, shadow.x, shadow.y);
        context.restore();
        context.scale(facing, 1);
        context.drawImage(body.canvas, body.x, body.y);
        context.restore();
      }
    },
  };
}
