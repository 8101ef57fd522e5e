import { createCanvas } from '@napi-rs/canvas';
import { css, lit, mix, rgb, saturate, shade, type Rgb } from '../../kit/colour.ts';
import { smoothstep } from '../../kit/math.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Light } from '../light.ts';
import { paintSheet, paintSprite, stillLayer, type Layer, type Sheet, type Stage } from '../scene.ts';
import type { PaintSetting } from '../setting.ts';
import { threadLayer, waveLayer, type Wave } from './abstract-waves.ts';

/** Three colours that go together: deep, middle, bright. */
type Palette = readonly [Rgb, Rgb, Rgb];

/** Flowing cloth and light in the colours of a mood, for words that name nothing known. */
export const paintAbstract: PaintSetting = (stage, light, spec) => {
  const palette = paletteOf(spec.accents, light);
  const { width, height, unit } = stage;
  const waves = wavesOf(stage, palette);
  const [deep, middle, bright] = palette;
  const sun = { x: width * 0.68, y: height * 0.26 };
  const warm = mix(bright, [255, 244, 214], 0.55);
  const halo = paintSheet(stage, { bottom: height * 0.8 }, (context) => {
    paintGlow(context, sun.x, sun.y, 380 * unit, warm, 0.75);
    paintGlow(context, sun.x, sun.y, 130 * unit, [255, 255, 255], 0.45);
    const disc = context.createLinearGradient(0, sun.y - 78 * unit, 0, sun.y + 78 * unit);
    disc.addColorStop(0, css(mix(warm, [255, 255, 255], 0.6)));
    disc.addColorStop(1, css(mix(warm, middle, 0.25)));
    context.fillStyle = disc;
    context.beginPath();
    context.arc(sun.x, sun.y, 76 * unit, 0, Math.PI * 2);
    context.fill();
  });
  const layers: Layer[] = [stillLayer(0, paintVeil(stage, palette)), stillLayer(0.08, halo)];
  for (const [index, wave] of waves.entries()) {
    layers.push(waveLayer(stage, wave));
    if (index === 1) layers.push(threadLayer(stage, wave, bright, 9, wave.depth + 0.02));
    if (index === 3) layers.push(threadLayer(stage, { ...wave, base: wave.base - 0.05 }, warm, 7, wave.depth + 0.02));
  }
  layers.push(floating(stage, mix(bright, warm, 0.5), deep));
  const personHeight = 30 * unit;
  return {
    layers: layers.toSorted((a, b) => a.depth - b.depth),
    air: { left: width * 0.15, right: width * 0.6, y: height * 0.26, depth: 0.3, personHeight },
    ground: { left: width * 0.2, right: width * 0.8, y: height * 0.9, depth: 0.92, personHeight: personHeight * 2 },
  };
};

function paletteOf(accents: readonly string[], light: Light): Palette {
  const [base = rgb('#2a6f97'), second, third] = accents.map((accent) => rgb(accent));
  const other = second ?? mix(shade(base, 0.35), [255, 176, 140], 0.3);
  const last = third ?? mix(shade(base, 0.7), [255, 226, 190], 0.5);
  const ranked = [base, other, last].toSorted((a, b) => lightnessOf(a) - lightnessOf(b));
  const under = (colour: Rgb): Rgb => mix(saturate(colour, 1.15), lit(colour, light.sun), 0.35 + light.night * 0.4);
  const [deep = base, middle = other, bright = last] = ranked.map(under);
  return [shade(deep, -0.12), middle, bright];
}

const lightnessOf = ([red, green, blue]: Rgb): number => red * 0.3 + green * 0.59 + blue * 0.11;

function wavesOf(stage: Stage, [deep, middle, bright]: Palette): Wave[] {
  const random = stage.random.fork('waves');
  const tones = [
    mix(bright, middle, 0.45),
    mix(middle, bright, 0.2),
    middle,
    mix(middle, deep, 0.45),
    deep,
    shade(deep, -0.35),
  ];
  const slant = random.chance(0.5) ? 1 : -1;
  return tones.map((tone, index) => ({
    base: 0.36 + index * 0.112,
    swing: random.between(0.055, 0.1),
    swells: random.between(0.55, 0.95) + index * 0.05,
    slope: slant * random.between(0.02, 0.2) * (index % 2 === 0 ? 1 : -0.7),
    phase: random.between(0, Math.PI * 2),
    speed: random.between(0.22, 0.36) * (index % 2 === 0 ? 1 : -1),
    bright: mix(tone, bright, 0.16),
    deep: mix(tone, tones[Math.min(index + 1, tones.length - 1)] ?? deep, 0.85),
    depth: 0.2 + index * 0.15,
  }));
}

