import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { css, mix, shade } from '../../../kit/colour.ts';
import { smoothstep } from '../../../kit/math.ts';
import { paintGlow } from '../../elements/sky.ts';
import { drawSheet, paintSheet, type Layer, type Sheet, type Stage } from '../../scene.ts';
import type { SeaLight } from './sea-light.ts';

/** The water itself: bright under the surface, deep and blue with distance. */
export function paintWaterBody(stage: Stage, sea: SeaLight): Sheet {
  const { width, height, unit } = stage;
  return paintSheet(stage, {}, (context) => {
    const gradient = context.createLinearGradient(0, -stage.marginY, 0, height + stage.marginY);
    gradient.addColorStop(0, css(mix(sea.bright, sea.shallow, 0.6)));
    gradient.addColorStop(0.18, css(sea.shallow));
    gradient.addColorStop(0.48, css(sea.middle));
    gradient.addColorStop(0.74, css(mix(sea.middle, sea.deep, 0.55)));
    gradient.addColorStop(1, css(sea.deep));
    context.fillStyle = gradient;
    context.fillRect(-stage.marginX, -stage.marginY, width + 2 * stage.marginX, height + 2 * stage.marginY);
    const x = sea.sunX * width;
    for (const side of [-stage.marginX, width + stage.marginX]) {
      const corner = context.createLinearGradient(side, 0, x, height * 0.5);
      corner.addColorStop(0, css(sea.deep, 0.8));
      corner.addColorStop(0.75, css(sea.deep, 0));
      context.fillStyle = corner;
      context.fillRect(-stage.marginX, -stage.marginY, width + 2 * stage.marginX, height + 2 * stage.marginY);
    }
    const reach = Math.max(width, height);
    paintGlow(context, x, -height * 0.04, reach * 0.8, sea.shallow, 0.8);
    paintGlow(context, x, -height * 0.04, reach * 0.42, sea.bright, 0.95 * sea.strength);
    paintGlow(context, x, -height * 0.02, 150 * unit, [255, 255, 255], 0.9 * sea.strength);
  });
}

/** A net of light in perspective. */
export interface LightNet {
  /** The row that it recedes to. */
  readonly horizon: number;
  /** The row where it is nearest. */
  readonly edge: number;
  readonly left?: number;
  readonly right?: number;
  readonly strength: number;
  /** More is a finer net. */
  readonly fine: number;
  readonly depth: number;
}

/** Bright lines where waves gather the light. */
function paintLightNet(stage: Stage, sea: SeaLight, net: LightNet, turn: number): Sheet {
  const { horizon, edge, fine } = net;
  const scale = 2;
  const top = Math.max(-stage.marginY, Math.min(horizon, edge));
  const bottom = Math.min(stage.height + stage.marginY, Math.max(horizon, edge));
  const left = Math.max(-stage.marginX * 1.2, net.left ?? -Infinity);
  const right = Math.min(stage.width + stage.marginX * 1.2, net.right ?? Infinity);
  const wide = Math.ceil((right - left) / scale);
  const high = Math.max(2, Math.ceil((bottom - top) / scale));
  const small = createCanvas(wide, high);
  const context = small.getContext('2d');
  const picture = context.createImageData(wide, high);
  const [red, green, blue] = mix(sea.ray, [255, 255, 255], 0.3);
  const { noise, unit } = stage;
  for (let row = 0; row < high; row++) {
    const away = Math.abs(top + row * scale - horizon);
    const near = away / Math.abs(edge - horizon);
    const far = (150 * unit) / (away + 8 * unit);
    const fade = smoothstep(0.02, 0.3, near);
    for (let column = 0; column < wide; column++) {
      const x = column * scale + left - stage.width * sea.sunX;
      const u = (x / (90 * unit)) * far * fine;
      const v = far * 5.2 * fine + turn;
      const bend = noise.at(u * 0.5 + turn, v * 0.5) * 0.8;
      const line = 1 - Math.abs(noise.at(u + bend, v - bend)) * 1.35;
      const second = 1 - Math.abs(noise.at(u * 1.6 - bend + 9, v * 1.6 + turn)) * 1.5;
      const bright = Math.max(0, line) ** 7 + 0.5 * Math.max(0, second) ** 7;
      const index = (row * wide + column) * 4;
      picture.data[index] = red;
      picture.data[index + 1] = green;
      picture.data[index + 2] = blue;
      picture.data[index + 3] = Math.min(
        255,
        255 * bright * fade * smoothstep(0, 0.14, column / wide) * smoothstep(1, 0.86, column / wide),
      );
    }
  }
  context.putImageData(picture, 0, 0);
  return { canvas: enlarge(small, scale), x: left, y: top, width: wide * scale, height: high * scale };
}

