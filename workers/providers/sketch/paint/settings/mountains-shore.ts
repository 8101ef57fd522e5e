import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { smoothstep } from '../../kit/math.ts';
import { paintConifer } from '../elements/trees.ts';
import { trimSheet } from '../elements/trim.ts';
import type { Light } from '../light.ts';
import { paintSheet, stillLayer, type Context, type Layer, type Sheet, type Stage } from '../scene.ts';

/** The wooded far shore of a lake. */
export function paintFarShore(stage: Stage, light: Light, shore: number, snow: number): Sheet {
  const random = stage.random.fork('shoreline');
  const { unit } = stage;
  return paintSheet(stage, { top: shore - 50 * unit, bottom: shore + 8 * unit }, (context) => {
    const near = mix(
      lit(rgb(snow > 0.5 ? '#2c4d5c' : '#2f5a3c'), mix(light.sun, light.shadow, 0.65)),
      light.haze,
      0.2 * snow + 0.06,
    );
    for (const row of [0, 1]) {
      const base = row === 0 ? mix(near, light.haze, 0.2) : near;
      for (let x = -stage.marginX; x < stage.width + stage.marginX; x += random.between(2.5, 6) * unit) {
        const grove = stage.noise.cloudy(x / (120 * unit), 4.2 + row * 7, 3);
        const high = (8 + 30 * smoothstep(-0.25, 0.5, grove)) * unit * random.between(0.55, 1.15);
        const look = {
          dark: mix(base, light.haze, random.between(0, 0.16)),
          light: shade(base, 0.14),
          snow: 0,
          lean: 1,
        };
        paintConifer(context, x, shore + (row * 3 + 1) * unit, high, look, random);
      }
    }
    context.fillStyle = css(shade(near, -0.3));
    context.fillRect(-stage.marginX, shore + 1 * unit, stage.width + 2 * stage.marginX, 3 * unit);
  });
}

/** The stony bed that shows through the clear water before the viewer's feet. */
export function paintShallows(stage: Stage, light: Light, shore: number): Layer {
  const random = stage.random.fork('shallows');
  const { width, height, unit } = stage;
  const bottom = height + stage.marginY;
  const top = shore + (height - shore) * 0.42;
  const bed = lit(rgb('#4f8f96'), mix(light.sun, light.shadow, 0.35));
  const stones: readonly [Rgb, ...Rgb[]] = [
    rgb('#b9b4a2'),
    rgb('#8f9a98'),
    rgb('#a8927c'),
    rgb('#6f8088'),
    rgb('#cfd0c4'),
  ];
  const sheet = paintSheet(stage, { top }, (context) => {
    const veil = context.createLinearGradient(0, top, 0, height);
    veil.addColorStop(0, css(bed, 0));
    veil.addColorStop(0.5, css(bed, 0.24));
    veil.addColorStop(1, css(bed, 0.66));
    context.fillStyle = veil;
    context.fillRect(-stage.marginX, top, width + 2 * stage.marginX, bottom - top);
    const rows = Array.from({ length: 900 }, () => random.next() ** 0.72).toSorted((a, b) => a - b);
    for (const near of rows) {
      const y = top + near * (bottom - top);
      const x = random.between(-stage.marginX, width + stage.marginX);
      const size = (2 + near ** 1.7 * 30) * unit * (0.25 + random.next() ** 2.2);
      const paint = mix(lit(random.pick(stones), mix(light.sun, light.shadow, 0.3)), bed, 0.5 - near * 0.3);
      stone(context, x, y, size, paint, smoothstep(0.02, 0.8, near) * 0.62, {
        radii: Array.from({ length: 9 }, () => random.between(0.78, 1.08)),
        turn: random.next() * Math.PI,
        lean: light.sunX < 0.5 ? -1 : 1,
      });
    }
  });
  return stillLayer(0.62, sheet);
}

