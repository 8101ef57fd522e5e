import { css, mix, rgb, shade } from '../../../kit/colour.ts';
import { paintGlow } from '../../elements/sky.ts';
import type { Light } from '../../light.ts';
import { paintSprite, type Context, type Layer, type Stage } from '../../scene.ts';
import { project, throughAir, type StreetView } from './street-view.ts';

const warm = rgb('#ffd68a');
/** Where the lamps stand: metres from the middle and metres ahead, from the farthest. */
const lamps = [46, 33, 24, 17.5, 12.5, 8.6].map((z, index) => ({ x: index % 2 === 0 ? 3.3 : -3.3, z }));
const headM = 3.9;
/** Strings of bulbs across the street, metres ahead. */
const strings = [30, 20, 13];

/** Iron lamps along the kerbs, and strings of bulbs from house to house. */
export function paintLamps(context: Context, stage: Stage, light: Light, view: StreetView): void {
  for (const z of strings) paintBulbs(context, light, view, z);
  for (const { x, z } of lamps) {
    const [footX, footY] = project(view, x, 0, z);
    const [, headY] = project(view, x, headM, z);
    const scale = view.focal / z;
    const iron = throughAir(light, mix(rgb('#1c2430'), light.shadow, 0.2), z);
    context.strokeStyle = css(iron);
    context.lineCap = 'round';
    context.lineWidth = Math.max(stage.unit, 0.09 * scale);
    context.beginPath();
    context.moveTo(footX, footY);
    context.lineTo(footX, headY);
    context.stroke();
    context.lineWidth = Math.max(stage.unit, 0.2 * scale);
    context.beginPath();
    context.moveTo(footX, footY);
    context.lineTo(footX, footY + (headY - footY) * 0.16);
    context.stroke();
    context.save();
    context.translate(footX, headY);
    context.scale(scale, scale * view.mirror);
    context.fillStyle = css(iron);
    context.beginPath();
    context.moveTo(-0.26, -0.46);
    context.lineTo(0, -0.72);
    context.lineTo(0.26, -0.46);
    context.fill();
    context.fillRect(-0.14, -0.03, 0.28, 0.08);
    context.fillStyle = css(mix(shade(rgb('#c8c0a8'), -0.1), rgb('#fff2c8'), view.lamps));
    context.beginPath();
    context.moveTo(-0.21, -0.45);
    context.lineTo(0.21, -0.45);
    context.lineTo(0.12, -0.02);
    context.lineTo(-0.12, -0.02);
    context.fill();
    context.restore();
    context.globalCompositeOperation = 'lighter';
    paintGlow(context, footX, headY - 0.22 * scale * view.mirror, 1.5 * scale, warm, 0.6 * view.lamps);
    context.globalCompositeOperation = 'source-over';
  }
}

function paintBulbs(context: Context, light: Light, view: StreetView, z: number): void {
  const scale = view.focal / z;
  const at = (share: number): readonly [number, number] =>
    project(view, (share - 0.5) * 9.2, 5.9 - 1.2 * Math.sin(share * Math.PI), z);
  context.strokeStyle = css(throughAir(light, rgb('#28303c'), z), 0.8);
  context.lineWidth = Math.max(0.7, 0.03 * scale);
  context.beginPath();
  for (let step = 0; step <= 20; step++) context.lineTo(...at(step / 20));
  context.stroke();
  for (let bulb = 1; bulb < 14; bulb++) {
    const [x, y] = at(bulb / 14);
    if (view.lamps > 0.2) paintGlow(context, x, y, 0.42 * scale, warm, 0.8 * view.lamps);
    context.fillStyle = css(mix(rgb('#e8dcc0'), rgb('#fff6d8'), view.lamps));
    context.beginPath();
    context.arc(x, y, 0.075 * scale, 0, Math.PI * 2);
    context.fill();
  }
}

/** The breathing light around the lamps. */
export function lampLayer(stage: Stage, view: StreetView): Layer {
  const halo = paintSprite(240 * stage.unit, 240 * stage.unit, (context) =>
    paintGlow(context, 0, 0, 120 * stage.unit, warm, 0.75),
  );
  return {
    depth: 0.4,
    draw: (context, { timeS }) => {
      context.globalCompositeOperation = 'lighter';
      for (const [index, { x, z }] of lamps.entries()) {
        const [atX, atY] = project(view, x, headM + 0.22, z);
        const wide = (2.6 * view.focal) / z;
        const tremble = Math.sin(timeS * 3.1 + index * 2.1) * 0.5 + Math.sin(timeS * 7.3 + index) * 0.3;
        context.globalAlpha = Math.max(0, view.lamps * (0.5 + 0.16 * tremble));
        context.drawImage(halo.canvas, atX - wide / 2, atY - wide / 2, wide, wide);
      }
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
    },
  };
}
