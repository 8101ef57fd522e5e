import { css, mix } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Layer, Stage } from '../scene.ts';
import { paintSprite } from '../scene.ts';

/** Veils and grains of sand that the wind carries along a row. */
export function blownSand(stage: Stage, light: Light, row: number, depth: number): Layer {
  const { width, unit, marginX } = stage;
  const random = stage.random.fork(`sand-${Math.round(depth * 100)}`);
  const colour = mix(light.haze, light.glow, 0.45);
  const veil = paintSprite(unit * 320, unit * 60, (context) => {
    context.scale(1, 0.17);
    paintGlow(context, 0, 0, unit * 158, colour, 0.6);
  });
  const grain = paintSprite(unit * 14, unit * 3, (context) => {
    context.scale(1, 0.2);
    paintGlow(context, 0, 0, unit * 7, mix(colour, [255, 255, 255], 0.4), 1);
  });
  const span = width + 4 * marginX;
  const veils = Array.from({ length: 5 }, () => ({
    x: random.between(0, span),
    y: row + random.between(-12, 14) * unit,
    speed: random.between(10, 24) * unit * (0.4 + depth),
    alpha: random.between(0.22, 0.5),
  }));
  const grains = Array.from({ length: 26 }, () => ({
    x: random.between(0, span),
    y: row + random.between(-44, 34) * unit * (0.3 + depth),
    speed: random.between(36, 90) * unit * (0.4 + depth),
    phase: random.between(0, 6.28),
  }));
  const wrap = (x: number): number => (((x % span) + span) % span) - 2 * marginX;
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { x, y, speed, alpha } of veils) {
        context.globalAlpha = alpha;
        context.drawImage(veil.canvas, wrap(x + speed * timeS) + veil.x, y + veil.y);
      }
      for (const { x, y, speed, phase } of grains) {
        context.globalAlpha = 0.35 + 0.3 * Math.sin(phase + timeS * 2);
        context.drawImage(grain.canvas, wrap(x + speed * timeS), y + Math.sin(phase + timeS * 1.4) * 4 * unit);
      }
      context.globalAlpha = 1;
    },
  };
}

/** A few birds far off that beat their wings and cross slowly. */
export function distantBirds(stage: Stage, light: Light, row: number, depth: number): Layer {
  const { width, unit } = stage;
  const random = stage.random.fork('distant-birds');
  const birds = Array.from({ length: 7 }, (_, index) => ({
    x: width * 0.14 + index * random.between(14, 30) * unit,
    y: row + random.between(-20, 20) * unit,
    size: random.between(3.4, 6) * unit,
    phase: random.between(0, 6.28),
  }));
  const colour = css(mix(light.shadow, [20, 14, 26], 0.55), 0.8);
  return {
    depth,
    draw: (context, { timeS }) => {
      context.strokeStyle = colour;
      context.lineWidth = unit * 1.3;
      context.lineCap = 'round';
      context.beginPath();
      for (const { x, y, size, phase } of birds) {
        const bx = x + timeS * 7 * unit;
        const by = y + Math.sin(phase + timeS * 0.7) * 3 * unit;
        const beat = Math.sin(phase + timeS * 5) * 0.55 + 0.25;
        context.moveTo(bx - size, by - size * beat);
        context.quadraticCurveTo(bx - size * 0.4, by - size * 0.35 * beat - size * 0.2, bx, by);
        context.quadraticCurveTo(bx + size * 0.4, by - size * 0.35 * beat - size * 0.2, bx + size, by - size * beat);
      }
      context.stroke();
      context.lineCap = 'butt';
    },
  };
}
