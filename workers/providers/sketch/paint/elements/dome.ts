import { css, mix, type Rgb } from '../../kit/colour.ts';
import { smoothstep } from '../../kit/math.ts';
import type { Light } from '../light.ts';
import { paintGlow } from './sky.ts';
import { drawSheet, paintSheet, paintSprite, type Context, type Layer, type Stage } from '../scene.ts';

/** A dome of energy that stands on a row of the picture. */
export interface Dome {
  readonly x: number;
  /** The row of its foot. */
  readonly foot: number;
  readonly radius: number;
  /** Height as a share of the radius. */
  readonly rise: number;
  readonly colour: Rgb;
  readonly depth: number;
}

interface Cell {
  readonly corners: readonly (readonly [number, number])[];
  /** Place of its middle on the dome, as shares of the radius. */
  readonly x: number;
  readonly y: number;
  readonly phase: number;
}

/** Half the width of a cell in radians. */
const cellSize = 0.115;

/** The dome's light behind what it covers, and its shell before it. */
export function domeLayers(stage: Stage, light: Light, dome: Dome): { readonly back: Layer; readonly front: Layer } {
  const cells = cellsOf(stage);
  return { back: backLayer(stage, light, dome), front: shellLayer(stage, dome, cells) };
}

function backLayer(stage: Stage, light: Light, dome: Dome): Layer {
  const { x, foot, radius, rise, colour, depth } = dome;
  const halo = paintSheet(
    stage,
    { left: x - radius * 1.6, right: x + radius * 1.6, bottom: foot + radius * 0.1 },
    (context) => {
      paintGlow(context, x, foot - radius * rise * 0.4, radius * 1.6, mix(light.glow, colour, 0.25), 0.34);
      paintGlow(context, x, foot - radius * rise * 0.25, radius * 1.05, mix(light.glow, [255, 214, 130], 0.4), 0.5);
    },
  );
  const random = stage.random.fork('dome-rays');
  const rays = paintSheet(stage, { left: x - radius * 2.1, right: x + radius * 2.1, bottom: foot }, (context) => {
    for (let index = 0; index < 22; index++) {
      const angle = Math.PI * (1.02 + 0.96 * ((index + random.between(0.1, 0.9)) / 22));
      const wide = random.between(0.012, 0.04);
      const reach = radius * random.between(1.45, 2.1);
      const gradient = context.createRadialGradient(x, foot, radius * 0.7, x, foot, reach);
      gradient.addColorStop(0, css(mix(colour, light.glow, 0.75), 0.24));
      gradient.addColorStop(1, css(colour, 0));
      context.fillStyle = gradient;
      context.beginPath();
      context.moveTo(x, foot);
      context.lineTo(x + Math.cos(angle - wide) * reach, foot + Math.sin(angle - wide) * reach);
      context.lineTo(x + Math.cos(angle + wide) * reach, foot + Math.sin(angle + wide) * reach);
      context.fill();
    }
  });
  return {
    depth,
    draw: (context, { timeS }) => {
      drawSheet(context, halo);
      context.globalAlpha = 0.75 + 0.25 * Math.sin(timeS * 1.3);
      drawSheet(context, rays);
      context.globalAlpha = 1;
    },
  };
}

function shellLayer(stage: Stage, dome: Dome, cells: readonly Cell[]): Layer {
  const { x, foot, radius, rise, colour, depth } = dome;
  const bright = mix(colour, [255, 255, 255], 0.65);
  const scaleX = radius;
  const scaleY = radius * rise;
  const trace = (context: Context, cell: Cell): void => {
    for (const [index, [cx, cy]] of cell.corners.entries()) {
      if (index === 0) context.moveTo(x + cx * scaleX, foot - cy * scaleY);
      else context.lineTo(x + cx * scaleX, foot - cy * scaleY);
    }
    context.closePath();
  };
  const shell = paintSheet(
    stage,
    { left: x - radius * 1.2, right: x + radius * 1.2, top: foot - scaleY * 1.2, bottom: foot + radius * 0.16 },
    (context) => paintShell(context, stage, dome, cells, trace),
  );
  const glint = paintSprite(radius * 0.5, radius * 0.5, (context) => {
    paintGlow(context, 0, 0, radius * 0.22, colour, 0.75);
    paintGlow(context, 0, 0, radius * 0.07, [255, 255, 255], 1);
  });
  return {
    depth,
    draw: (context, { timeS }) => {
      drawSheet(context, shell);
      const wave = ((timeS * 0.32) % 1.7) - 0.2;
      for (const cell of cells) {
        const front = smoothstep(0.16, 0, Math.abs(cell.y - wave - cell.x * 0.15));
        const pulse = Math.max(0, Math.sin(timeS * 0.9 + cell.phase)) ** 8;
        const alpha = front * 0.3 + pulse * 0.24;
        if (alpha < 0.03) continue;
        context.fillStyle = css(bright, alpha * (0.35 + 0.65 * Math.hypot(cell.x, cell.y)));
        context.beginPath();
        trace(context, cell);
        context.fill();
      }
      context.globalCompositeOperation = 'screen';
      for (const [offset, speed] of [
        [0, 0.42],
        [0.45, 0.31],
        [0.8, -0.37],
      ] as const) {
        const share = (((offset + timeS * speed * 0.5) % 1) + 1) % 1;
        const angle = Math.PI * share;
        context.globalAlpha = smoothstep(0, 0.12, share) * smoothstep(1, 0.88, share);
        drawSheet(context, glint, x - Math.cos(angle) * radius, foot - Math.sin(angle) * scaleY);
      }
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
    },
  };
}

