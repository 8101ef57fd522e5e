import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { css, lit, mix, rgb, shade } from '../../../kit/colour.ts';
import { paintCycle, type Cycle } from '../../elements/cycle.ts';
import type { Light } from '../../light.ts';
import { paintSheet, type Context, type Layer, type Sheet, type Stage } from '../../scene.ts';
import { eyeM, fillFace, frontM, type StreetView } from './street-view.ts';

type PaintWorld = (context: Context, view: StreetView) => void;

/** The road with its pavements, and the lights of the street smeared over it. */
export function wetRoad(stage: Stage, light: Light, view: StreetView, wet: boolean, paintWorld: PaintWorld): Layer {
  const bottom = stage.height + stage.marginY;
  const road = paintSheet(stage, { top: view.horizon, bottom }, (context) => {
    const tar = lit(rgb(wet ? '#3a4254' : '#77727a'), mix(light.sun, light.shadow, 0.25 + 0.45 * view.lamps));
    const fade = context.createLinearGradient(0, view.horizon, 0, bottom);
    fade.addColorStop(0, css(mix(tar, mix(light.haze, light.skyLow, 0.5), 0.7)));
    fade.addColorStop(0.3, css(tar));
    fade.addColorStop(1, css(shade(tar, -0.35)));
    context.fillStyle = fade;
    context.fillRect(-stage.marginX, view.horizon, stage.width + 2 * stage.marginX, bottom);
    paintCobbles(context, stage, view, light);
    for (const side of [-1, 1]) {
      context.fillStyle = css(mix(shade(tar, 0.14), light.haze, 0.12), 0.9);
      fillFace(context, view, [
        [side * 2.9, 0, 2],
        [side * 2.9, 0, 90],
        [side * frontM, 0, 90],
        [side * frontM, 0, 2],
      ]);
      context.fillStyle = css(shade(tar, -0.5), 0.7);
      fillFace(context, view, [
        [side * 2.9, 0, 2],
        [side * 2.9, 0, 90],
        [side * 2.78, 0, 90],
        [side * 2.78, 0, 2],
      ]);
    }
    const smear = smeared(mirrored(stage, light, view, paintWorld), stage.unit);
    context.globalAlpha = wet ? 0.8 : 0.26 + 0.22 * light.night;
    context.drawImage(smear, -stage.marginX, Math.floor(view.horizon));
    context.globalAlpha = 1;
  });
  return { depth: 0.4, draw: (context) => context.drawImage(road.canvas, road.x, road.y) };
}

/** The world upside down, below the horizon, with the sky behind it. */
function mirrored(stage: Stage, light: Light, view: StreetView, paintWorld: PaintWorld): Sheet {
  const bottom = stage.height + stage.marginY;
  return paintSheet(stage, { top: view.horizon, bottom }, (context) => {
    const sky = context.createLinearGradient(0, view.horizon, 0, bottom);
    sky.addColorStop(0, css(mix(light.skyLow, light.haze, 0.3)));
    sky.addColorStop(0.5, css(light.skyMiddle));
    sky.addColorStop(1, css(mix(light.skyTop, light.skyMiddle, 0.4)));
    context.fillStyle = sky;
    context.fillRect(-stage.marginX, view.horizon, stage.width + 2 * stage.marginX, bottom);
    paintWorld(context, { ...view, mirror: -1 });
  });
}

/** The picture drawn down into streaks, as a rough wet road shows it. */
function smeared(sheet: Sheet, unit: number): Canvas {
  const small = createCanvas(Math.ceil(sheet.width / (4 * unit)), Math.ceil(sheet.height / (44 * unit)));
  const shrink = small.getContext('2d');
  shrink.imageSmoothingQuality = 'high';
  shrink.drawImage(sheet.canvas, 0, 0, small.width, small.height);
  const large = createCanvas(sheet.width, sheet.height);
  const grow = large.getContext('2d');
  grow.imageSmoothingQuality = 'high';
  grow.drawImage(small, 0, 0, sheet.width, sheet.height);
  return large;
}

function paintCobbles(context: Context, stage: Stage, view: StreetView, light: Light): void {
  const random = stage.random.fork('cobbles');
  for (let z = 2.6; z < 22; z *= 1.035) {
    const y = view.horizon + (eyeM * view.focal) / z;
    const stone = (0.26 * view.focal) / z;
    for (let x = -2.9 + random.between(0, 0.2); x < 2.8; x += 0.28) {
      const bright = random.chance(0.5);
      context.fillStyle = css(bright ? mix(light.skyLow, light.haze, 0.5) : [8, 10, 22], random.between(0.02, 0.13));
      context.beginPath();
      context.roundRect(view.middle + (x * view.focal) / z, y, stone * 0.92, stone * 0.24, stone * 0.08);
      context.fill();
    }
  }
}

