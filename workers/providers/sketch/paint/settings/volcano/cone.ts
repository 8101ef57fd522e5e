import { css, lit, mix, rgb, shade } from '../../../kit/colour.ts';
import { lerp } from '../../../kit/math.ts';
import type { Light } from '../../light.ts';
import { paintSheet, type Context, type Sheet, type Stage } from '../../scene.ts';

/** Where a volcano stands, in pixels of the stage. */
export interface Cone {
  readonly x: number;
  readonly top: number;
  readonly foot: number;
  /** Half the width of the crater, and of the foot. */
  readonly crater: number;
  readonly reach: number;
}

/** The outline of the cone: how far its flank is from its middle at a share of its height, 0 at the crater. */
export function flankOf(cone: Cone, share: number): number {
  return lerp(cone.crater, cone.reach, 0.42 * share + 0.58 * share ** 2.1);
}

/** The point of a flank: `across` -1 is its left edge, 1 its right. */
export function onCone(stage: Stage, cone: Cone, across: number, share: number): readonly [x: number, y: number] {
  const rough = stage.noise.cloudy(share * 5 + across * 3, across * 4 + 2.5, 3) * 16 * stage.unit * (0.3 + share);
  const sag = (1 - across * across) * 12 * stage.unit * (1 - share);
  return [cone.x + across * flankOf(cone, share) + rough * 0.6, lerp(cone.top, cone.foot, share) + sag + rough * 0.25];
}

/** The dark cone with its gullies, lit by the sky from one side and by the lava from above. */
export function paintCone(stage: Stage, light: Light, cone: Cone): Sheet {
  const { unit } = stage;
  const { top, foot } = cone;
  return paintSheet(stage, { top: top - 30 * unit, bottom: foot + 6 * unit }, (context) => {
    const rock = lit(rgb('#5a4a52'), mix(light.sun, [255, 255, 255], 0.1));
    const dark = mix(lit(rgb('#2c2430'), light.sun), light.shadow, 0.25);
    const body = context.createLinearGradient(0, top, 0, foot);
    body.addColorStop(0, css(mix(dark, rgb('#8a2a1c'), 0.45)));
    body.addColorStop(0.3, css(mix(rock, dark, 0.6)));
    body.addColorStop(0.75, css(mix(rock, dark, 0.4)));
    body.addColorStop(1, css(mix(mix(rock, dark, 0.3), light.haze, 0.5)));
    context.fillStyle = body;
    traceCone(context, stage, cone);
    context.fill();
    context.save();
    context.clip();
    paintGullies(context, stage, light, cone);
    context.restore();
  });
}

function traceCone(context: Context, stage: Stage, cone: Cone): void {
  context.beginPath();
  for (let step = 60; step >= 0; step--) context.lineTo(...onCone(stage, cone, -1, step / 60));
  for (let step = 0; step <= 16; step++) {
    const across = -1 + step / 8;
    const jag = stage.noise.at(step * 0.9, 3.3) * 6 * stage.unit;
    const [x, y] = onCone(stage, cone, across, 0);
    context.lineTo(x, y + jag);
  }
  for (let step = 0; step <= 60; step++) context.lineTo(...onCone(stage, cone, 1, step / 60));
  context.closePath();
}

function paintGullies(context: Context, stage: Stage, light: Light, cone: Cone): void {
  const random = stage.random.fork('gullies');
  const sunSide = light.sunX * stage.width < cone.x ? -1 : 1;
  for (let index = 0; index < 230; index++) {
    const across = random.between(-1, 1);
    const from = random.next() ** 1.3 * 0.9;
    const to = Math.min(1.02, from + random.between(0.1, 0.42));
    const lean = random.between(-0.05, 0.05);
    const bright = across * sunSide > random.between(-0.55, 0.75);
    const tone = bright
      ? mix(lit(rgb('#b89a94'), light.sun), light.skyLow, 0.3)
      : shade(mix(rgb('#17121c'), light.shadow, 0.2), -0.2);
    context.fillStyle = css(tone, random.between(0.08, bright ? 0.26 : 0.4));
    const wide = random.between(0.008, 0.034);
    context.beginPath();
    for (let step = 0; step <= 10; step++) {
      const share = lerp(from, to, step / 10);
      context.lineTo(
        ...onCone(stage, cone, across + lean * (step / 10) - wide * Math.sin((step / 10) * Math.PI), share),
      );
    }
    for (let step = 10; step >= 0; step--) {
      const share = lerp(from, to, step / 10);
      context.lineTo(
        ...onCone(stage, cone, across + lean * (step / 10) + wide * Math.sin((step / 10) * Math.PI), share),
      );
    }
    context.fill();
  }
}