function paintShell(
  context: Context,
  stage: Stage,
  dome: Dome,
  cells: readonly Cell[],
  trace: (context: Context, cell: Cell) => void,
): void {
  const { x, foot, radius, rise, colour } = dome;
  const { unit } = stage;
  const bright = mix(colour, [255, 255, 255], 0.6);
  context.save();
  context.translate(x, foot);
  context.scale(radius, radius * rise);
  const film = context.createRadialGradient(0, 0, 0, 0, 0, 1);
  for (const stop of [0, 0.4, 0.6, 0.75, 0.86, 0.94, 0.985, 1]) {
    film.addColorStop(stop, css(mix(colour, bright, stop ** 6), 0.025 + 0.42 * stop ** 6));
  }
  context.fillStyle = film;
  context.beginPath();
  context.arc(0, 0, 1, Math.PI, Math.PI * 2);
  context.fill();
  const sheen = context.createRadialGradient(-0.45, -0.62, 0, -0.45, -0.62, 0.5);
  sheen.addColorStop(0, css([255, 255, 255], 0.26));
  sheen.addColorStop(1, css([255, 255, 255], 0));
  context.fillStyle = sheen;
  context.beginPath();
  context.arc(0, 0, 1, Math.PI, Math.PI * 2);
  context.fill();
  context.restore();
  for (const cell of cells) {
    const out = Math.hypot(cell.x, cell.y);
    context.strokeStyle = css(bright, 0.12 + 0.4 * out ** 2.5);
    context.lineWidth = unit * (0.7 + 0.3 * out);
    context.beginPath();
    trace(context, cell);
    context.stroke();
  }
  for (const [width, alpha] of [
    [26, 0.05],
    [17, 0.08],
    [10, 0.14],
    [5, 0.34],
    [2.2, 0.95],
  ] as const) {
    context.strokeStyle = css(width < 4 ? mix(bright, [255, 255, 255], 0.5) : colour, alpha);
    context.lineWidth = width * unit;
    context.beginPath();
    context.ellipse(x, foot, radius, radius * rise, 0, Math.PI, Math.PI * 2);
    context.stroke();
    context.beginPath();
    context.ellipse(x, foot, radius, radius * 0.075, 0, 0, Math.PI);
    context.stroke();
  }
}

/** Hexagons over the half of a ball that looks at the viewer, above its foot. */
function cellsOf(stage: Stage): Cell[] {
  const random = stage.random.fork('dome-cells');
  const cells: Cell[] = [];
  const onBall = (a: number, b: number): readonly [number, number] => {
    const far = Math.hypot(a, b);
    const held = Math.min(far, Math.PI / 2);
    const scale = far === 0 ? 1 : Math.sin(held) / far;
    return [a * scale, b * scale];
  };
  for (let row = 0; row < 14; row++) {
    for (let column = -10; column <= 10; column++) {
      const a = (column + (row % 2) / 2) * cellSize * Math.sqrt(3);
      const b = row * cellSize * 1.5 + cellSize * 0.6;
      if (Math.hypot(a, b) > Math.PI / 2 - cellSize * 0.3) continue;
      const [x, y] = onBall(a, b);
      const corners = Array.from({ length: 6 }, (_, index) => {
        const angle = (Math.PI / 3) * index + Math.PI / 6;
        const [cx, cy] = onBall(a + Math.cos(angle) * cellSize, b + Math.sin(angle) * cellSize);
        return [cx, Math.max(0, cy)] as const;
      });
      cells.push({ corners, x, y, phase: random.between(0, Math.PI * 2) });
    }
  }
  return cells;
}
