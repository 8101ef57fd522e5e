import { css, mix } from '../../kit/colour.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { drawSheet, paintSheet, paintSprite, type Layer, type Stage } from '../scene.ts';
import type { Light } from '../light.ts';
import { leafyIn, pickLeaves } from './forest-leaves.ts';

/** Slanting shafts of sunlight between the trees, that brighten and fade by turns. */
export function lightShafts(stage: Stage, light: Light, strength: number, depth: number): Layer {
  const { width, height, unit } = stage;
  const random = stage.random.fork('shafts');
  const side = light.sunX < 0.5 ? -1 : 1;
  const groups = [0, 1].map((group) =>
    paintSheet(stage, { bottom: height * 0.86, left: width * 0.1 }, (context) => {
      for (let index = 0; index < 4; index++) {
        const top = width * (0.42 + side * 0.1 + (index * 2 + group) * 0.062) + random.between(-20, 20) * unit;
        const wide = random.between(16, 46) * unit;
        const slide = -side * height * random.between(0.3, 0.4);
        const beam = context.createLinearGradient(0, 0, 0, height * 0.84);
        const colour = mix(light.glow, light.skyLow, 0.25);
        beam.addColorStop(0, css(colour, 0.34 * strength));
        beam.addColorStop(0.6, css(colour, 0.2 * strength));
        beam.addColorStop(1, css(colour, 0));
        context.fillStyle = beam;
        for (const share of [1, 0.62, 0.3]) {
          context.globalAlpha = 0.42;
          context.beginPath();
          context.moveTo(top - wide * 0.4 * share, -stage.marginY);
          context.lineTo(top + wide * 0.4 * share, -stage.marginY);
          context.lineTo(top + slide + wide * 1.5 * share, height * 0.84);
          context.lineTo(top + slide - wide * 1.5 * share, height * 0.84);
          context.fill();
        }
      }
    }),
  );
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const [index, sheet] of groups.entries()) {
        context.globalAlpha = 0.7 + 0.3 * Math.sin(timeS * 0.7 + index * 2.4);
        drawSheet(context, sheet);
      }
      context.globalAlpha = 1;
    },
  };
}

/** Leaves that tumble from the trees in autumn; petals or motes of light in other seasons. */
export function fallingLeaves(stage: Stage, light: Light, spec: SceneSpec, depth: number): Layer {
  const { width, height, unit, marginX, marginY } = stage;
  const random = stage.random.fork('falling-leaves');
  const autumn = spec.season === 'autumn';
  const sprites = [0, 1, 2, 3].map(() => {
    const [, middle, bright] = leafyIn(light, pickLeaves(spec.season, random), 0).leaves;
    return paintSprite(16 * unit, 16 * unit, (context) => {
      context.fillStyle = css(autumn ? mix(middle, bright, 0.35) : mix(light.glow, bright, 0.25), autumn ? 1 : 0.7);
      context.beginPath();
      if (autumn) {
        context.moveTo(-7 * unit, 0);
        context.quadraticCurveTo(0, -6 * unit, 7 * unit, 0);
        context.quadraticCurveTo(0, 6 * unit, -7 * unit, 0);
      } else context.arc(0, 0, 2.2 * unit, 0, Math.PI * 2);
      context.fill();
    });
  });
  const leaves = Array.from({ length: autumn ? 34 : 26 }, (_, index) => ({
    sprite: sprites[index % sprites.length],
    x: random.between(-marginX, width + marginX),
    y: random.next() * (height + 2 * marginY),
    scale: random.between(0.45, 1.1),
    speed: random.between(16, 36) * unit * (autumn ? 1 : -0.3),
    phase: random.between(0, Math.PI * 2),
  }));
  const high = height + 2 * marginY;
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { sprite, x, y, scale, speed, phase } of leaves) {
        if (!sprite) continue;
        const fallen = y + timeS * speed;
        context.save();
        context.translate(
          x + Math.sin(timeS * 1.1 + phase) * 26 * unit,
          fallen - Math.floor(fallen / high) * high - marginY,
        );
        context.rotate(Math.sin(timeS * 1.6 + phase) * 1.2);
        context.scale(scale, scale * (0.35 + 0.65 * Math.abs(Math.cos(timeS * 1.9 + phase))));
        drawSheet(context, sprite);
        context.restore();
      }
    },
  };
}
