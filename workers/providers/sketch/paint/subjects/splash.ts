import { css, mix } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import { paintSprite, type Context, type Stage } from '../scene.ts';

/** Water thrown up where something breaks the surface. The origin is on the waterline; `power` is 0 to 1. */
export type DrawSplash = (context: Context, timeS: number, power: number) => void;

/** Paints the spray of a splash of a width in pixels. */
export function paintSplash(stage: Stage, light: Light, width: number, name: string): DrawSplash {
  const random = stage.random.fork(`splash-${name}`);
  const foam = mix(mix([255, 255, 255], light.skyLow, 0.12), light.shadow, light.night * 0.25);
  const puff = paintSprite(width * 0.5, width * 0.5, (context) => {
    for (let index = 0; index < 90; index++) {
      const turn = random.between(0, Math.PI * 2);
      const far = Math.sqrt(random.next()) * width * 0.2;
      context.fillStyle = css(foam, random.between(0.15, 0.62) * (1.1 - far / (width * 0.21)));
      context.beginPath();
      context.arc(Math.cos(turn) * far, Math.sin(turn) * far, random.between(0.006, 0.03) * width, 0, Math.PI * 2);
      context.fill();
    }
  });
  const drop = paintSprite(10, 10, (context) => {
    context.fillStyle = css(foam, 0.95);
    context.beginPath();
    context.arc(0, 0, 4, 0, Math.PI * 2);
    context.fill();
  });
  const puffs = Array.from({ length: 15 }, (_, index) => ({
    x: (index / 14 - 0.5) * width,
    size: random.between(0.5, 1) * (1.1 - Math.abs(index / 14 - 0.5) * 1.3),
    phase: random.between(0, Math.PI * 2),
  }));
  const drops = Array.from({ length: 64 }, () => ({
    lean: random.between(-1, 1),
    high: random.between(0.25, 0.85),
    pace: random.between(0.55, 0.95),
    start: random.next(),
    size: random.between(0.004, 0.013) * width,
  }));
  return (context, timeS, power) => {
    for (const { lean, high, pace, start, size } of drops) {
      const flight = (timeS * pace + start) % 1;
      const x = lean * width * (0.25 + flight * 0.42);
      const y = -4 * flight * (1 - flight) * high * width * 0.62 * power * (1 - Math.abs(lean) * 0.4);
      context.globalAlpha = (1 - flight) * power;
      context.drawImage(drop.canvas, x - size, y - size, size * 2, size * 2);
    }
    for (const { x, size, phase } of puffs) {
      const swell = 0.8 + 0.25 * Math.sin(timeS * 3.1 + phase);
      const side = puff.width * size * swell;
      context.globalAlpha = (0.7 + 0.3 * Math.sin(timeS * 2.3 + phase * 2) ** 2) * power;
      context.drawImage(puff.canvas, x - side / 2, -side * (0.42 + 0.16 * power), side, side * 0.75);
    }
    context.globalAlpha = 1;
  };
}
