import { css, mix, shade } from '../../../kit/colour.ts';
import { paintSheet, type Context, type Sheet, type Stage } from '../../scene.ts';
import type { SeaLight } from './sea-light.ts';

/** Hazy reefs far away: pinnacles, knobs of coral and a rock arch, in one tone of the water. */
export function paintDistance(stage: Stage, sea: SeaLight, row: number, far: boolean): Sheet {
  const { width, height, unit } = stage;
  const random = stage.random.fork(`distance-${far}`);
  const away = sea.sunX < 0.5 ? 1 : -1;
  const at = (share: number): number => width * (0.5 + away * share);
  return paintSheet(
    stage,
    { top: row - height * (far ? 0.5 : 0.46), bottom: row + height * (far ? 0.18 : 0.06) },
    (context) => {
      const tone = mix(sea.haze, sea.deep, far ? 0.22 : 0.6);
      context.fillStyle = css(tone);
      const peak = (x: number): number => {
        const u = (x / width - 0.5) * away;
        const hill = (centre: number, wide: number, high: number): number =>
          high * Math.exp(-(((u - centre) / wide) ** 2));
        const shape = far
          ? hill(0.1, 0.12, 0.16) + hill(-0.42, 0.1, 0.3) + hill(0.52, 0.12, 0.24)
          : hill(0.52, 0.09, 0.4) + hill(-0.5, 0.13, 0.26);
        return row - height * (shape + 0.02) - stage.noise.cloudy(x / (60 * unit), far ? 3 : 8, 4) * 34 * unit;
      };
      context.beginPath();
      context.moveTo(-stage.marginX, row + height * 0.2);
      for (let x = -stage.marginX; x <= width + stage.marginX; x += 3 * unit) context.lineTo(x, peak(x));
      context.lineTo(width + stage.marginX, row + height * 0.2);
      context.fill();
      if (!far) paintArch(context, stage, at(0.44), at(0.17), row);
      const knobs = far ? 90 : 120;
      for (let index = 0; index < knobs; index++) {
        const x = random.between(-stage.marginX, width + stage.marginX);
        paintKnob(context, x, peak(x) + 2 * unit, (far ? 9 : 17) * unit * random.between(0.5, 1.5), random.whole(0, 2));
      }
      context.globalCompositeOperation = 'source-atop';
      const fade = context.createLinearGradient(0, row - height * 0.4, 0, row + height * 0.14);
      fade.addColorStop(0, css(sea.shallow, 0.3));
      fade.addColorStop(0.45, css(shade(tone, 0.06), 0));
      fade.addColorStop(1, css(sea.haze, 0.95));
      context.fillStyle = fade;
      context.fillRect(-stage.marginX, row - height * 0.5, width + 2 * stage.marginX, height);
      context.globalCompositeOperation = 'source-over';
    },
  );
}

/** A bridge of rock from a pinnacle down to a pillar, the water bright in its opening. */
function paintArch(context: Context, stage: Stage, from: number, to: number, row: number): void {
  const { height, unit, noise } = stage;
  const side = (reach: number, high: number, turn: number): [number, number][] =>
    Array.from({ length: 41 }, (_, step) => {
      const angle = Math.PI * (step / 40);
      const rough = 1 + noise.cloudy(step / 9, turn, 3) * 0.16;
      const x = (from + to) / 2 + (Math.cos(angle) * (from - to) * reach * rough) / 2;
      return [x, row + height * 0.05 - Math.sin(angle) ** 0.75 * height * high * rough];
    });
  context.beginPath();
  for (const [x, y] of [...side(1.25, 0.36, 4.4), ...side(0.72, 0.25, 9.1).toReversed()])
    context.lineTo(x, y + 4 * unit);
  context.fill();
}

function paintKnob(context: Context, x: number, foot: number, size: number, kind: number): void {
  context.beginPath();
  if (kind === 0) context.ellipse(x, foot, size, size * 0.8, 0, 0, Math.PI * 2);
  else if (kind === 1) context.ellipse(x, foot - size * 0.8, size * 1.3, size * 0.22, 0, 0, Math.PI * 2);
  else {
    for (const lean of [-0.8, -0.3, 0.2, 0.7]) {
      context.moveTo(x - size * 0.12, foot + 2);
      context.lineTo(x + lean * size - size * 0.1, foot - size * 1.3);
      context.lineTo(x + lean * size + size * 0.1, foot - size * 1.3);
      context.lineTo(x + size * 0.12, foot + 2);
    }
  }
  context.fill();
  if (kind === 1) context.fillRect(x - size * 0.15, foot - size * 0.8, size * 0.3, size);
}
