import { css, mix } from '../../kit/colour.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSheet, paintSprite, type Layer, type Stage } from '../scene.ts';
import { crownIn, isSnowy } from './garden-colours.ts';

/** Petals, or leaves in autumn, that tumble down on a light wind. Few in winter. */
export function fallingPetals(stage: Stage, light: Light, spec: SceneSpec, depth: number): Layer {
  const { width, height, unit, marginX, marginY } = stage;
  const random = stage.random.fork('petals');
  const autumn = spec.season === 'autumn';
  const [, middle, bright] = crownIn(light, spec, 0).leaves;
  const sprites = [0.1, 0.5, 0.9].map((share) =>
    paintSprite(14 * unit, 14 * unit, (context) => {
      context.fillStyle = css(mix(middle, bright, share));
      context.beginPath();
      context.moveTo(-6 * unit, 0);
      context.bezierCurveTo(-3 * unit, -5 * unit, 4 * unit, -5 * unit, 6 * unit, autumn ? 0 : -1.5 * unit);
      if (!autumn) context.lineTo(4.4 * unit, 0);
      context.bezierCurveTo(6 * unit, 3 * unit, -2 * unit, 5 * unit, -6 * unit, 0);
      context.fill();
    }),
  );
  const wide = width + 2 * marginX;
  const high = height + 2 * marginY;
  const area = (width * height) / (unit * unit) / 590_000;
  const petals = Array.from({ length: Math.round((isSnowy(spec) ? 14 : 96) * area) }, (_, index) => ({
    sprite: sprites[index % sprites.length],
    x: random.next() * wide,
    y: random.next() * high,
    scale: random.between(0.4, 1.15) ** 1.3,
    speed: random.between(22, 44) * unit,
    phase: random.between(0, Math.PI * 2),
  }));
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { sprite, x, y, scale, speed, phase } of petals) {
        if (!sprite) continue;
        const side = x + timeS * speed * 0.45 + Math.sin(timeS * 1.2 + phase) * 22 * unit;
        const fallen = y + timeS * speed * (0.5 + scale * 0.6);
        context.save();
        context.translate(side - Math.floor(side / wide) * wide - marginX, (fallen % high) - marginY);
        context.rotate(phase + Math.sin(timeS * 1.5 + phase) * 1.1);
        context.scale(scale, scale * (0.3 + 0.7 * Math.abs(Math.cos(timeS * 1.8 + phase))));
        drawSheet(context, sprite);
        context.restore();
      }
    },
  };
}

/** Petals that lie on the pond in rafts and drift slowly. */
export function floatingPetals(stage: Stage, light: Light, spec: SceneSpec, shore: number): Layer {
  const { width, height, unit, marginX, noise } = stage;
  const random = stage.random.fork('floating petals');
  const [dark, middle, bright] = crownIn(light, spec, 0.1).leaves;
  const sheet = paintSheet(stage, { top: shore + 16 * unit, bottom: height * 0.92 }, (context) => {
    if (isSnowy(spec)) return;
    for (let index = 0; index < 1_500; index++) {
      const x = random.between(-marginX, width + marginX);
      const near = random.next();
      const y = shore + 20 * unit + near * (height * 0.9 - shore - 24 * unit);
      if (noise.at(x / (170 * unit), y / (34 * unit)) < 0.3) continue;
      const wide = (0.9 + near * 2.4) * unit * random.between(0.7, 1.3);
      context.fillStyle = css(random.chance(0.3) ? mix(dark, middle, 0.6) : mix(middle, bright, random.next()), 0.9);
      context.beginPath();
      context.ellipse(x, y, wide, wide * 0.45, 0, 0, Math.PI * 2);
      context.fill();
    }
  });
  return {
    depth: 0.41,
    draw: (context, { timeS }) => drawSheet(context, sheet, Math.round(Math.sin(timeS * 0.25) * 14 * unit), 0),
  };
}
