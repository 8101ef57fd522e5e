import { css, lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import { clamp } from '../../kit/math.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { drawCycle, paintCycle } from '../elements/cycle.ts';
import { stoneIn, type Lamp, type Mason } from '../elements/masonry.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSheet, paintSprite, type Layer, type Stage } from '../scene.ts';
import type { PaintedSetting, PaintSubject, Place } from '../setting.ts';
import { columnsIn, drawMirror, paintMirror } from './afloat.ts';
import { flagTips, gateX, paintCastleBody } from './castle-body.ts';
import { paintGrove, paintHill, paintRoad, type Cover } from './castle-hill.ts';
import { paintBanner, tilesIn } from './castle-tower.ts';
import { colourOf } from './fish-school.ts';

/** A castle on a rocky hill; on an island where the ground is too narrow for it and there is water. */
export const paintCastle: PaintSubject = (stage, light, subject, setting, spec) => {
  const site = siteIn(stage, setting);
  if (!site) return [];
  const { place, island } = site;
  const count = Math.min(subject.count, 3);
  const tallest = Math.min(stage.height * 0.48, stage.width * 0.56);
  const high = clamp(place.personHeight * 9, stage.height * 0.38, tallest) * (count > 1 ? 0.66 : 1);
  // A castle smaller than people beside it stands farther away, that is higher in the picture.
  const back = Math.max(0, place.personHeight * 1.9 - high * 0.2);
  const aside = count === 1 && spec.subjects.some(({ kind }) => kind === 'dragon');
  const columns = aside ? [place.left + (place.right - place.left) * 0.8] : columnsIn(place, count);
  return columns.map((x, index) =>
    castleLayer(stage, light, spec, {
      x,
      foot: place.y - back - (index % 2) * high * 0.12,
      scale: high / 100,
      depth: place.depth,
      island,
      walls: subject.colour,
      label: `castle${index}`,
    }),
  );
};

interface Castle {
  readonly x: number;
  readonly foot: number;
  /** Pixels of a hundredth of its height. */
  readonly scale: number;
  readonly depth: number;
  readonly island: boolean;
  readonly walls: string | undefined;
  readonly label: string;
}

function siteIn(
  stage: Stage,
  { ground, water }: PaintedSetting,
): { readonly place: Place; readonly island: boolean } | undefined {
  if (ground && (!water || ground.right - ground.left > stage.width * 0.15)) return { place: ground, island: false };
  return water && { place: water, island: true };
}

function castleLayer(stage: Stage, light: Light, spec: SceneSpec, castle: Castle): Layer {
  const { x, foot, scale } = castle;
  const random = stage.random.fork(castle.label);
  const cover = coverIn(spec);
  const sunSide = light.sunX < 0.5 ? -1 : 1;
  const tiles = tilesIn(light, roofOf(spec, castle));
  const snow = cover === 'snow' ? lit(rgb('#ffffff'), mix(light.sun, [255, 255, 255], 0.3)) : undefined;
  const lamps: Lamp[] = [];
  const area = { left: x - 76 * scale, right: x + 76 * scale, top: foot - 104 * scale, bottom: foot + 8 * scale };
  const sheet = paintSheet(stage, area, (context) => {
    context.translate(x, foot);
    context.scale(scale, scale);
    const stone = stoneIn(light, castle.walls ?? '#d9cdb8', '#ffc860', 0.06);
    const mason: Mason = { context, stone, sunSide, unit: scale, random, night: light.night, lamps };
    paintHill(context, light, cover, sunSide, random);
    if (!castle.island) paintRoad(context, light, gateX);
    paintCastleBody(mason, tiles, snow);
    paintGrove(context, light, cover, sunSide, random);
    if (!castle.island) {
      context.globalCompositeOperation = 'destination-out';
      const fade = context.createLinearGradient(0, 1, 0, 6.6);
      fade.addColorStop(0, 'rgba(0,0,0,0)');
      fade.addColorStop(1, 'rgba(0,0,0,1)');
      context.fillStyle = fade;
      context.fillRect(-76, 1, 152, 8);
    }
  });
  const halo = { width: 150 * scale, above: 104 * scale };
  const mirror = castle.island
    ? paintMirror(halo, 1, (context) => context.drawImage(sheet.canvas, sheet.x - x, sheet.y - foot))
    : undefined;
  const banner = paintCycle(17 * scale, 9 * scale, 16, (context, phase) => {
    context.scale(8 * scale, 8 * scale);
    paintBanner(context, flagOf(light, castle), light.shadow, phase);
  });
  const lamp = paintSprite(14 * scale, 14 * scale, (context) => {
    paintGlow(context, 0, 0, 7 * scale, [255, 196, 96], 0.85);
  });
  const pole = css(mix(lit(rgb('#4a3a34'), light.sun), light.shadow, 0.3));
  return {
    depth: castle.depth,
    draw: (context, { timeS }) => {
      if (mirror) drawMirror(context, mirror, x, foot + scale, timeS, stage.unit);
      drawSheet(context, sheet);
      for (const [index, [tipX, tipY]] of flagTips.entries()) {
        context.fillStyle = pole;
        context.fillRect(x + (tipX - 0.25) * scale, foot + (tipY - 6) * scale, 0.5 * scale, 6 * scale);
        drawCycle(context, banner, timeS * 5.2 + index * 1.9, x + tipX * scale, foot + (tipY - 3.9) * scale);
      }
      if (light.night < 0.15) return;
      for (const [index, { x: lampX, y: lampY }] of lamps.entries()) {
        context.globalAlpha = light.night * (0.62 + 0.2 * Math.sin(timeS * (3 + (index % 3)) + index * 2.3));
        drawSheet(context, lamp, x + lampX * scale, foot + lampY * scale);
      }
      context.globalAlpha = 1;
    },
  };
}

function coverIn({ setting, season, weather }: SceneSpec): Cover {
  if (season === 'winter' || weather === 'snow' || (setting === 'mountains' && season === undefined)) return 'snow';
  return setting === 'desert' ? 'sand' : 'green';
}

/** Roofs that stand out from the picture around them: red over water and snow, blue over grass and sand. */
function roofOf({ setting }: SceneSpec, { island }: Castle): Rgb {
  return island || setting === 'sea' || setting === 'mountains' ? rgb('#b8463c') : rgb('#3f68ac');
}

function flagOf(light: Light, { walls }: Castle): Rgb {
  return lit(colourOf(walls) ?? rgb('#e8423a'), mix(light.sun, [255, 255, 255], 0.4));
}
