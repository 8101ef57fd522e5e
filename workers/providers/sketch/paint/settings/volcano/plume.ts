import { css, lit, mix, rgb, shade, type Rgb } from '../../../kit/colour.ts';
import { lerp } from '../../../kit/math.ts';
import { paintGlow } from '../../elements/sky.ts';
import { trimSheet } from '../../elements/trim.ts';
import type { Light } from '../../light.ts';
import { drawSheet, paintSheet, paintSprite, type Context, type Layer, type Sheet, type Stage } from '../../scene.ts';
import type { Cone } from './cone.ts';

/** A column of ash that billows from the crater and drifts off with the wind, its belly lit by the lava. */
export function ashPlume(stage: Stage, light: Light, cone: Cone, depth: number): Layer {
  const { unit } = stage;
  const still = trimSheet(
    paintSheet(stage, { bottom: cone.top + 20 * unit }, (context) => paintColumn(context, stage, light, cone)),
  );
  const puffs: Sheet[] = [0, 1, 2].map((index) =>
    paintSprite(150 * unit, 150 * unit, (context) => {
      const random = stage.random.fork(`puff${index}`);
      for (let ball = 0; ball < 9; ball++) {
        const angle = random.between(0, 6.28);
        const away = random.between(8, 34) * unit;
        paintBall(context, light, Math.cos(angle) * away, Math.sin(angle) * away, random.between(20, 36) * unit, 0.45);
      }
    }),
  );
  const count = 13;
  return {
    depth,
    draw: (context, { timeS }) => {
      drawSheet(context, still, Math.round(Math.sin(timeS * 0.25) * 5 * unit), 0);
      for (let index = 0; index < count; index++) {
        const puff = puffs[index % puffs.length];
        if (!puff) continue;
        const share = (index / count + timeS * 0.055) % 1;
        const [x, y, radius] = columnAt(stage, cone, share * 0.62);
        const wide = radius * (1.3 + share * 0.5);
        const sway = Math.sin(index * 2.4) * radius * 0.35;
        context.globalAlpha = 0.85 * Math.sin(share * Math.PI) ** 0.7;
        context.drawImage(puff.canvas, x + sway - wide / 2, y - wide / 2, wide, wide);
      }
      context.globalAlpha = 1;
    },
  };
}

/** The middle and the radius of the column at a share of its length. */
function columnAt(stage: Stage, cone: Cone, share: number): readonly [x: number, y: number, radius: number] {
  const rise = cone.top + stage.marginY + stage.height * 0.02;
  const x = cone.x + share ** 1.7 * stage.width * 0.2 + Math.sin(share * 5) * 14 * stage.unit;
  return [
    x,
    cone.top - rise * share,
    lerp(cone.crater * 1.05, Math.min(stage.width, stage.height) * 0.27, share ** 0.85),
  ];
}

function paintColumn(context: Context, stage: Stage, light: Light, cone: Cone): void {
  const random = stage.random.fork('plume');
  const balls = Array.from({ length: 520 }, () => {
    const share = random.next() ** 0.75;
    const [x, y, radius] = columnAt(stage, cone, share);
    const angle = random.between(0, Math.PI * 2);
    const away = Math.sqrt(random.next()) * radius;
    return {
      x: x + Math.cos(angle) * away * 1.1,
      y: y + Math.sin(angle) * away * 0.7,
      size: radius * random.between(0.13, 0.4),
      share,
      away: away / radius,
      tone: (-Math.cos(angle) * away * 0.24) / radius - 0.06,
    };
  }).toSorted((a, b) => b.away - a.away);
  for (const { x, y, size, share, tone } of balls)
    paintBall(context, light, x, y, size, Math.max(0, 1 - share * 1.9), tone);
  context.globalCompositeOperation = 'source-atop';
  paintGlow(context, cone.x, cone.top + 10 * stage.unit, 270 * stage.unit, rgb('#ff5a1a'), 0.95);
  context.globalCompositeOperation = 'source-over';
}

/** A ball of ash: pale where the sky lights it, red below where the lava does (`fire` 0 to 1). */
function paintBall(context: Context, light: Light, x: number, y: number, radius: number, fire: number, tone = 0): void {
  const dry: Rgb = mix(lit(rgb('#8f8288'), mix(light.sun, [255, 255, 255], 0.1)), light.cloudDark, 0.35);
  const ash = shade(dry, tone);
  const body = context.createRadialGradient(x - radius * 0.4, y - radius * 0.5, radius * 0.1, x, y, radius);
  body.addColorStop(0, css(mix(shade(ash, 0.1), light.cloudLit, 0.22 + Math.max(0, tone))));
  body.addColorStop(0.45, css(ash, 0.98));
  body.addColorStop(0.75, css(shade(ash, -0.2), 0.8));
  body.addColorStop(1, css(shade(ash, -0.3), 0));
  context.fillStyle = body;
  context.fillRect(x - radius, y - radius, radius * 2, radius * 2);
  if (fire <= 0) return;
  const belly = context.createRadialGradient(x, y + radius * 0.6, 0, x, y + radius * 0.5, radius * 0.5);
  belly.addColorStop(0, css(rgb('#ff6a1e'), 0.62 * fire));
  belly.addColorStop(1, css(rgb('#d8281a'), 0));
  context.fillStyle = belly;
  context.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}
