import { css, lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSprite, type Layer, type Sheet, type Stage } from '../scene.ts';

/** Koi that glide below the surface of the pond, seen from above at a slant. */
export function koiLayer(stage: Stage, light: Light, count: number, shore: number): Layer {
  const { width, height, unit } = stage;
  const random = stage.random.fork('koi');
  const coats: readonly (readonly [Rgb, Rgb])[] = [
    [rgb('#ff8a34'), rgb('#fff3e0')],
    [rgb('#fff6ea'), rgb('#e8432a')],
    [rgb('#ffc23e'), rgb('#fff3c8')],
  ];
  const sprites = coats.map(([body, mark]) => paintKoi(stage, light, body, mark));
  const fishes = Array.from({ length: count }, (_, index) => {
    const near = (index + random.next()) / count;
    return {
      sprite: sprites[index % sprites.length],
      x: width * (0.27 + 0.5 * ((index * 0.618 + random.between(0, 0.12)) % 1)),
      y: shore + (height * 0.83 - shore) * (0.3 + 0.62 * near),
      size: 0.55 + 0.6 * near,
      speed: random.between(5, 11) * unit * (random.chance(0.5) ? 1 : -1),
      phase: random.between(0, Math.PI * 2),
    };
  });
  return {
    depth: 0.41,
    draw: (context, { timeS }) => {
      for (const { sprite, x, y, size, speed, phase } of fishes) {
        if (!sprite) continue;
        const side = Math.sign(speed) * size;
        context.save();
        context.translate(x + speed * timeS, y + Math.sin(timeS * 0.6 + phase) * 3 * unit);
        context.transform(side, Math.sin(timeS * 2.6 + phase) * 0.09, Math.sin(timeS * 2.6 + phase) * 0.14, size, 0, 0);
        drawSheet(context, sprite);
        context.restore();
      }
    },
  };
}

function paintKoi(stage: Stage, light: Light, body: Rgb, mark: Rgb): Sheet {
  const { unit } = stage;
  const tone = (of: Rgb): string => css(mix(lit(of, mix(light.sun, [255, 255, 255], 0.2)), light.shadow, 0.12), 0.94);
  return paintSprite(84 * unit, 40 * unit, (context) => {
    context.scale(unit, unit);
    context.fillStyle = css(mix(light.shadow, [0, 0, 0], 0.5), 0.22);
    context.beginPath();
    context.ellipse(2, 10, 27, 5, 0, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = tone(mix(body, [255, 255, 255], 0.35));
    context.beginPath();
    context.moveTo(-19, 0);
    context.quadraticCurveTo(-32, -9, -39, -8);
    context.quadraticCurveTo(-34, 0, -38, 7);
    context.quadraticCurveTo(-30, 6, -19, 0);
    context.moveTo(12, -5);
    context.quadraticCurveTo(8, -14, 0, -13);
    context.quadraticCurveTo(2, -8, 4, -5);
    context.moveTo(12, 5);
    context.quadraticCurveTo(8, 14, 0, 13);
    context.quadraticCurveTo(2, 8, 4, 5);
    context.fill();
    context.fillStyle = tone(body);
    context.beginPath();
    context.moveTo(-24, 0);
    context.bezierCurveTo(-10, -9, 14, -10, 27, -2);
    context.quadraticCurveTo(29, 0, 27, 2);
    context.bezierCurveTo(14, 10, -10, 9, -24, 0);
    context.fill();
    context.save();
    context.clip();
    context.fillStyle = tone(mark);
    for (const [x, y, wide] of [
      [14, -3, 7],
      [-2, 3, 8],
      [-15, -2, 4],
    ] as const) {
      context.beginPath();
      context.ellipse(x, y, wide, wide * 0.55, 0.3, 0, Math.PI * 2);
      context.fill();
    }
    context.restore();
  });
}