/** The air behind: soft drifts of colour, painted small because they have no edges. */
function paintVeil(stage: Stage, [deep, middle, bright]: Palette): Sheet {
  const scale = 6;
  const wide = Math.ceil((stage.width + 2 * stage.marginX) / scale);
  const high = Math.ceil((stage.height * 0.9 + stage.marginY) / scale);
  const small = createCanvas(wide, high);
  const context = small.getContext('2d');
  const picture = context.createImageData(wide, high);
  const high01 = mix(deep, middle, 0.35);
  const low01 = mix(bright, [255, 255, 255], 0.2);
  for (let row = 0; row < high; row++) {
    for (let column = 0; column < wide; column++) {
      const u = (column * scale) / (420 * stage.unit);
      const v = (row * scale) / (300 * stage.unit);
      const warp = stage.noise.cloudy(u * 0.7 + 4, v * 0.7, 2);
      const fold = stage.noise.cloudy(u + warp * 1.4, v * 1.6 + warp + u * 0.5, 3);
      const t = smoothstep(-0.15, 1.05, row / high + fold * 0.55);
      const colour = mix(mix(high01, middle, Math.min(1, t * 2)), low01, Math.max(0, t * 2 - 1));
      const at = (row * wide + column) * 4;
      picture.data[at] = colour[0];
      picture.data[at + 1] = colour[1];
      picture.data[at + 2] = colour[2];
      picture.data[at + 3] = 255;
    }
  }
  context.putImageData(picture, 0, 0);
  return paintSheet(stage, { bottom: high * scale - stage.marginY }, (large) => {
    large.imageSmoothingQuality = 'high';
    large.drawImage(small, -stage.marginX, -stage.marginY, wide * scale, high * scale);
  });
}

/** Discs of light out of focus and small sparks, rising slowly. */
function floating(stage: Stage, colour: Rgb, deep: Rgb): Layer {
  const { width, height, unit } = stage;
  const random = stage.random.fork('floating');
  const disc = paintSprite(80 * unit, 80 * unit, (context) => {
    context.fillStyle = css(mix(colour, deep, 0.1), 0.3);
    context.beginPath();
    context.arc(0, 0, 36 * unit, 0, Math.PI * 2);
    context.fill();
    context.strokeStyle = css(mix(colour, [255, 255, 255], 0.6), 0.5);
    context.lineWidth = 2 * unit;
    context.stroke();
  });
  const spark = paintSprite(24 * unit, 24 * unit, (context) => {
    paintGlow(context, 0, 0, 12 * unit, mix(colour, [255, 255, 255], 0.5), 1);
  });
  const items = Array.from({ length: 44 }, (_, index) => ({
    sheet: index < 12 ? disc : spark,
    size: index < 12 ? random.between(0.2, 0.85) : random.between(0.3, 1),
    x: random.between(0, width),
    y: random.between(0, height * 1.1),
    rise: random.between(5, 16) * unit,
    phase: random.between(0, Math.PI * 2),
  }));
  return {
    depth: 1.02,
    draw: (context, { timeS }) => {
      const span = height * 1.2;
      context.globalCompositeOperation = 'screen';
      for (const item of items) {
        const y = ((((item.y - timeS * item.rise) % span) + span) % span) - height * 0.1;
        const side = item.size * item.sheet.width;
        context.globalAlpha = (0.55 + 0.4 * Math.sin(timeS * 1.1 + item.phase)) * (item.sheet === disc ? 0.6 : 1);
        const x = item.x + Math.sin(timeS * 0.4 + item.phase) * 14 * unit;
        context.drawImage(item.sheet.canvas, x - side / 2, y - side / 2, side, side);
      }
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
    },
  };
}
