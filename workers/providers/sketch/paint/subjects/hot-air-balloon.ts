import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import { paintGlow } from '../elements/sky.ts';
import { drawSheet, paintSprite, type Context, type Sheet } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { colourOf } from './fish-school.ts';

const coats: readonly (readonly Rgb[])[] = [
  ['#e8453c', '#ffcf4a', '#f7f1e4', '#3c8fd6'],
  ['#3c6fd0', '#f7f1e4', '#ff8f3c', '#f7f1e4'],
  ['#8a4cc8', '#ff8fb0', '#ffd86a', '#ff8fb0'],
  ['#2f9c7a', '#f3f0d8', '#ffb23c', '#f3f0d8'],
].map((coat) => coat.map(rgb));

/** Hot-air balloons with striped envelopes, a basket and a burner that flares; the nearest is the greatest. */
export const paintHotAirBalloons: PaintSubject = (stage, light, subject, setting) => {
  const place = setting.air;
  if (!place) return [];
  const { unit, height } = stage;
  const random = stage.random.fork('hot-air-balloons');
  const count = Math.min(subject.count, 14);
  const given = colourOf(subject.colour);
  const coatOf = (index: number): readonly Rgb[] =>
    given ? [given, shade(given, 0.3), given, rgb('#f7f1e4')] : (coats[index % coats.length] ?? []);
  const sprites = coats.map((_, index) => envelope(light, coatOf(index), 190 * unit));
  const flame = paintSprite(90 * unit, 90 * unit, (context) => paintGlow(context, 0, 0, 44 * unit, [255, 190, 90], 1));
  return Array.from({ length: count }, (_, index) => {
    const share = count === 1 ? 0.42 : (index * 0.618 + 0.38) % 1;
    const size = index === 0 ? 1 : 0.26 + 0.5 * random.next() ** 1.6;
    const x = place.left + (place.right - place.left) * share;
    const wished = index === 0 ? place.y - 0.02 * height : place.y + random.between(-0.2, 0.16) * height;
    const y = Math.max(wished, size * 165 * unit);
    const phase = random.between(0, Math.PI * 2);
    const sprite = sprites[index % sprites.length];
    return {
      depth: place.depth - 0.3 * (1 - size) * place.depth,
      draw: (context: Context, { timeS }: { readonly timeS: number }) => {
        if (!sprite) return;
        context.save();
        context.translate(x + timeS * 6 * unit * size, y + Math.sin(timeS * 0.6 + phase) * 7 * unit - timeS * 2 * unit);
        context.rotate(Math.sin(timeS * 0.5 + phase) * 0.025);
        context.scale(size, size);
        drawSheet(context, sprite);
        context.globalCompositeOperation = 'screen';
        context.globalAlpha = Math.max(0.12, Math.sin(timeS * 1.4 + phase)) * (0.45 + 0.5 * light.night);
        drawSheet(context, flame, 0, 92 * unit);
        context.globalAlpha *= 0.4;
        context.drawImage(flame.canvas, -90 * unit, -80 * unit, 180 * unit, 200 * unit);
        context.restore();
      },
    };
  });
};

/** An envelope of gores that narrow to its mouth, with its basket. The origin is the middle of the whole. */
function envelope(light: Light, coat: readonly Rgb[], wide: number): Sheet {
  const day = mix(light.sun, [255, 255, 255], 0.3 * (1 - light.night) + 0.08);
  const side = light.sunX < 0.5 ? -1 : 1;
  const half = wide / 2;
  const top = -half * 1.45;
  const mouth = half * 0.88;
  return paintSprite(wide * 1.06, wide * 1.55, (context) => {
    const gores = 12;
    const edge = (share: number): void => {
      context.bezierCurveTo(
        half * 1.32 * share,
        top + half * 0.02,
        half * 1.3 * share,
        half * 0.02,
        half * 0.2 * share,
        mouth,
      );
    };
    for (let gore = 0; gore < gores; gore++) {
      const from = Math.sin(((gore / gores) * 2 - 1) * (Math.PI / 2));
      const to = Math.sin((((gore + 1) / gores) * 2 - 1) * (Math.PI / 2));
      const colour = coat[gore % coat.length] ?? [200, 60, 50];
      const facing = 0.5 + 0.5 * side * ((from + to) / 2);
      const fill = context.createLinearGradient(0, top, 0, mouth);
      fill.addColorStop(0, css(lit(shade(colour, 0.18), day)));
      fill.addColorStop(
        0.45,
        css(mix(lit(colour, day), mix(shade(colour, -0.4), light.shadow, 0.4), 0.55 * (1 - facing))),
      );
      fill.addColorStop(1, css(mix(lit(shade(colour, -0.3), day), light.shadow, 0.35)));
      context.fillStyle = fill;
      context.beginPath();
      context.moveTo(0, top);
      edge(from);
      context.lineTo(half * 0.2 * to + 0.6, mouth);
      context.bezierCurveTo(half * 1.3 * to + 0.6, half * 0.02, half * 1.32 * to + 0.6, top + half * 0.02, 0, top);
      context.fill();
    }
    context.strokeStyle = css(mix(rgb('#4a3020'), light.shadow, 0.3));
    context.lineWidth = wide * 0.008;
    for (const share of [-1, -0.4, 0.4, 1]) {
      context.beginPath();
      context.moveTo(half * 0.19 * share, mouth);
      context.lineTo(half * 0.13 * share, half * 1.26);
      context.stroke();
    }
    const basket = lit(rgb('#a8703c'), day);
    const weave = context.createLinearGradient(-half * 0.15 * side, 0, half * 0.15 * side, 0);
    weave.addColorStop(0, css(mix(shade(basket, -0.35), light.shadow, 0.3)));
    weave.addColorStop(1, css(basket));
    context.fillStyle = weave;
    context.beginPath();
    context.roundRect(-half * 0.15, half * 1.24, half * 0.3, half * 0.24, half * 0.04);
    context.fill();
    context.fillStyle = css(shade(basket, -0.4));
    context.fillRect(-half * 0.165, half * 1.23, half * 0.33, half * 0.04);
  });
}
