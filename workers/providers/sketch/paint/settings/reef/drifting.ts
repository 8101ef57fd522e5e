import { css, mix } from '../../../kit/colour.ts';
import { paintGlow } from '../../elements/sky.ts';
import { drawSheet, paintSprite, type Layer, type Stage } from '../../scene.ts';
import type { SeaLight } from './sea-light.ts';

const wrap = (value: number, low: number, high: number): number => {
  const span = high - low;
  return low + ((((value - low) % span) + span) % span);
};

/** Columns of bubbles that wobble up. */
export function bubbles(stage: Stage, sea: SeaLight, columns: readonly number[], depth: number): Layer {
  const { unit, height } = stage;
  const random = stage.random.fork('bubbles');
  const sprite = paintSprite(26 * unit, 26 * unit, (context) => {
    const r = 11 * unit;
    const fill = context.createRadialGradient(-r * 0.2, -r * 0.3, r * 0.1, 0, 0, r);
    fill.addColorStop(0, css(sea.bright, 0.05));
    fill.addColorStop(0.75, css(sea.bright, 0.16));
    fill.addColorStop(1, css(sea.bright, 0.6));
    context.fillStyle = fill;
    context.beginPath();
    context.arc(0, 0, r, 0, Math.PI * 2);
    context.fill();
    context.strokeStyle = css(mix(sea.bright, [255, 255, 255], 0.7), 0.85);
    context.lineWidth = unit;
    context.stroke();
    context.fillStyle = 'rgba(255,255,255,0.95)';
    context.beginPath();
    context.ellipse(-r * 0.4, -r * 0.45, r * 0.22, r * 0.14, -0.7, 0, Math.PI * 2);
    context.fill();
  });
  const all = columns.flatMap((column) =>
    Array.from({ length: 13 }, () => ({
      x: column * stage.width + random.between(-16, 16) * unit,
      y: random.between(-0.1, 1) * height,
      size: random.between(0.18, 0.85) ** 1.3,
      speed: random.between(34, 62) * unit,
      phase: random.between(0, Math.PI * 2),
    })),
  );
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { x, y, size, speed, phase } of all) {
        const up = wrap(y - timeS * speed * (0.6 + size * 0.6), -stage.marginY, height + stage.marginY);
        const aside = Math.sin(timeS * 2.1 + phase) * 5 * unit;
        const side = sprite.width * size;
        context.drawImage(sprite.canvas, x + aside - side / 2, up - side / 2, side, side);
      }
    },
  };
}

/** Specks that drift in the light. `lamps` makes them glow like plankton at night. */
export function plankton(stage: Stage, sea: SeaLight, depth: number): Layer {
  const { unit, width, height } = stage;
  const random = stage.random.fork('plankton');
  const colour = mix(sea.ray, [120, 255, 230], sea.glowing * 0.7);
  const soft = paintSprite(20 * unit, 20 * unit, (context) => paintGlow(context, 0, 0, 10 * unit, colour, 0.9));
  const specks = Array.from({ length: 70 }, () => {
    const near = random.next() ** 3;
    return {
      x: random.between(-stage.marginX, width + stage.marginX),
      y: random.between(-stage.marginY, height + stage.marginY),
      size: 0.12 + near * 0.9,
      alpha: (0.65 - near * 0.5) * (0.7 + sea.glowing * 0.3),
      speed: (3 + near * 10) * unit,
      phase: random.between(0, Math.PI * 2),
    };
  });
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { x, y, size, alpha, speed, phase } of specks) {
        const side = soft.width * size;
        const px = wrap(x + timeS * speed, -stage.marginX, width + stage.marginX);
        const py = y + Math.sin(timeS * 0.5 + phase) * 9 * unit;
        context.globalAlpha = alpha * (0.7 + 0.3 * Math.sin(timeS * 1.4 + phase));
        context.drawImage(soft.canvas, px - side / 2, py - side / 2, side, side);
      }
      context.globalAlpha = 1;
    },
  };
}

/** Soft lamps for living things that glow in the dark. */
export function nightLamps(stage: Stage, sea: SeaLight, depth: number, low: number): Layer {
  const { unit, width, height } = stage;
  const random = stage.random.fork('lamps');
  const sprites = [
    [90, 255, 220],
    [255, 110, 220],
    [120, 160, 255],
  ].map(([red = 0, green = 0, blue = 0]) =>
    paintSprite(90 * unit, 90 * unit, (context) => paintGlow(context, 0, 0, 45 * unit, [red, green, blue], 0.7)),
  );
  const lamps = Array.from({ length: 34 }, (_, index) => ({
    x: random.between(0, width),
    y: random.between(low, height),
    sprite: sprites[index % sprites.length],
    phase: random.between(0, Math.PI * 2),
  }));
  return {
    depth,
    draw: (context, { timeS }) => {
      context.globalCompositeOperation = 'lighter';
      for (const { x, y, sprite, phase } of lamps) {
        if (!sprite) continue;
        context.globalAlpha = sea.glowing * (0.32 + 0.22 * Math.sin(timeS * 0.9 + phase));
        drawSheet(context, sprite, x, y);
      }
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
    },
  };
}
