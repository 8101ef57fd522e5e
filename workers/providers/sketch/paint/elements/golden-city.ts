import { css, mix, rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import { paintColonnade, paintHouses, paintObelisk, paintPylon, paintPyramid, paintStepPyramid } from './egyptian.ts';
import { paintDomedHall, paintOrb, paintRing, paintSail, paintSkyBridge, paintSpire } from './futuristic.ts';
import { paintWall, stoneIn, type Lamp, type Mason } from './masonry.ts';
import { paintGlow } from './sky.ts';
import { paintColossus, paintSphinx } from './statues.ts';
import { drawSheet, paintSheet, paintSprite, type Context, type Layer, type Stage } from '../scene.ts';

/** A city on the horizon: where it stands and what each half is built like. */
export interface HorizonCity {
  readonly x: number;
  readonly foot: number;
  /** Half its width. */
  readonly reach: number;
  readonly left: 'egyptian' | 'futuristic';
  readonly right: 'egyptian' | 'futuristic';
  readonly depth: number;
}

/** A golden city, lit, with lamps that flicker and craft that hover above its modern parts. */
export function horizonCity(stage: Stage, light: Light, city: HorizonCity): Layer[] {
  const lamps: Lamp[] = [];
  const { x, foot, reach } = city;
  const sheet = paintSheet(
    stage,
    { left: x - reach * 1.25, right: x + reach * 1.25, top: foot - reach * 1.3, bottom: foot + reach * 0.08 },
    (context) => {
      const mason = (which: 'back' | 'front', style: 'egyptian' | 'futuristic', half: string): Mason => ({
        context,
        stone: stoneIn(
          light,
          style === 'egyptian' ? '#e8992c' : '#f4bb4a',
          style === 'egyptian' ? '#ffb648' : '#8df0ff',
          which === 'back' ? 0.24 : 0,
        ),
        sunSide: light.sunX < 0.5 ? -1 : 1,
        unit: stage.unit,
        random: stage.random.fork(`city-${which}-${half}`),
        night: light.night,
        lamps,
      });
      for (const which of ['back', 'front'] as const) {
        for (const [side, style] of [
          [-1, city.left],
          [1, city.right],
        ] as const) {
          const builder = mason(which, style, `${side}`);
          const at = (share: number): number => x + side * reach * share;
          if (style === 'egyptian') buildEgyptian(builder, at, foot, reach, which);
          else buildFuturistic(builder, at, foot, reach, which, side);
        }
      }
      buildCentre(mason('front', 'futuristic', 'centre'), x, foot, reach);
      veilFoot(context, light, city);
    },
  );
  const layers: Layer[] = [{ depth: city.depth, draw: (context) => drawSheet(context, sheet) }];
  layers.push(flicker(stage, light, lamps, city.depth));
  if (city.left === 'futuristic' || city.right === 'futuristic') layers.push(hoverCraft(stage, light, city));
  return layers;
}

type At = (share: number) => number;

function buildEgyptian(mason: Mason, at: At, foot: number, reach: number, which: 'back' | 'front'): void {
  if (which === 'back') {
    paintPyramid(mason, at(0.43), foot, reach * 0.76, reach * 0.62);
    paintPyramid(mason, at(0.8), foot, reach * 0.4, reach * 0.31);
    paintObelisk(mason, at(0.17), foot, reach * 0.04, reach * 0.6);
    return;
  }
  paintHouses(mason, at(0.98) - reach * 0.03, at(0.7), foot, reach * 0.08);
  paintHouses(mason, Math.min(at(0.9), at(0.2)), Math.max(at(0.9), at(0.2)), foot, reach * 0.07);
  paintStepPyramid(mason, at(0.67), foot, reach * 0.42, reach * 0.36, 6);
  paintColonnade(mason, at(0.4), foot, reach * 0.3, reach * 0.19, 7);
  paintObelisk(mason, at(0.54), foot, reach * 0.03, reach * 0.38);
  paintObelisk(mason, at(0.3), foot, reach * 0.034, reach * 0.46);
  paintPylon(mason, at(0.18), foot, reach * 0.3, reach * 0.31);
  paintColossus(mason, at(0.5), foot, reach * 0.26);
  paintColossus(mason, at(0.335), foot, reach * 0.26);
  paintSphinx(mason, at(0.86), foot + reach * 0.005, reach * 0.26, at(1) < at(0) ? -1 : 1);
}

function buildFuturistic(
  mason: Mason,
  at: At,
  foot: number,
  reach: number,
  which: 'back' | 'front',
  side: 1 | -1,
): void {
  const spire = (share: number, width: number, height: number, waist: number, head: number, lean = 0): void =>
    paintSpire(mason, {
      x: at(share),
      foot,
      width: reach * width,
      height: reach * height,
      waist,
      head,
      lean: side * lean,
    });
  if (which === 'back') {
    spire(0.12, 0.12, 0.56, 0.7, 0.4);
    spire(0.2, 0.13, 0.72, 0.6, 0.2);
    spire(0.36, 0.11, 0.62, 0.7, 0.3, -0.05);
    spire(0.54, 0.13, 0.6, 0.5, 0.15, 0.06);
    spire(0.72, 0.1, 0.42, 0.6, 0.3);
    spire(0.85, 0.08, 0.3, 0.6, 0.3);
    paintDomedHall(mason, at(0.68), foot, reach * 0.26, reach * 0.2);
    return;
  }
  paintSail(mason, at(0.44), foot, reach * 0.21, reach * 0.56, side);
  spire(0.26, 0.14, 0.66, 0.5, 0.12);
  spire(0.14, 0.1, 0.44, 0.6, 0.3);
  paintRing(mason, at(0.62), foot - reach * 0.33, reach * 0.1, 'far');
  paintRing(mason, at(0.62), foot - reach * 0.25, reach * 0.075, 'far');
  spire(0.62, 0.11, 0.5, 0.5, 0.25);
  paintRing(mason, at(0.62), foot - reach * 0.33, reach * 0.1, 'near');
  paintRing(mason, at(0.62), foot - reach * 0.25, reach * 0.075, 'near');
  paintSkyBridge(mason, at(0.27), at(0.4), foot - reach * 0.3, reach * 0.02);
  paintSkyBridge(mason, at(0.46), at(0.6), foot - reach * 0.16, reach * 0.03);
  paintOrb(mason, at(0.8), foot, reach * 0.06, reach * 0.29);
  paintDomedHall(mason, at(0.52), foot, reach * 0.17, reach * 0.12);
  paintDomedHall(mason, at(0.9), foot, reach * 0.15, reach * 0.09);
  paintDomedHall(mason, at(0.3), foot, reach * 0.16, reach * 0.1);
  spire(0.72, 0.07, 0.28, 0.7, 0.4, 0.04);
}

/** The needle where the two ages meet: an obelisk that carries a ring. */
function buildCentre(mason: Mason, x: number, foot: number, reach: number): void {
  const { context, stone } = mason;
  paintRing(mason, x, foot - reach * 0.6, reach * 0.11, 'far', 0);
  paintObelisk(mason, x, foot, reach * 0.1, reach * 0.82);
  paintRing(mason, x, foot - reach * 0.6, reach * 0.11, 'near', 0);
  paintWall(mason, x, foot, reach * 0.2, reach * 0.07, 0.2);
  paintGlow(context, x, foot - reach * 0.8, reach * 0.2, mix(stone.lamp, [255, 255, 255], 0.5), 0.9);
}

function veilFoot(context: Context, light: Light, city: HorizonCity): void {
  const { x, foot, reach } = city;
  context.globalCompositeOperation = 'source-atop';
  const veil = context.createLinearGradient(0, foot - reach * 0.34, 0, foot);
  const air = mix(mix(light.haze, light.glow, 0.45), rgb('#ffd890'), 0.35 * (1 - light.night * 0.5));
  veil.addColorStop(0, css(air, 0));
  veil.addColorStop(0.6, css(air, 0.06));
  veil.addColorStop(1, css(air, 0.42));
  context.fillStyle = veil;
  context.fillRect(x - reach * 2, foot - reach, reach * 4, reach * 1.2);
  context.globalCompositeOperation = 'source-over';
}

/** Some of the lamps, breathing. */
export function flicker(
  stage: Stage,
  light: Light,
  lamps: readonly Lamp[],
  depth: number,
  tint = rgb('#ffe2a0'),
): Layer {
  const random = stage.random.fork('flicker');
  const chosen = lamps
    .filter(() => random.chance(Math.min(1, 70 / Math.max(1, lamps.length))))
    .map((lamp) => ({ ...lamp, phase: random.between(0, 6.28), speed: random.between(0.8, 3.4) }));
  const spark = paintSprite(stage.unit * 18, stage.unit * 18, (context) => {
    paintGlow(context, 0, 0, stage.unit * 9, tint, 0.9);
  });
  const strength = 0.45 + 0.5 * light.night;
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const lamp of chosen) {
        const alpha = strength * (0.5 + 0.5 * Math.sin(lamp.phase + timeS * lamp.speed));
        if (alpha < 0.05) continue;
        context.globalAlpha = alpha;
        drawSheet(context, spark, lamp.x, lamp.y);
      }
      context.globalAlpha = 1;
    },
  };
}

