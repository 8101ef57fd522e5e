import { css, mix, shade, type Rgb } from '../../kit/colour.ts';
import type { Context, Layer, Stage } from '../scene.ts';

/** One fold of a flowing cloth that fills the picture from its crest downward. */
export interface Wave {
  /** Row of the crest in rest, as a share of the height. */
  readonly base: number;
  /** How far it swings, as a share of the height. */
  readonly swing: number;
  /** How many swells lie across the frame. */
  readonly swells: number;
  /** Slope across the frame, as a share of the height. */
  readonly slope: number;
  readonly phase: number;
  /** Radians a second. */
  readonly speed: number;
  /** At the crest, and further down. */
  readonly bright: Rgb;
  readonly deep: Rgb;
  readonly depth: number;
}

/** Row of a wave's crest over a column at a time. */
export function crestOf(stage: Stage, wave: Wave, x: number, timeS: number): number {
  const u = x / Math.max(stage.width, stage.height * 0.9);
  const angle = u * wave.swells * Math.PI * 2 + wave.phase + timeS * wave.speed;
  const second = u * wave.swells * 1.7 * Math.PI * 2 - wave.phase * 1.9 + timeS * wave.speed * 0.6;
  const sway = Math.sin(angle) * 0.7 + Math.sin(second) * 0.3;
  return stage.height * (wave.base + wave.slope * (u - 0.5) + wave.swing * sway);
}

/** A wave as a layer that moves. */
export function waveLayer(stage: Stage, wave: Wave): Layer {
  const { height, unit } = stage;
  const rim = css(mix(wave.bright, [255, 255, 255], 0.55), 0.75);
  const shadow = shade(wave.deep, -0.5);
  const top = height * (wave.base - wave.swing - Math.abs(wave.slope) / 2);
  const reach = height * (0.34 + wave.swing * 2 + Math.abs(wave.slope));
  return {
    depth: wave.depth,
    draw: (context, { timeS }) => {
      const fill = context.createLinearGradient(0, top, -wave.slope * reach * 0.4, top + reach);
      fill.addColorStop(0, css(mix(wave.bright, [255, 255, 255], 0.14)));
      fill.addColorStop(0.3, css(wave.bright));
      fill.addColorStop(0.65, css(mix(wave.bright, wave.deep, 0.7)));
      fill.addColorStop(1, css(wave.deep));
      for (const [wide, alpha] of [
        [46, 0.05],
        [28, 0.07],
        [13, 0.11],
      ] as const) {
        context.strokeStyle = css(shadow, alpha);
        context.lineWidth = wide * unit;
        traceCrest(context, stage, wave, timeS);
        context.stroke();
      }
      context.fillStyle = fill;
      traceCrest(context, stage, wave, timeS);
      context.lineTo(stage.width + stage.marginX, height + stage.marginY);
      context.lineTo(-stage.marginX, height + stage.marginY);
      context.fill();
      context.strokeStyle = rim;
      context.lineWidth = 1.6 * unit;
      traceCrest(context, stage, wave, timeS);
      context.stroke();
    },
  };
}

/** Thin threads of light that run along a wave, fanning out and meeting again. */
export function threadLayer(stage: Stage, wave: Wave, colour: Rgb, count: number, depth: number): Layer {
  const { unit, width } = stage;
  return {
    depth,
    draw: (context, { timeS }) => {
      context.globalCompositeOperation = 'screen';
      for (let index = 0; index < count; index++) {
        const share = index / (count - 1) - 0.5;
        context.strokeStyle = css(
          mix(colour, [255, 255, 255], 0.25 + 0.5 * Math.abs(share)),
          0.5 - Math.abs(share) * 0.6,
        );
        context.lineWidth = (1.9 - Math.abs(share) * 1.6) * unit;
        const strand = { ...wave, phase: wave.phase + share * 0.9, swing: wave.swing * (1 + share * 0.8) };
        traceCrest(
          context,
          stage,
          strand,
          timeS,
          (x) => share * stage.height * 0.05 * Math.sin((x / width) * 5 + timeS * 0.3),
        );
        context.stroke();
      }
      context.globalCompositeOperation = 'source-over';
    },
  };
}

function traceCrest(
  context: Context,
  stage: Stage,
  wave: Wave,
  timeS: number,
  aside: (x: number) => number = () => 0,
): void {
  const step = (stage.width + 2 * stage.marginX) / 30;
  context.beginPath();
  let x = -stage.marginX - step;
  let y = crestOf(stage, wave, x, timeS) + aside(x);
  context.moveTo(x, y);
  for (let index = 0; index < 32; index++) {
    const nextX = x + step;
    const nextY = crestOf(stage, wave, nextX, timeS) + aside(nextX);
    context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    x = nextX;
    y = nextY;
  }
}
