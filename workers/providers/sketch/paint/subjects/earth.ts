import { rgb, type Rgb } from '../../kit/colour.ts';
import { clamp, lerp, smoothstep } from '../../kit/math.ts';
import { paintGlobe, rampOf } from '../elements/globe.ts';
import { paintGlow } from '../elements/sky.ts';
import { drawSheet, paintSprite, type Sheet, type Stage } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';

/** The blue planet, large and glowing: rising behind the horizon, or hanging in space. */
export const paintEarth: PaintSubject = (stage, light, _subject, setting) => {
  const { width, height, unit } = stage;
  const place = setting.air ?? setting.ground;
  if (!place) return [];
  const landed = setting.ground !== undefined;
  const radius = unit * (landed ? 138 : 190);
  const side = light.sunX < 0.5 ? -1 : 1;
  const x = width * (landed ? 0.7 : 0.66);
  const y = landed ? Math.min(place.y + 92 * unit, height * 0.6) : height * 0.56;
  const globe = paintEarthGlobe(stage, radius, side);
  const glow = paintSprite(radius * 4.6, radius * 4.6, (context) => {
    paintGlow(context, 0, 0, radius * 2.3, rgb('#3f8cff'), 0.42);
  });
  return [
    {
      depth: landed ? Math.min(0.08, place.depth) : 0.24,
      draw: (context, { timeS }) => {
        const rise = landed ? timeS * 2.6 * unit : timeS * 0.8 * unit;
        context.globalAlpha = 0.86 + 0.14 * Math.sin(timeS * 0.9);
        drawSheet(context, glow, x, y - rise);
        context.globalAlpha = 1;
        drawSheet(context, globe, x, y - rise);
      },
    },
  ];
};

/** Oceans, continents, ice and curling clouds, the lamps of cities on its night side. */
function paintEarthGlobe(stage: Stage, radius: number, side: -1 | 1): Sheet {
  const { noise } = stage;
  const turn = stage.random.fork('earth').between(0, 40);
  const sea = rampOf(rgb('#0a2f7a'), rgb('#1560b8'), rgb('#2f94d8'), rgb('#56c4dc'));
  const land = rampOf(rgb('#d8bc86'), rgb('#94985a'), rgb('#4a7a4a'), rgb('#8f8458'), rgb('#ccae80'));
  const lamps = rgb('#ffd48a');
  return paintGlobe({
    radius,
    sun: [0.62 * side, -0.42, 0.66],
    air: rgb('#8fd0ff'),
    halo: 0.16,
    ambient: 0.07,
    surface: (u, v, y, day) => {
      const ground = noise.cloudy(u * 1.15 + turn, v * 1.15 + turn * 0.7, 6) * 1.5 + 0.02;
      const moist = noise.cloudy(u * 2.1 - turn, v * 2.1 + 3, 3) + 0.5 - Math.abs(y) * 0.25;
      const shore = smoothstep(0.045, 0.075, ground);
      let colour: Rgb = blend(sea(1 + (ground - 0.06) * 2.2), land(moist), shore);
      const ice = smoothstep(0.8, 0.9, Math.abs(y) + ground * 0.12);
      colour = blend(colour, [246, 250, 255], ice);
      const curl = noise.cloudy(u * 1.6 + 9, v * 1.6 - turn, 3) * 1.3;
      const cloud = noise.cloudy(u * 2.1 + curl + turn * 2, v * 3.6 + curl * 1.6, 5);
      colour = blend(colour, [255, 255, 255], smoothstep(0, 0.36, cloud) * 0.94);
      const city = smoothstep(0.34, 0.6, noise.at(u * 21, v * 21) * 0.7 + noise.at(u * 6, v * 6) * 0.5);
      // The night side is darkened after this: lamps have to be far too bright here.
      return blend(colour, [lamps[0] * 7, lamps[1] * 7, lamps[2] * 7], city * shore * smoothstep(0.1, 0, day) * 0.7);
    },
  });
}

function blend(a: Rgb, b: Rgb, t: number): Rgb {
  const share = clamp(t);
  return [lerp(a[0], b[0], share), lerp(a[1], b[1], share), lerp(a[2], b[2], share)];
}