function hoverCraft(stage: Stage, light: Light, city: HorizonCity): Layer {
  const { unit } = stage;
  const { x, foot, reach, depth } = city;
  const craft = paintSprite(unit * 30, unit * 16, (context) => {
    paintGlow(context, 0, unit * 2, unit * 9, rgb('#9df4ff'), 0.8);
    context.fillStyle = css(mix(rgb('#8a5a2c'), light.shadow, 0.3));
    context.beginPath();
    context.ellipse(0, 0, unit * 8, unit * 1.9, 0, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = css(mix(rgb('#ffe6a8'), light.sun, 0.3));
    context.beginPath();
    context.ellipse(0, -unit * 0.8, unit * 5, unit * 1.7, 0, Math.PI, Math.PI * 2);
    context.fill();
  });
  const side = city.right === 'futuristic' ? 1 : -1;
  const lanes = [
    { y: 0.62, from: 0.2, speed: 0.05, size: 1 },
    { y: 0.44, from: 0.85, speed: -0.045, size: 0.8 },
    { y: 0.74, from: 0.5, speed: 0.03, size: 0.7 },
    { y: 0.5, from: 0.32, speed: -0.025, size: 0.6 },
  ];
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const [index, lane] of lanes.entries()) {
        const share = lane.from + lane.speed * timeS;
        const held = 0.5 + 0.38 * Math.sin((share - 0.5) * 2.4);
        const cx = x + side * reach * held;
        const cy = foot - reach * lane.y + Math.sin(timeS * 1.1 + index * 2) * unit * 2;
        const { width, height } = craft;
        context.drawImage(
          craft.canvas,
          cx - (width * lane.size) / 2,
          cy - (height * lane.size) / 2,
          width * lane.size,
          height * lane.size,
        );
      }
    },
  };
}