function stone(context: Context, x: number, y: number, size: number, paint: Rgb, alpha: number, cut: Cut): void {
  const outline = (dx: number, dy: number, scale: number): void => {
    context.beginPath();
    for (const [index, far] of cut.radii.entries()) {
      const angle = (index / cut.radii.length) * Math.PI * 2 + cut.turn;
      context.lineTo(
        x + dx + Math.cos(angle) * far * size * scale,
        y + dy + Math.sin(angle) * far * size * 0.5 * scale,
      );
    }
    context.closePath();
    context.fill();
  };
  context.fillStyle = css(shade(paint, -0.42), alpha);
  outline(0, size * 0.12, 1.06);
  context.fillStyle = css(paint, alpha);
  outline(0, 0, 1);
  context.fillStyle = css(shade(paint, 0.3), alpha * 0.5);
  outline(cut.lean * size * 0.1, -size * 0.09, 0.66);
}

/** How a stone is broken: its corners' distances, its turn, and the side that the light comes from. */
interface Cut {
  readonly radii: readonly number[];
  readonly turn: number;
  readonly lean: number;
}

/** The near banks at both sides with tall conifers, snowy where `snow` (0 to 1) says so. */
export function paintBanks(stage: Stage, light: Light, snow: number): readonly Layer[] {
  return [stillLayer(0.85, bank(stage, light, snow, 1)), stillLayer(1, bank(stage, light, snow, -1))];
}

function bank(stage: Stage, light: Light, snow: number, side: 1 | -1): Sheet {
  const { width, height, unit } = stage;
  const random = stage.random.fork(`bank${side}`);
  const snowy = snow > 0.5;
  const dark = mix(lit(rgb(snowy ? '#16343f' : '#163a2c'), mix(light.sun, light.shadow, 0.5)), light.shadow, 0.1);
  const ground = snowy
    ? mix(lit(rgb('#e6effb'), light.sun), lit(rgb('#b9cdf2'), light.shadow), 0.55)
    : lit(rgb('#3f5f35'), mix(light.sun, light.shadow, 0.4));
  const edge = side < 0 ? -stage.marginX : width + stage.marginX;
  const reach = stage.marginX + Math.min(width * 0.36, height * 0.55) * (side < 0 ? 1 : 0.8);
  const footAt = (share: number): number =>
    height * (0.85 + 0.22 * share ** 1.5) + stage.noise.cloudy(share * 4, side * 3.3, 3) * 14 * unit;
  const area = side < 0 ? { right: edge + reach + 4 } : { left: edge - reach - 4 };
  const sheet = paintSheet(stage, area, (context) => {
    const outline = (drop: number): void => {
      context.beginPath();
      context.moveTo(edge, height + stage.marginY);
      for (let step = 0; step <= 40; step++) {
        context.lineTo(edge - side * reach * (step / 40), footAt(step / 40) + drop);
      }
      context.lineTo(edge - side * reach, height + stage.marginY);
      context.fill();
    };
    context.fillStyle = css(ground);
    outline(0);
    const lower = context.createLinearGradient(0, height * 0.86, 0, height + stage.marginY);
    lower.addColorStop(0, css(mix(ground, dark, 0.1)));
    lower.addColorStop(1, css(mix(ground, lit(dark, light.shadow), 0.72)));
    context.fillStyle = lower;
    outline(7 * unit);
    const trees = Array.from({ length: 15 }, (_, index) => ({
      share: (index + random.between(-0.6, 1.2)) / 16,
    })).toSorted(() => random.next() - 0.5);
    const greatest = Math.min(height * 0.56, width * 0.56);
    for (const [order, { share }] of trees.entries()) {
      const back = 1 - order / trees.length;
      const tall = greatest * (0.16 + 0.84 * (1 - share) ** 1.5) * random.between(0.45, 1) * (side < 0 ? 1 : 0.82);
      const body = mix(dark, light.haze, back * 0.16);
      const tip = mix(body, lit(rgb(snowy ? '#5f8f98' : '#6f9a58'), light.sun), 0.42);
      const look = { dark: body, light: tip, snow: snowy ? 0.5 : 0, lean: light.sunX < 0.5 ? -1 : 1 };
      const foot = footAt(share) + (6 + 14 * (1 - back)) * unit;
      paintConifer(context, edge - side * reach * (share * 0.92 + 0.02), foot, tall, look, random);
    }
  });
  return trimSheet(sheet);
}
