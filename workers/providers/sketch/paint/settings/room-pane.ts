import { css, mix, type Rgb } from '../../kit/colour.ts';
import { clamp } from '../../kit/math.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSprite, type Context, type Layer, type Stage } from '../scene.ts';
import type { Opening } from './room-view.ts';

const isWet = (spec: SceneSpec): boolean => spec.weather === 'rain' || spec.weather === 'storm';

/** Paints what stays on the glass: a sheen, drops in the rain, snow and frost in the cold. */
export function paintPane(context: Context, stage: Stage, light: Light, spec: SceneSpec, opening: Opening): void {
  context.save();
  context.beginPath();
  context.rect(opening.left, -stage.marginY, opening.right - opening.left, opening.bottom + stage.marginY);
  context.clip();
  paintSheen(context, light, opening);
  if (isWet(spec)) paintStillDrops(context, stage, light, opening);
  else if (spec.weather === 'snow' || spec.season === 'winter') paintSnow(context, stage, light, opening);
  context.restore();
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

function dropColours(light: Light): { readonly bright: Rgb; readonly dark: Rgb } {
  return {
    bright: mix(mix(light.glow, light.skyLow, 0.4), [255, 255, 255], 0.35),
    dark: mix(light.skyTop, [0, 0, 0], 0.3),
  };
}

function paintStillDrops(context: Context, stage: Stage, light: Light, opening: Opening): void {
  const random = stage.random.fork('still-drops');
  const { bright, dark } = dropColours(light);
  for (let drop = 0; drop < 520; drop++) {
    const x = random.between(opening.left, opening.right);
    const y = random.between(-stage.marginY, opening.bottom);
    paintDrop(context, x, y, stage.unit * (0.8 + 2.6 * random.next() ** 3), bright, dark);
  }
}

/** Large drops that creep down the glass in the rain, run and creep again. */
export function runningDrops(stage: Stage, light: Light, spec: SceneSpec, opening: Opening): readonly Layer[] {
  if (!isWet(spec)) return [];
  const { unit } = stage;
  const random = stage.random.fork('drops');
  const { bright, dark } = dropColours(light);
  const top = Math.max(opening.top, -stage.marginY);
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
function paintSnow(context: Context, stage: Stage, light: Light, opening: Opening): void {
  const { unit, noise } = stage;
  const white = mix(mix(light.sun, [255, 255, 255], 0.5 * (1 - light.night)), light.cloudLit, 0.3);
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
}