function enlarge(small: Canvas, scale: number): Canvas {
  const canvas = createCanvas(small.width * scale, small.height * scale);
  canvas.getContext('2d').drawImage(small, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The net of light that plays over sand (horizon above edge) or over the underside of the surface (below it). */
export function lightNet(stage: Stage, sea: SeaLight, net: LightNet): Layer {
  const sheets = [3.1, 41.7].map((turn) => paintLightNet(stage, sea, net, turn));
  return {
    depth: net.depth,
    draw: (context, { timeS }) => {
      context.globalCompositeOperation = 'lighter';
      sheets.forEach((sheet, index) => {
        const way = index === 0 ? 1 : -1;
        context.globalAlpha = net.strength * sea.strength * (0.5 + 0.38 * Math.sin(timeS * 1.15 + index * Math.PI));
        const swing = Math.sin(timeS * 0.5 + index * 2) * 0.18 * stage.marginX;
        drawSheet(context, sheet, Math.round(swing * way), 0);
      });
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
    },
  };
}

/** Beams of sunlight that fan out from the surface and slowly come and go. */
export function sunRays(stage: Stage, sea: SeaLight, depth: number, name: string, count: number, power: number): Layer {
  const random = stage.random.fork(`rays-${name}`);
  const beam = createCanvas(48, 192);
  const brush = beam.getContext('2d');
  const picture = brush.createImageData(48, 192);
  const [red, green, blue] = sea.ray;
  for (let row = 0; row < 192; row++) {
    const fade = smoothstep(0, 0.12, row / 192) * (1 - row / 192) ** 1.25;
    for (let column = 0; column < 48; column++) {
      const across = Math.abs(column - 23.5) / 23.5;
      const soft = smoothstep(1, 0.15, across) * (0.75 + 0.25 * Math.cos(across * 9));
      picture.data.set([red, green, blue, 255 * fade * soft], (row * 48 + column) * 4);
    }
  }
  brush.putImageData(picture, 0, 0);
  const { width, height, unit } = stage;
  const rays = Array.from({ length: count }, (_, index) => ({
    turn: ((index + random.between(0.15, 0.85)) / count - 0.5) * 1.7,
    wide: random.between(0.5, 1.4) * (44 + 100 / (count + 1)) * unit,
    long: random.between(0.8, 1.15) * height * 1.12,
    phase: random.between(0, Math.PI * 2),
    speed: random.between(0.45, 0.95),
    strength: random.between(0.5, 1),
  }));
  const top = -height * 0.14;
  return {
    depth,
    draw: (context, { timeS }) => {
      context.globalCompositeOperation = 'lighter';
      for (const { turn, wide, long, phase, speed, strength } of rays) {
        const shine = strength * (0.62 + 0.38 * Math.sin(timeS * speed + phase));
        context.globalAlpha = power * sea.strength * shine;
        const lean = Math.tan((turn + Math.sin(timeS * 0.22 + phase) * 0.025) * 0.62);
        context.save();
        context.transform(1, 0, -lean * -1, 1, width * sea.sunX + turn * width * 0.16, top);
        context.drawImage(beam, -wide / 2, 0, wide, long);
        context.restore();
      }
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
    },
  };
}

/** The sandy bottom: it fades into the distance, with ripples, stones and shells. */
export function paintSand(stage: Stage, sea: SeaLight, horizon: number): Sheet {
  const { width, height, unit } = stage;
  const random = stage.random.fork('sand');
  const bottom = height + stage.marginY;
  const sand = mix(sea.paint([255, 232, 186]), sea.shallow, 0.3);
  return paintSheet(stage, { top: horizon - 30 * unit }, (context) => {
    const fill = context.createLinearGradient(0, horizon - 22 * unit, 0, bottom);
    fill.addColorStop(0, css(sea.haze, 0));
    fill.addColorStop(0.12, css(mix(sea.haze, sand, 0.4), 0.85));
    fill.addColorStop(0.4, css(mix(sea.haze, sand, 0.75)));
    fill.addColorStop(1, css(mix(sand, sea.deep, 0.22)));
    context.fillStyle = fill;
    context.fillRect(-stage.marginX, horizon - 30 * unit, width + 2 * stage.marginX, bottom);
    for (let index = 0; index < 150; index++) {
      const near = random.next() ** 1.3;
      const y = horizon + near * (bottom - horizon);
      const x = random.between(-stage.marginX, width + stage.marginX);
      const long = (14 + near * 90) * unit * random.between(0.5, 1.2);
      const lit = random.chance(0.5);
      context.strokeStyle = css(lit ? shade(sand, 0.6) : mix(shade(sand, -0.3), sea.middle, 0.4), 0.12 + near * 0.2);
      context.lineWidth = (0.6 + near * 2.6) * unit;
      context.lineCap = 'round';
      context.beginPath();
      context.moveTo(x - long, y);
      context.bezierCurveTo(x - long * 0.3, y - 5 * near * unit, x + long * 0.3, y + 6 * near * unit, x + long, y);
      context.stroke();
    }
  });
}
