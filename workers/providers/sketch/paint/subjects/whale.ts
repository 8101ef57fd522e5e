import { lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { drawCycle, paintCycle } from '../elements/cycle.ts';
import type { Light } from '../light.ts';
import { paintSprite, type Layer, type Stage } from '../scene.ts';
import type { PaintSubject, Place } from '../setting.ts';
import { seaLightOf } from '../settings/reef/sea-light.ts';
import { columnsIn } from './afloat.ts';
import { paintCetacean, type Cetacean } from './cetacean.ts';
import { colourOf } from './fish-school.ts';
import { paintSplash } from './splash.ts';

/** A humpback whale: breaching where there is a surface, else swimming through water or air. */
export const paintWhale: PaintSubject = (stage, light, subject, setting) => {
  const colour = colourOf(subject.colour) ?? rgb('#33527a');
  const count = Math.min(subject.count, 3);
  if (setting.water) {
    const place = setting.water;
    return columnsIn(place, count).map((x, index) =>
      breaching(stage, light, place, x, count > 1 ? 0.6 : 1, colour, index),
    );
  }
  const place = setting.deep ?? setting.air;
  return place ? [cruising(stage, light, place, count, colour, setting.deep !== undefined)] : [];
};

function lookOf(colour: Rgb, light: Light): Cetacean {
  const day = mix(light.sun, [255, 255, 255], 0.1);
  return {
    back: mix(mix(lit(colour, day), colour, 0.45), light.shadow, 0.2),
    belly: lit(rgb('#f4ece0'), day),
    rim: mix(light.skyLow, light.glow, 0.6),
    shadow: mix(shade(light.shadow, -0.3), colour, 0.2),
    girth: 1,
    beak: 0,
    dorsal: 0.02,
    flipper: 0.3,
    grooves: true,
  };
}

function breaching(
  stage: Stage,
  light: Light,
  place: Place,
  x: number,
  scale: number,
  colour: Rgb,
  index: number,
): Layer {
  const length = place.personHeight * 15.5 * scale;
  const facing = light.sunX > 0.5 ? 1 : -1;
  const look = lookOf(colour, light);
  const sprite = paintSprite(length * 1.3, length * 0.75, (context) =>
    paintCetacean(context, length, look, 0.6, -0.18),
  );
  const splash = paintSplash(stage, light, length * 0.74, `whale-${index}`);
  return {
    depth: place.depth,
    draw: (context, { timeS }) => {
      const leap = 0.5 + 0.5 * Math.sin(timeS * 0.95 + 0.35 + index * 2);
      const rise = length * (0.1 + 0.14 * leap);
      context.save();
      context.beginPath();
      context.rect(x - length, place.y - length * 1.4, length * 2, length * 1.4 + 3);
      context.clip();
      context.translate(x, place.y - rise);
      context.scale(facing, 1);
      context.rotate(-1.12 + (1 - leap) * 0.16);
      context.drawImage(sprite.canvas, sprite.x, sprite.y);
      context.restore();
      context.save();
      context.translate(x - facing * length * 0.1, place.y + 4 * stage.unit);
      splash(context, timeS, 0.7 + 0.3 * leap);
      context.restore();
    },
  };
}

function cruising(stage: Stage, light: Light, place: Place, count: number, colour: Rgb, deep: boolean): Layer {
  const length = Math.min(stage.width * 0.52, place.personHeight * (deep ? 3.8 : 12)) * (count > 1 ? 0.7 : 1);
  const sea = seaLightOf(light);
  const base = lookOf(colour, light);
  const look = deep
    ? {
        ...base,
        back: mix(base.back, sea.haze, 0.16),
        belly: mix(base.belly, sea.haze, 0.2),
        rim: sea.bright,
        shadow: sea.deep,
      }
    : base;
  const cycle = paintCycle(length * 1.25, length * 0.6, 16, (context, phase) =>
    paintCetacean(context, length, look, phase),
  );
  const whales = columnsIn(place, count).map((x, index) => ({
    x,
    y: place.y + (index - (count - 1) / 2) * length * 0.25,
    phase: index * 2,
  }));
  return {
    depth: place.depth,
    draw: (context, { timeS }) => {
      for (const { x, y, phase } of whales) {
        context.save();
        context.translate(x + timeS * 12 * stage.unit, y + Math.sin(timeS * 0.6 + phase) * 8 * stage.unit);
        context.rotate(-0.06 + 0.03 * Math.sin(timeS * 0.6 + phase + 1));
        drawCycle(context, cycle, timeS * 1.7 + phase);
        context.restore();
      }
    },
  };
}
