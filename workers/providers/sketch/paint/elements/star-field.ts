import { css, mix, rgb } from '../../kit/colour.ts';
import { drawSheet, paintSprite, type Context, type Layer, type Stage } from '../scene.ts';
import { paintGlow } from './sky.ts';

const tints = ['#ffffff', '#cfe0ff', '#ffe6c0', '#ffd0b0', '#b8d0ff'].map(rgb);

/** How a field of stars looks. */
export interface StarField {
  readonly depth: number;
  readonly count: number;
  /** Radius of an ordinary star in design pixels. */
  readonly size: number;
  /** How many twinkle. */
  readonly sparks: number;
  /** The row below which there are none. */
  readonly bottom: number;
  readonly name: string;
}

/** Paints sharp stars of several colours, as in airless space, into a sheet that is there anyway. */
export function paintStars(context: Context, stage: Stage, field: StarField): void {
  const { unit, width } = stage;
  const random = stage.random.fork(`stars-${field.name}`);
  const share = Math.sqrt((width * field.bottom) / (1024 * 576 * unit * unit));
  for (let index = 0; index < field.count * share; index++) {
    const x = random.between(-stage.marginX, width + stage.marginX);
    const y = random.between(-stage.marginY, field.bottom);
    const bright = random.next() ** 2.4;
    context.fillStyle = css(tints[random.whole(0, tints.length - 1)] ?? [255, 255, 255], 0.22 + bright * 0.78);
    context.beginPath();
    context.arc(x, y, unit * field.size * (0.5 + bright), 0, Math.PI * 2);
    context.fill();
  }
}

/** Stars that twinkle with a cross of light, in colours of their own. */
export function twinklingStars(stage: Stage, field: StarField): Layer {
  const { unit, width } = stage;
  const random = stage.random.fork(`twinkling-${field.name}`);
  const side = unit * field.size * 34;
  const sheets = tints.map((colour) =>
    paintSprite(side, side, (context) => {
      paintGlow(context, 0, 0, side * 0.34, mix(colour, rgb('#6f9cff'), 0.25), 0.7);
      context.fillStyle = css(mix(colour, [255, 255, 255], 0.6), 0.85);
      const thin = side * 0.016;
      for (const [across, along] of [
        [side * 0.46, thin],
        [thin, side * 0.46],
      ] as const) {
        context.beginPath();
        context.moveTo(-across, 0);
        context.quadraticCurveTo(-thin * 0.4, -thin * 0.4, 0, -along);
        context.quadraticCurveTo(thin * 0.4, -thin * 0.4, across, 0);
        context.quadraticCurveTo(thin * 0.4, thin * 0.4, 0, along);
        context.quadraticCurveTo(-thin * 0.4, thin * 0.4, -across, 0);
        context.fill();
      }
      context.beginPath();
      context.arc(0, 0, side * 0.045, 0, Math.PI * 2);
      context.fill();
    }),
  );
  const sparks = Array.from({ length: field.sparks }, (_, index) => ({
    sheet: sheets[index % sheets.length],
    x: random.between(0, width),
    y: random.between(-stage.marginY * 0.5, field.bottom * 0.92),
    phase: random.between(0, Math.PI * 2),
    speed: random.between(0.9, 2.4),
  }));
  return {
    depth: field.depth,
    draw: (context, { timeS }) => {
      for (const { sheet, x, y, phase, speed } of sparks) {
        context.globalAlpha = 0.6 + 0.4 * Math.sin(phase + timeS * speed);
        if (sheet) drawSheet(context, sheet, x, y);
      }
      context.globalAlpha = 1;
    },
  };
}
