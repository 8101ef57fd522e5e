import { css, mix } from '../../../kit/colour.ts';
import { paintGlow } from '../../elements/sky.ts';
import type { Light } from '../../light.ts';
import { drawSheet, paintSheet, paintSprite, type Context, type Layer, type Sheet, type Stage } from '../../scene.ts';

/** Slanting rain before everything. */
export function drivingRain(stage: Stage, light: Light, strength: number, depth: number): Layer {
  const { width, height, unit, marginX, marginY } = stage;
  const random = stage.random.fork('driving-rain');
  const streak = paintSprite(30 * unit, 90 * unit, (context) => {
    const fill = context.createLinearGradient(0, -44 * unit, 0, 44 * unit);
    const colour = mix(light.cloudLit, [255, 255, 255], 0.4);
    fill.addColorStop(0, css(colour, 0));
    fill.addColorStop(0.8, css(colour, 0.6));
    fill.addColorStop(1, css(colour, 0));
    context.strokeStyle = fill;
    context.lineWidth = 1.3 * unit;
    context.beginPath();
    context.moveTo(13 * unit, -44 * unit);
    context.lineTo(-13 * unit, 44 * unit);
    context.stroke();
  });
  const drops = Array.from({ length: Math.round(150 * strength) }, () => ({
    x: random.next(),
    y: random.next(),
    size: random.between(0.4, 1.1),
    speed: random.between(1.1, 1.7),
  }));
  const wide = width + 2 * marginX;
  const high = height + 2 * marginY;
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { x, y, size, speed } of drops) {
        const down = (y + timeS * speed) % 1;
        const across = (((x - timeS * speed * 0.17) % 1) + 1) % 1;
        context.globalAlpha = size * 0.55;
        context.drawImage(
          streak.canvas,
          across * wide - marginX,
          down * high - marginY,
          streak.width * size,
          streak.height * size,
        );
      }
      context.globalAlpha = 1;
    },
  };
}

/** When lightning strikes, in seconds from the first frame; it comes again every `againS`. */
const strikesS = [0, 1.55, 3.2, 3.42];
const againS = 5;

/** How bright lightning is at a time, 0 to 1, and which bolt it is. */
function strikeAt(timeS: number): { readonly power: number; readonly bolt: number } {
  const time = timeS % againS;
  for (const [bolt, strike] of strikesS.entries()) {
    const since = time - strike;
    if (since >= 0 && since < 0.42)
      return { power: (1 - since / 0.42) * (since < 0.09 || since > 0.15 ? 1 : 0.45), bolt };
  }
  return { power: 0, bolt: 0 };
}

/** Bolts in the clouds, with the sky lit up for a moment. */
export function lightning(stage: Stage, horizon: number, columns: readonly number[], depth: number): Layer {
  const bolts = columns.map((column, index) => paintBolt(stage, column * stage.width, horizon, index));
  return {
    depth,
    draw: (context, { timeS }) => {
      const { power, bolt } = strikeAt(timeS);
      const sheet = bolts[bolt % bolts.length];
      if (power <= 0 || !sheet) return;
      context.globalAlpha = power;
      drawSheet(context, sheet);
      context.globalAlpha = 1;
    },
  };
}

function paintBolt(stage: Stage, x: number, horizon: number, index: number): Sheet {
  const { unit } = stage;
  const random = stage.random.fork(`bolt-${index}`);
  return paintSheet(stage, { left: x - 330 * unit, right: x + 330 * unit, bottom: horizon }, (context) => {
    paintGlow(context, x, horizon * 0.25, 320 * unit, [190, 200, 255], 0.62);
    const lines: (readonly [number, number, number])[][] = [];
    const strike = (fromX: number, fromY: number, to: number, wide: number, lean: number): void => {
      const line: [number, number, number][] = [[fromX, fromY, wide]];
      let at = fromX;
      for (let y = fromY; y < to; y += random.between(9, 22) * unit) {
        at += (random.between(-13, 13) + lean) * unit;
        line.push([at, y, wide]);
        if (wide > 1.6 && random.chance(0.16)) {
          strike(at, y, y + random.between(40, 130) * unit, wide * 0.5, random.chance(0.5) ? 9 : -9);
        }
      }
      lines.push(line);
    };
    strike(x, -stage.marginY, horizon - 4 * unit, 2.6, random.between(-2, 2));
    for (const [wide, colour, alpha] of [
      [6, '#8fa0ff', 0.14],
      [3, '#b8c4ff', 0.35],
      [1, '#ffffff', 1],
    ] as const) {
      for (const line of lines) strokeLine(context, line, wide * unit, colour, alpha);
    }
  });
}

function strokeLine(
  context: Context,
  line: readonly (readonly [number, number, number])[],
  wide: number,
  colour: string,
  alpha: number,
): void {
  context.globalAlpha = alpha;
  context.strokeStyle = colour;
  context.lineJoin = 'round';
  context.lineWidth = wide * (line[0]?.[2] ?? 1);
  context.beginPath();
  for (const [x, y] of line) context.lineTo(x, y);
  context.stroke();
  context.globalAlpha = 1;
}

/** Banks of fog that drift over the water. */
export function fogBanks(stage: Stage, light: Light, row: number, depth: number, thickness: number): Layer {
  const { width, unit, marginX } = stage;
  const random = stage.random.fork(`fog-${depth}`);
  const puff = paintSprite(64, 32, (context) => {
    context.scale(1, 0.5);
    paintGlow(context, 0, 0, 32, mix(light.haze, light.skyLow, 0.4), 1);
  });
  const puffs = Array.from({ length: 9 }, () => ({
    x: random.between(-marginX, width + marginX),
    y: row + random.between(-22, 26) * unit,
    wide: random.between(360, 640) * unit,
    speed: random.between(5, 12) * unit,
    alpha: random.between(0.4, 0.85) * thickness,
  }));
  const span = width + 2 * marginX + 640 * unit;
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { x, y, wide, speed, alpha } of puffs) {
        const run = x + timeS * speed + 320 * unit;
        const at = run - Math.floor(run / span) * span - 320 * unit;
        context.globalAlpha = alpha;
        context.drawImage(puff.canvas, at - wide / 2, y - wide * 0.11, wide, wide * 0.22);
      }
      context.globalAlpha = 1;
    },
  };
}
