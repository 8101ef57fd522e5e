import { css, mix, type Rgb } from '../../kit/colour.ts';
import { clamp } from '../../kit/math.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSheet, paintSprite, stillLayer, type Context, type Layer, type Stage } from '../scene.ts';
import type { Opening } from './room-view.ts';

/** The glass of the window: drops that run down it in the rain, snow and frost in its corners in the cold, a sheen. */
export function paneLayers(stage: Stage, light: Light, spec: SceneSpec, opening: Opening): Layer[] {
  const glass = stillLayer(
    0.6,
    paintSheet(stage, opening, (context) => paintSheen(context, light, opening)),
  );
  if (spec.weather === 'rain' || spec.weather === 'storm') return [glass, ...runningDrops(stage, light, opening)];
  if (spec.weather === 'snow' || spec.season === 'winter') return [glass, snowOnSill(stage, light, opening)];
  return [glass];
}

/** Two slanting bands of light across the panes. */
function paintSheen(context: Context, light: Light, { left, right, top, bottom }: Opening): void {
  const wide = right - left;
  const high = bottom - top;
  for (const [at, thick] of [
    [0.16, 0.09],
    [0.29, 0.03],
    [0.88, 0.06],
  ] as const) {
    context.fillStyle = css(mix(light.glow, [255, 255, 255], 0.5), 0.07 - 0.035 * light.night);
    context.beginPath();
    context.moveTo(left + wide * (at + 0.14), top);
    context.lineTo(left + wide * (at + 0.14 + thick), top);
    context.lineTo(left + wide * (at - 0.14 + thick), top + high);
    context.lineTo(left + wide * (at - 0.14), top + high);
    context.fill();
  }
}

/** Small drops that stay on the glass, and large ones that creep, run and creep again. */
function runningDrops(stage: Stage, light: Light, opening: Opening): readonly Layer[] {
  const { unit } = stage;
  const random = stage.random.fork('drops');
  const bright = mix(mix(light.glow, light.skyLow, 0.4), [255, 255, 255], 0.35);
  const dark = mix(light.skyTop, [0, 0, 0], 0.3);
  const top = Math.max(opening.top, -stage.marginY);
  const still = paintSheet(stage, opening, (context) => {
    for (let drop = 0; drop < 520; drop++) {
      const x = random.between(opening.left, opening.right);
      const y = random.between(top, opening.bottom);
      paintDrop(context, x, y, unit * (0.8 + 2.6 * random.next() ** 3), bright, dark);
    }
  });
  const length = 96 * unit;
  const runner = paintSprite(12 * unit, length, (context) => {
    const trail = context.createLinearGradient(0, -length / 2, 0, length / 2);
    trail.addColorStop(0, css(bright, 0));
    trail.addColorStop(1, css(bright, 0.42));
    context.fillStyle = trail;
    context.beginPath();
    context.moveTo(-0.8 * unit, -length / 2);
    context.lineTo(0.8 * unit, -length / 2);
    context.lineTo(2.2 * unit, length / 2 - 6 * unit);
    context.lineTo(-2.2 * unit, length / 2 - 6 * unit);
    context.fill();
    paintDrop(context, 0, length / 2 - 6 * unit, 3.8 * unit, bright, dark);
  });
  const runners = Array.from({ length: 34 }, () => ({
    x: random.between(opening.left + 6 * unit, opening.right - 6 * unit),
    start: random.next(),
    speed: random.between(0.05, 0.13),
    phase: random.between(0, 6),
  }));
  const high = opening.bottom - top + length;
  return [
    stillLayer(0.61, still),
    {
      depth: 0.62,
      draw: (context, { timeS }) => {
        for (const { x, start, speed, phase } of runners) {
          // The sine takes back most of the speed for a while, so that a drop stops and starts.
          const way = start + speed * (timeS + 0.62 * Math.sin(timeS * 1.5 + phase));
          const y = top + (way - Math.floor(way)) * high - length / 2;
          context.globalAlpha = clamp((opening.bottom + 4 * unit - y - length / 2) / (12 * unit));
          drawSheet(context, runner, x + Math.sin(way * 21 + phase) * 2.2 * unit, y);
        }
        context.globalAlpha = 1;
      },
    },
  ];
}

/** A drop on glass shows the world upside down: dark above, bright below, and a spark. */
function paintDrop(context: Context, x: number, y: number, radius: number, bright: Rgb, dark: Rgb): void {
  context.fillStyle = css(dark, 0.3);
  context.beginPath();
  context.ellipse(x, y, radius, radius * 1.25, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css(bright, 0.6);
  context.beginPath();
  context.ellipse(x, y + radius * 0.35, radius * 0.75, radius * 0.8, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = 'rgba(255,255,255,0.8)';
  context.beginPath();
  context.arc(x - radius * 0.3, y - radius * 0.45, radius * 0.24, 0, Math.PI * 2);
  context.fill();
}

/** Snow that lies outside along the foot of the window, and frost in the corners. */
function snowOnSill(stage: Stage, light: Light, opening: Opening): Layer {
  const { unit, noise } = stage;
  const white = mix(mix(light.sun, [255, 255, 255], 0.5 * (1 - light.night)), light.cloudLit, 0.3);
  const sheet = paintSheet(stage, opening, (context) => {
    for (const x of [opening.left, opening.right]) {
      paintGlow(context, x, opening.bottom, 120 * unit, white, 0.6);
      paintGlow(context, x, 0, 90 * unit, white, 0.4);
    }
    const fill = context.createLinearGradient(0, opening.bottom - 26 * unit, 0, opening.bottom);
    fill.addColorStop(0, css(white));
    fill.addColorStop(1, css(mix(white, light.shadow, 0.35)));
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(opening.left, opening.bottom);
    for (let x = opening.left; x <= opening.right + 6 * unit; x += 6 * unit) {
      context.lineTo(x, opening.bottom - (15 + 9 * noise.at(x / (80 * unit), 3.7)) * unit);
    }
    context.lineTo(opening.right, opening.bottom);
    context.fill();
  });
  return stillLayer(0.62, sheet);
}
