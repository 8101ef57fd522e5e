import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { drawSheet, paintSprite, type Layer, type Sheet } from '../scene.ts';
import type { Light } from '../light.ts';
import type { PaintSubject } from '../setting.ts';
import { colourOf } from './fish-school.ts';

const usual: readonly Rgb[] = ['#e23b36', '#3f8ee0', '#ffc93a', '#56b858', '#b36be0', '#ff8a3c'].map(rgb);

/** Toy balloons on strings that drift upward and sway: one great one, or a bunch of them over the sky. */
export const paintBalloons: PaintSubject = (stage, light, subject, setting) => {
  const place = setting.air;
  if (!place) return [];
  const random = stage.random.fork('balloons');
  const count = Math.min(subject.count, 24);
  const given = colourOf(subject.colour);
  const wide = stage.unit * (count === 1 ? 150 : count < 5 ? 96 : 62);
  const colours = given ? [given] : usual;
  const sprites = colours.map((colour) => balloonSprite(light, colour, wide));
  const balloons = Array.from({ length: count }, (_, index) => ({
    sprite: sprites[index % sprites.length],
    x:
      count === 1
        ? stage.width * 0.46
        : place.left + ((place.right - place.left) * (index + random.between(0.2, 0.8))) / count,
    y: place.y + (count === 1 ? 10 * stage.unit : random.between(-0.16, 0.16) * stage.height),
    size: count === 1 ? 1 : random.between(0.7, 1.15),
    phase: random.between(0, Math.PI * 2),
  })).toSorted((a, b) => a.size - b.size);
  const layer: Layer = {
    depth: place.depth,
    draw: (context, { timeS }) => {
      for (const { sprite, x, y, size, phase } of balloons) {
        if (!sprite) continue;
        const sway = Math.sin(timeS * 0.9 + phase);
        context.save();
        context.translate(
          x + sway * 12 * stage.unit + timeS * 5 * stage.unit,
          y - timeS * 4 * stage.unit + Math.sin(timeS * 1.3 + phase) * 5 * stage.unit,
        );
        context.rotate(0.05 + sway * 0.06);
        context.scale(size, size);
        drawSheet(context, sprite, 0, wide * 0.95);
        paintString(context, light, wide, timeS, phase);
        context.restore();
      }
    },
  };
  return [layer];
};

/** The string hangs from the knot and trails in the wind. */
function paintString(
  context: Parameters<Layer['draw']>[0],
  light: Light,
  wide: number,
  timeS: number,
  phase: number,
): void {
  context.strokeStyle = css(mix([250, 246, 240], light.shadow, 0.3));
  context.lineWidth = wide * 0.016;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(0, wide * 0.7);
  const wave = Math.sin(timeS * 1.7 + phase) * wide * 0.14;
  context.bezierCurveTo(wave, wide * 1.05, -wave - wide * 0.06, wide * 1.4, wave * 0.7 - wide * 0.08, wide * 1.85);
  context.stroke();
}

/** The origin of the balloon is its middle; the sprite hangs lower so that its knot fits. */
function balloonSprite(light: Light, colour: Rgb, wide: number): Sheet {
  const day = mix(light.sun, [255, 255, 255], 0.35 * (1 - light.night) + 0.1);
  const side = light.sunX < 0.5 ? -1 : 1;
  const base = lit(colour, day);
  const half = wide / 2;
  const sprite = paintSprite(wide * 1.1, wide * 3.2, (context) => {
    context.translate(0, -wide * 0.95);
    const body = context.createRadialGradient(side * half * 0.35, -half * 0.5, half * 0.08, 0, 0, half * 1.35);
    body.addColorStop(0, css(mix(base, [255, 255, 255], 0.38)));
    body.addColorStop(0.3, css(shade(base, 0.06)));
    body.addColorStop(0.7, css(base));
    body.addColorStop(1, css(mix(shade(base, -0.42), light.shadow, 0.25)));
    context.fillStyle = body;
    context.beginPath();
    context.moveTo(0, half * 1.3);
    context.bezierCurveTo(-half * 0.62, half * 0.95, -half * 1.02, half * 0.4, -half, -half * 0.12);
    context.bezierCurveTo(-half * 0.98, -half * 0.76, -half * 0.5, -half * 1.14, 0, -half * 1.14);
    context.bezierCurveTo(half * 0.5, -half * 1.14, half * 0.98, -half * 0.76, half, -half * 0.12);
    context.bezierCurveTo(half * 1.02, half * 0.4, half * 0.62, half * 0.95, 0, half * 1.3);
    context.fill();
    context.fillStyle = css(shade(base, -0.25));
    context.beginPath();
    context.moveTo(0, half * 1.26);
    context.lineTo(-half * 0.12, half * 1.44);
    context.quadraticCurveTo(0, half * 1.38, half * 0.12, half * 1.44);
    context.fill();
    context.fillStyle = css([255, 255, 255], 0.62);
    context.beginPath();
    context.ellipse(side * half * 0.46, -half * 0.56, half * 0.11, half * 0.27, side * 0.6, 0, Math.PI * 2);
    context.fill();
    context.strokeStyle = css(mix(base, light.skyLow, 0.6), 0.5);
    context.lineWidth = wide * 0.018;
    context.beginPath();
    context.arc(
      0,
      -half * 0.1,
      half * 0.9,
      side > 0 ? Math.PI * 0.72 : Math.PI * 0.02,
      side > 0 ? Math.PI * 0.98 : Math.PI * 0.28,
    );
    context.stroke();
  });
  return sprite;
}
