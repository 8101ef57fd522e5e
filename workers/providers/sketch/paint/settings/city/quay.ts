import { css, lit, mix, rgb, shade } from '../../../kit/colour.ts';
import { paintGlow } from '../../elements/sky.ts';
import type { Light } from '../../light.ts';
import { drawSheet, paintSheet, paintSprite, type Layer, type Stage } from '../../scene.ts';
import { neonColours } from './neon.ts';

/** The quay that the city is seen from: wet stones, a railing, lamps whose light breathes. */
export function quayLayers(stage: Stage, light: Light, neon: boolean): Layer[] {
  const { width, height, unit } = stage;
  const edge = height * 0.915;
  const stone = mix(
    shade(lit(rgb('#7d8496'), mix(light.sun, light.shadow, 0.55)), -0.25 - 0.3 * light.night),
    light.shadow,
    0.2,
  );
  const metal = mix(shade(light.shadow, -0.6), stone, 0.15);
  const posts = lampColumns(stage);
  const tall = 150 * unit;
  const lampOn = Math.max(0.12, light.night);
  const random = stage.random.fork('quay');
  const sheet = paintSheet(stage, { top: edge - tall - 12 * unit }, (context) => {
    const left = -stage.marginX;
    const wide = width + 2 * stage.marginX;
    const floor = context.createLinearGradient(0, edge, 0, height + stage.marginY);
    floor.addColorStop(0, css(mix(stone, light.skyLow, 0.3)));
    floor.addColorStop(0.3, css(stone));
    floor.addColorStop(1, css(shade(stone, -0.5)));
    context.fillStyle = floor;
    context.fillRect(left, edge, wide, height);
    for (let index = 0; index < 46; index++) {
      const y = edge + random.next() * (height * 0.14);
      const colour = neon ? random.pick(neonColours) : mix(light.skyLow, light.glow, 0.4);
      context.fillStyle = css(colour, random.between(0.04, 0.16));
      context.beginPath();
      context.ellipse(
        left + random.next() * wide,
        y,
        random.between(20, 90) * unit,
        random.between(0.8, 2.4) * unit,
        0,
        0,
        7,
      );
      context.fill();
    }
    context.strokeStyle = css(metal);
    for (const [up, thick] of [
      [34, 3.4],
      [20, 1.4],
      [8, 1.4],
    ] as const) {
      context.lineWidth = thick * unit;
      context.beginPath();
      context.moveTo(left, edge - up * unit);
      context.lineTo(left + wide, edge - up * unit);
      context.stroke();
    }
    for (let x = left; x < left + wide; x += 46 * unit) {
      context.fillStyle = css(metal);
      context.fillRect(x - 1.8 * unit, edge - 38 * unit, 3.6 * unit, 40 * unit);
    }
    for (const x of posts) {
      context.fillStyle = css(metal);
      context.fillRect(x - 2.6 * unit, edge - tall, 5.2 * unit, tall + 8 * unit);
      context.fillRect(x - 5 * unit, edge - 20 * unit, 10 * unit, 28 * unit);
      context.beginPath();
      context.moveTo(x - 11 * unit, edge - tall);
      context.lineTo(x, edge - tall - 10 * unit);
      context.lineTo(x + 11 * unit, edge - tall);
      context.fill();
      context.fillStyle = css(mix(rgb('#fff0c4'), metal, 0.6 * (1 - lampOn)));
      context.beginPath();
      context.roundRect(x - 7 * unit, edge - tall, 14 * unit, 17 * unit, 4 * unit);
      context.fill();
      paintGlow(context, x, edge + 16 * unit, 80 * unit, rgb('#ffd08a'), 0.3 * lampOn);
    }
  });
  const glow = paintSprite(170 * unit, 170 * unit, (context) =>
    paintGlow(context, 0, 0, 84 * unit, rgb('#ffd69a'), 0.85),
  );
  return [
    { depth: 0.9, draw: (context) => drawSheet(context, sheet) },
    {
      depth: 0.9,
      draw: (context, { timeS }) => {
        for (const [index, x] of posts.entries()) {
          context.globalAlpha =
            lampOn * (0.82 + 0.1 * Math.sin(timeS * 3.1 + index * 2) + 0.05 * Math.sin(timeS * 11 + index));
          drawSheet(context, glow, x, edge - tall + 8 * unit);
        }
        context.globalAlpha = 1;
      },
    },
  ];
}

/** Lamps at both sides, so that the middle stays open. */
function lampColumns(stage: Stage): readonly number[] {
  const { width } = stage;
  return width > stage.height * 1.2 ? [width * 0.055, width * 0.88] : [width * 0.9];
}
