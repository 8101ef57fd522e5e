import { css, lit, mix, rgb, shade } from '../../kit/colour.ts';
import { driftingClouds, paintGlow, paintSky, paintSunDisc, starryLayer } from '../elements/sky.ts';
import { trimSheet } from '../elements/trim.ts';
import { mirroringWater } from '../elements/water.ts';
import type { Light } from '../light.ts';
import { paintSheet, stillLayer, type Layer, type Sheet, type Stage } from '../scene.ts';
import type { PaintSetting } from '../setting.ts';
import { paintCone, type Cone } from './volcano/cone.ts';
import { lavaSparks, lavaStreams } from './volcano/lava.ts';
import { ashPlume } from './volcano/plume.ts';

/** A volcano that throws up fire and ash over a plain whose still water mirrors its lava. */
export const paintVolcano: PaintSetting = (stage, daylight, spec) => {
  // The sun stands beside the cone and its plume.
  const light: Light = { ...daylight, sunX: 0.16 };
  const { width, height, unit } = stage;
  const shore = height * 0.74;
  const reach = Math.max(width * 0.46, height * 0.42);
  const cone: Cone = { x: width * 0.5, top: height * 0.34, foot: shore, crater: 44 * unit, reach };
  const sky = paintSheet(stage, { bottom: shore + 4 * unit }, (context) => {
    paintSky(context, stage, light, shore);
    if (spec.weather === 'clear') paintSunDisc(context, stage, light, 24 * unit);
    paintGlow(context, cone.x, cone.top, 360 * unit, rgb('#ff5a1e'), 0.5 + 0.25 * light.night);
  });
  const layers: Layer[] = [stillLayer(0, sky)];
  if (light.night > 0.5) layers.push(starryLayer(stage, height * 0.6, light.night * 0.8));
  const cover = spec.weather === 'clear' ? 0.32 : 0.7;
  const clouds = { cover, top: height * 0.1, bottom: height * 0.62, size: 260, flat: 1.8, seed: 9 };
  layers.push(
    driftingClouds(stage, light, clouds, 0.05, 4),
    ashPlume(stage, light, cone, 0.16),
    stillLayer(0.16, trimSheet(farRidges(stage, light, shore))),
    stillLayer(0.2, trimSheet(paintCone(stage, light, cone))),
    lavaStreams(stage, cone, 0.2),
  );
  const water = mirroringWater(stage, light, layers, {
    shore,
    bottom: height * 0.93,
    colour: mix(mix(light.skyTop, light.skyMiddle, 0.4), rgb('#3a1018'), 0.4),
    roughness: 0.14,
    depth: 0.34,
    glitter: 0,
  });
  layers.push(lavaSparks(stage, cone, 0.2), water, ...bank(stage, light));
  return {
    layers,
    ground: { left: width * 0.12, right: width * 0.88, y: height * 0.93, depth: 0.82, personHeight: 52 * unit },
    water: { left: width * 0.25, right: width * 0.75, y: height * 0.83, depth: 0.4, personHeight: 20 * unit },
    air: { left: width * 0.08, right: width * 0.4, y: height * 0.26, depth: 0.3, personHeight: 26 * unit },
  };
};

function farRidges(stage: Stage, light: Light, shore: number): Sheet {
  const { width, height, unit, marginX, noise } = stage;
  return paintSheet(stage, { top: shore - height * 0.22, bottom: shore + 4 * unit }, (context) => {
    for (const [index, haze] of [0.72, 0.5].entries()) {
      context.fillStyle = css(mix(lit(rgb('#4a3a48'), light.sun), mix(light.haze, light.skyLow, 0.3), haze));
      context.beginPath();
      context.moveTo(-marginX, shore + 4 * unit);
      for (let x = -marginX; x <= width + marginX; x += 5 * unit) {
        const crest = noise.ridged(x / (210 * unit) + index * 7, index * 3.3, 4);
        context.lineTo(x, shore - height * (0.13 - index * 0.06) * crest - 8 * unit);
      }
      context.lineTo(width + marginX, shore + 4 * unit);
      context.fill();
    }
  });
}

/** The near bank of black rock, with cracks in which lava still glows and breathes. */
function bank(stage: Stage, light: Light): readonly Layer[] {
  const { width, height, unit, marginX, marginY, noise } = stage;
  const bottom = height + marginY;
  const crest = (x: number): number => {
    const side = Math.abs(x / width - 0.5) * 2;
    return height * (0.905 - 0.075 * side * side) - noise.ridged(x / (120 * unit), 5.5, 4) * 26 * unit + 12 * unit;
  };
  const rock = mix(lit(rgb('#2a2028'), light.sun), light.shadow, 0.18);
  const ground = paintSheet(stage, { top: height * 0.76, bottom }, (context) => {
    const fill = context.createLinearGradient(0, height * 0.82, 0, bottom);
    fill.addColorStop(0, css(shade(rock, 0.06)));
    fill.addColorStop(1, css(shade(rock, -0.6)));
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(-marginX, bottom);
    for (let x = -marginX; x <= width + marginX; x += 3 * unit) context.lineTo(x, crest(x));
    context.lineTo(width + marginX, bottom);
    context.fill();
    context.strokeStyle = css(rgb('#ff7a3a'), 0.4 + 0.3 * light.night);
    context.lineWidth = 1.4 * unit;
    context.beginPath();
    for (let x = -marginX; x <= width + marginX; x += 3 * unit) context.lineTo(x, crest(x) + unit);
    context.stroke();
  });
  const random = stage.random.fork('cracks');
  const cracks = paintSheet(stage, { top: height * 0.84, bottom }, (context) => {
    for (let crack = 0; crack < 16; crack++) {
      const points: [number, number][] = [];
      let x = random.between(-marginX, width + marginX);
      let y = crest(x) + random.between(16, 90) * unit;
      for (let step = 0; step < 9; step++) {
        points.push([x, y]);
        x += random.between(6, 24) * unit * (crack % 2 === 0 ? 1 : -1);
        y += random.between(-4, 8) * unit;
      }
      for (const [wide, colour] of [
        [9, 'rgba(224,42,18,0.22)'],
        [3.4, 'rgba(255,90,26,0.9)'],
        [1.3, 'rgba(255,226,140,0.95)'],
      ] as const) {
        context.strokeStyle = colour;
        context.lineWidth = wide * unit;
        context.lineJoin = 'round';
        context.lineCap = 'round';
        context.beginPath();
        for (const [pointX, pointY] of points) context.lineTo(pointX, pointY);
        context.stroke();
      }
    }
  });
  const glow: Layer = {
    depth: 0.8,
    draw: (context, { timeS }) => {
      context.globalAlpha = 0.78 + 0.2 * Math.sin(timeS * 1.7);
      context.drawImage(cracks.canvas, cracks.x, cracks.y);
      context.globalAlpha = 1;
    },
  };
  return [stillLayer(0.8, ground), glow];
}
