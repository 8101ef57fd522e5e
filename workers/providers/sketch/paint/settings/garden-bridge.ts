import { css, lit, mix, rgb } from '../../kit/colour.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { paintArchedBridge } from '../elements/arched-bridge.ts';
import { paintClump } from '../elements/forest-trees.ts';
import { drawMirrorStrips, flippedAbove } from '../elements/mirror-strips.ts';
import { paintStoneLantern } from '../elements/stone-lantern.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSheet, type Context, type Layer, type Stage } from '../scene.ts';
import { isSnowy, mossIn, otherIn } from './garden-colours.ts';

/** The red bridge from an islet to the right bank, and its picture in the pond. `foot` is the row of the waterline. */
export function gardenBridge(stage: Stage, light: Light, spec: SceneSpec, foot: number): Layer[] {
  const { width, height, unit, marginX } = stage;
  const least = Math.min(width, height);
  const span = Math.min(Math.max(width * 0.4, least * 0.58), height * 0.66);
  const right = width * 0.93;
  const middle = right - span / 2;
  const left = right - span;
  const rise = span * 0.2;
  const snowy = isSnowy(spec);
  const given = spec.subjects.find(({ kind }) => kind === 'bridge')?.colour;
  const sheet = paintSheet(
    stage,
    { left: left - 150 * unit, top: foot - rise - span * 0.2, bottom: foot + 4 * unit },
    (context) => {
      const land = 9 * unit;
      context.save();
      context.translate(middle, foot - land);
      paintArchedBridge(context, light, { span, rise, colour: rgb(given ?? '#d93a26'), snowy });
      context.restore();
      paintMound(context, stage, light, spec, [left - 105 * unit, left + 26 * unit], foot, 24 * unit, 'islet');
      paintStoneLantern(context, light, left - 52 * unit, foot - 17 * unit, 62 * unit, snowy);
      paintMound(
        context,
        stage,
        light,
        spec,
        [right - 30 * unit, width + marginX * 2.4],
        foot,
        40 * unit,
        'right bank',
      );
    },
  );
  const mirror = flippedAbove(sheet, foot);
  return [
    {
      depth: 0.42,
      draw: (context, { timeS }) => {
        drawMirrorStrips(context, mirror, sheet.x, foot, unit, timeS);
        drawSheet(context, sheet);
      },
    },
  ];
}

/** A bank of moss with stones at the water and clipped shrubs. */
function paintMound(
  context: Context,
  stage: Stage,
  light: Light,
  spec: SceneSpec,
  [left, right]: readonly [number, number],
  foot: number,
  high: number,
  name: string,
): void {
  const { unit } = stage;
  const random = stage.random.fork(name);
  const moss = mossIn(light, spec, 0.04);
  const crest = (x: number): number => {
    const share = (x - left) / (right - left);
    return foot - high * Math.sin(Math.PI * Math.min(1, Math.max(0, share))) ** 0.6;
  };
  for (let index = 0; index < 9; index++) {
    const x = left + (right - left) * random.between(0.1, 0.9);
    if (name === 'islet' && x > right - 50 * unit) continue;
    paintClump(context, x, crest(x), random.between(8, 17) * unit, otherIn(light, spec, 0.04, index), 16, random);
  }
  const fill = context.createLinearGradient(0, foot - high, 0, foot);
  fill.addColorStop(0, css(moss.bright));
  fill.addColorStop(0.55, css(mix(moss.bright, moss.dark, 0.55)));
  fill.addColorStop(1, css(moss.dark));
  context.fillStyle = fill;
  context.beginPath();
  context.moveTo(left, foot);
  for (let step = 0; step <= 40; step++) {
    const x = left + ((right - left) * step) / 40;
    context.lineTo(x, crest(x));
  }
  context.lineTo(right, foot);
  context.fill();
  for (let blade = 0; blade < (right - left) / (1.1 * unit); blade++) {
    const x = random.between(left, right);
    const y = crest(x) + random.next() * (foot - crest(x)) * 0.8;
    context.fillStyle = css(mix(moss.dark, moss.bright, random.next()), 0.6);
    context.fillRect(x, y - 4 * unit, 1.1 * unit, 5 * unit);
  }
  const stone = lit(rgb('#938f8c'), mix(light.sun, light.shadow, 0.3));
  for (let x = left; x < right; x += random.between(9, 22) * unit) {
    const wide = random.between(6, 14) * unit;
    context.fillStyle = css(mix(stone, light.shadow, 0.5));
    context.beginPath();
    context.ellipse(x, foot + unit, wide, wide * 0.62, 0, Math.PI, Math.PI * 2);
    context.fill();
    context.fillStyle = css(mix(stone, light.glow, 0.12));
    context.beginPath();
    context.ellipse(x + wide * 0.1, foot - wide * 0.1, wide * 0.72, wide * 0.42, 0, Math.PI, Math.PI * 2);
    context.fill();
  }
}