/** A puddle before the viewer that mirrors the street, and the rings that drops draw on it and on the road. */
export function puddleLayers(
  stage: Stage,
  light: Light,
  view: StreetView,
  row: number,
  wet: boolean,
  paintWorld: PaintWorld,
): Layer[] {
  const { width, height, unit } = stage;
  const puddle = paintSheet(stage, { top: row - height * 0.15, bottom: row + height * 0.2 }, (context) => {
    const world = mirrored(stage, light, view, paintWorld);
    tracePuddle(context, stage, row);
    context.save();
    context.clip();
    context.drawImage(world.canvas, world.x, world.y);
    const deep = context.createLinearGradient(0, row - height * 0.1, 0, row + height * 0.15);
    deep.addColorStop(0, css(shade(light.shadow, -0.4), 0.12));
    deep.addColorStop(1, css(shade(light.shadow, -0.5), 0.6));
    context.fillStyle = deep;
    context.fillRect(-stage.marginX, row - height * 0.2, width + 2 * stage.marginX, height * 0.5);
    context.restore();
    context.strokeStyle = css(mix(light.skyLow, [255, 255, 255], 0.3), 0.2);
    context.lineWidth = 2.4 * unit;
    context.stroke();
  });
  const strip = Math.max(3, Math.round(4 * unit));
  const mirror: Layer = {
    depth: 0.6,
    draw: (context, { timeS }) => {
      for (let top = 0; top < puddle.height; top += strip) {
        const high = Math.min(strip, puddle.height - top);
        const swing = Math.sin(top * 0.17 - timeS * 2.3) * (0.6 + (top / puddle.height) * 2.4) * unit;
        const y = puddle.y + top;
        context.drawImage(puddle.canvas, 0, top, puddle.width, high, puddle.x + swing, y, puddle.width, high);
      }
    },
  };
  return [mirror, ringLayer(stage, light, view, wet)];
}

function tracePuddle(context: Context, stage: Stage, row: number): void {
  const { width, height, noise } = stage;
  context.beginPath();
  for (let step = 0; step < 120; step++) {
    const angle = (step / 120) * Math.PI * 2;
    const swell = 1 + noise.cloudy(Math.cos(angle) * 1.5 + 4, Math.sin(angle) * 1.5 + 9, 3) * 0.36;
    const x = width * 0.5 + Math.cos(angle) * width * 0.44 * swell;
    context.lineTo(x, row + height * 0.02 + Math.sin(angle) * height * 0.105 * swell);
  }
  context.closePath();
}

function ringLayer(stage: Stage, light: Light, view: StreetView, wet: boolean): Layer {
  const { width, height, unit } = stage;
  const random = stage.random.fork('rings');
  const colour = css(mix(light.skyLow, [255, 255, 255], 0.6));
  const steps = 14;
  const rings: Cycle = paintCycle(104 * unit, 34 * unit, steps, (context, phase) => {
    const share = phase / (Math.PI * 2);
    context.strokeStyle = colour;
    for (const [delay, strength] of [
      [0, 0.85],
      [0.25, 0.5],
    ] as const) {
      const age = share - delay;
      if (age <= 0) continue;
      context.globalAlpha = strength * (1 - share) ** 1.2;
      context.lineWidth = (2.2 - share * 1.2) * unit;
      context.beginPath();
      context.ellipse(0, 0, 49 * unit * age + unit, 14 * unit * age + 0.4 * unit, 0, 0, Math.PI * 2);
      context.stroke();
    }
  });
  const drops = Array.from({ length: wet ? 46 : 3 }, () => {
    const near = random.next() ** 0.6;
    const y = view.horizon + height * 0.12 + near * (height * 0.45);
    return {
      x: random.between(0, width),
      y,
      size: 0.2 + near * 0.8,
      speed: random.between(0.7, 1.2),
      at: random.next(),
    };
  });
  return {
    depth: 0.6,
    draw: (context, { timeS }) => {
      for (const [index, { x, y, size, speed, at }] of drops.entries()) {
        const turn = timeS * speed * (wet ? 1 : 0.35) + at;
        const ring = rings[Math.floor((turn % 1) * steps)];
        if (!ring) continue;
        // Every drop falls at another place.
        const round = Math.floor(turn);
        const along = (x + round * (137 + index * 11) * unit) % width;
        context.drawImage(
          ring.canvas,
          along - (ring.width / 2) * size,
          y - (ring.height / 2) * size,
          ring.width * size,
          ring.height * size,
        );
      }
    },
  };
}
