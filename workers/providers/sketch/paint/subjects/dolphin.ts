import { lit, mix, rgb, shade } from '../../kit/colour.ts';
import { drawCycle, paintCycle, type Cycle } from '../elements/cycle.ts';
import type { Light } from '../light.ts';
import type { Layer, Stage } from '../scene.ts';
import type { PaintSubject, Place } from '../setting.ts';
import { seaLightOf } from '../settings/reef/sea-light.ts';
import { paintCetacean, type Cetacean } from './cetacean.ts';
import { colourOf } from './fish-school.ts';
import { paintSplash } from './splash.ts';

/** Dolphins: leaping where there is a surface, else swimming. */
export const paintDolphins: PaintSubject = (stage, light, subject, setting) => {
  const place = setting.water ?? setting.deep ?? setting.air;
  if (!place) return [];
  const surface = setting.water !== undefined;
  const sea = seaLightOf(light);
  const colour = colourOf(subject.colour) ?? rgb('#6f93b4');
  const day = mix(light.sun, [255, 255, 255], 0.15);
  const veil = surface ? 0 : 0.12;
  const look: Cetacean = {
    back: mix(lit(colour, day), sea.haze, veil),
    belly: mix(lit(rgb('#f2f6fa'), day), sea.haze, veil),
    rim: mix(light.skyLow, light.glow, 0.7),
    shadow: mix(shade(light.shadow, -0.2), colour, 0.3),
    girth: 0.92,
    beak: 0.16,
    dorsal: 0.075,
    flipper: 0.15,
    grooves: false,
  };
  const count = Math.min(Math.max(subject.count, 1), 7);
  const length = surface ? place.personHeight * (count > 2 ? 5.4 : 7) : place.personHeight * (count > 2 ? 1.5 : 2.1);
  const cycle = paintCycle(length * 1.25, length * 0.62, 12, (context, phase) =>
    paintCetacean(context, length, look, phase, surface ? 0.34 : 0),
  );
  return [surface ? leaping(stage, light, place, cycle, length, count) : swimming(stage, place, cycle, length, count)];
};

function leaping(stage: Stage, light: Light, place: Place, cycle: Cycle, length: number, count: number): Layer {
  const splash = paintSplash(stage, light, length * 0.5, 'dolphin');
  const span = place.right - place.left;
  const high = length * 0.85;
  const wide = length * 2.1;
  const leaps = Array.from({ length: count }, (_, index) => ({
    x: place.left + span * (count === 1 ? 0.5 : 0.1 + (0.8 * index) / (count - 1)) - wide * 0.5,
    start: 0.3 + index * 0.37,
    y: place.y + (index % 3) * length * 0.12,
  }));
  return {
    depth: place.depth,
    draw: (context, { timeS }) => {
      for (const { x, start, y } of leaps) {
        const turn = (timeS * 0.45 + start) % 1;
        const flight = turn / 0.78;
        if (flight < 1) {
          const rise = Math.sin(Math.PI * flight) * high * 1.25 - high * 0.25;
          const slope = (Math.cos(Math.PI * flight) * Math.PI * high * 1.25) / wide;
          context.save();
          context.beginPath();
          context.rect(x - length, y - length * 3, wide + length * 2, length * 3);
          context.clip();
          context.translate(x + flight * wide, y - rise);
          context.rotate(-Math.atan(slope) * 0.92);
          drawCycle(context, cycle, timeS * 5 + start * 9);
          context.restore();
        }
        for (const [at, moment] of [
          [x + wide * 0.06, 0.06],
          [x + wide * 0.96, 0.9],
        ] as const) {
          const power = Math.max(0, 1 - Math.abs(flight - moment) * 4.5);
          if (power <= 0) continue;
          context.save();
          context.translate(at, y + 2);
          splash(context, timeS * 1.4, power * 0.8);
          context.restore();
        }
      }
    },
  };
}

function swimming(stage: Stage, place: Place, cycle: Cycle, length: number, count: number): Layer {
  const pod = Array.from({ length: count }, (_, index) => ({
    x: place.left + ((place.right - place.left) * (index + 0.5)) / count,
    y: place.y + ((index % 3) - (count > 1 ? 1 : 0)) * length * 0.3,
    phase: index * 1.7,
  }));
  return {
    depth: place.depth,
    draw: (context, { timeS }) => {
      for (const { x, y, phase } of pod) {
        const wave = Math.sin(timeS * 1.1 + phase);
        context.save();
        context.translate(x + timeS * 26 * stage.unit, y - wave * 12 * stage.unit);
        context.rotate(-Math.cos(timeS * 1.1 + phase) * 0.12);
        drawCycle(context, cycle, timeS * 4.2 + phase);
        context.restore();
      }
    },
  };
}
