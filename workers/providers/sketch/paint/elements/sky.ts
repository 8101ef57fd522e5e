import { createCanvas } from '@napi-rs/canvas';
import { css, mix, type Rgb } from '../../kit/colour.ts';
import { clamp, lerp, smoothstep } from '../../kit/math.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSheet, paintSprite, type Context, type Layer, type Sheet, type Stage } from '../scene.ts';

/** Fills an area with the sky's gradient down to the horizon, and the glow around the sun. */
export function paintSky(context: Context, stage: Stage, light: Light, horizon: number): void {
  const left = -stage.marginX;
  const width = stage.width + 2 * stage.marginX;
  const gradient = context.createLinearGradient(0, -stage.marginY * 0.5, 0, horizon);
  gradient.addColorStop(0, css(light.skyTop));
  gradient.addColorStop(0.3, css(mix(light.skyTop, light.skyMiddle, 0.45)));
  gradient.addColorStop(0.62, css(light.skyMiddle));
  gradient.addColorStop(0.85, css(mix(light.skyMiddle, light.skyLow, 0.7)));
  gradient.addColorStop(1, css(light.skyLow));
  context.fillStyle = gradient;
  context.fillRect(left, -stage.marginY, width, stage.height + 2 * stage.marginY);
  const x = light.sunX * stage.width;
  const y = Math.min(light.sunY * stage.height, horizon);
  paintGlow(context, x, y, stage.unit * 460, light.glow, light.night > 0.5 ? 0.28 : 0.62);
  paintGlow(context, x, y, stage.unit * 150, light.glow, light.night > 0.5 ? 0.3 : 0.6);
}

/** A soft light that fades to nothing. */
export function paintGlow(context: Context, x: number, y: number, radius: number, colour: Rgb, alpha: number): void {
  const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
  for (const stop of [0, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1]) {
    gradient.addColorStop(stop, css(colour, alpha * (1 - stop) ** 2.2));
  }
  context.fillStyle = gradient;
  context.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

/** The disc of the sun, or the moon with its seas where it is night. */
export function paintSunDisc(context: Context, stage: Stage, light: Light, radius: number): void {
  const x = light.sunX * stage.width;
  const y = light.sunY * stage.height;
  context.fillStyle = css(mix(light.glow, [255, 255, 255], 0.5));
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
  if (light.night < 0.8) return;
  context.save();
  context.clip();
  context.fillStyle = css(mix(light.glow, light.skyMiddle, 0.35), 0.55);
  for (const [dx, dy, size] of [
    [-0.3, -0.25, 0.32],
    [0.25, 0.1, 0.4],
    [-0.15, 0.45, 0.25],
    [0.35, -0.5, 0.16],
  ] as const) {
    context.beginPath();
    context.ellipse(x + dx * radius, y + dy * radius, size * radius, size * radius * 0.8, 0.4, 0, Math.PI * 2);
    context.fill();
  }
  context.restore();
}

/** How clouds lie in the sky. */
export interface CloudStyle {
  /** 0 none, 1 overcast. */
  readonly cover: number;
  /** Rows between which they float. */
  readonly top: number;
  readonly bottom: number;
  /** Width of a cloud in design pixels. */
  readonly size: number;
  /** How much flatter than wide. */
  readonly flat: number;
  readonly seed: number;
  /** More (above 0) or less (below 0) cloud at a point of the stage; about -1 to 1. */
  readonly lean?: (x: number, y: number) => number;
}

/** Clouds as painted with a broad brush: a lit rim toward the sun, a shaded belly, soft edges. */
export function paintClouds(stage: Stage, light: Light, style: CloudStyle): Sheet {
  const scale = 3;
  const left = -stage.marginX * 2;
  const wide = Math.ceil((stage.width + 4 * stage.marginX) / scale);
  const high = Math.max(1, Math.ceil((style.bottom - style.top) / scale));
  const small = createCanvas(wide, high);
  const context = small.getContext('2d');
  const picture = context.createImageData(wide, high);
  const threshold = lerp(0.34, -0.32, style.cover);
  const toSun = Math.sign(light.sunX * stage.width - stage.width / 2) || 1;
  const { noise } = stage;
  const density = (x: number, y: number): number => {
    const u = x / (style.size * stage.unit);
    const v = y / (style.size * stage.unit);
    const body = noise.cloudy(u + style.seed * 7.7, v * style.flat, 2) * 1.25;
    const curl = noise.at(u * 2.1 + style.seed, v * 2.6) * 0.12;
    return body + (style.lean?.(x, y) ?? 0) * 0.5 + billows(noise, u * 2 + curl, v * 2.5 + curl + style.seed) * 0.36;
  };
  for (let row = 0; row < high; row++) {
    const y = row * scale;
    const within = row / high;
    const fade = smoothstep(0, 0.22, within) * smoothstep(1, 0.7, within);
    for (let column = 0; column < wide; column++) {
      const x = column * scale + left;
      const d = density(x, y) - threshold - (1 - fade) * 0.5;
      if (d <= 0) continue;
      const toward = density(x + toSun * 16 * stage.unit, y - 22 * stage.unit) - threshold;
      const lightness = clamp(0.6 + (d - toward) * 1.9 - smoothstep(0.2, 0.8, d) * 0.1);
      const stepped = lerp(lightness, smoothstep(0.3, 0.75, lightness), 0.5);
      const [red, green, blue] = mixFast(light.cloudDark, light.cloudLit, stepped);
      const index = (row * wide + column) * 4;
      picture.data[index] = red;
      picture.data[index + 1] = green;
      picture.data[index + 2] = blue;
      picture.data[index + 3] = 255 * smoothstep(0, 0.24, d) * (0.55 + 0.45 * fade);
    }
  }
  context.putImageData(picture, 0, 0);
  const canvas = createCanvas(wide * scale, high * scale);
  const large = canvas.getContext('2d');
  large.imageSmoothingQuality = 'high';
  large.drawImage(small, 0, 0, wide * scale, high * scale);
  return { canvas, x: left, y: style.top, width: wide * scale, height: high * scale };
}

/** Round heads with creases between them, as of cauliflower: about -0.5 to 0.5. */
function billows(noise: Stage['noise'], x: number, y: number): number {
  let sum = 0.42;
  let strength = 1;
  let scale = 1;
  for (let octave = 0; octave < 4; octave++) {
    sum -= Math.abs(noise.at(x * scale + octave * 5.3, y * scale - octave * 8.1)) * strength;
    strength *= 0.52;
    scale *= 2.1;
  }
  return sum;
}

const mixFast = (a: Rgb, b: Rgb, t: number): Rgb => [lerp(a[0], b[0], t), lerp(a[1], b[1], t), lerp(a[2], b[2], t)];

/** Clouds that drift with the wind, in design pixels a second. */
export function driftingClouds(stage: Stage, light: Light, style: CloudStyle, depth: number, speed: number): Layer {
  const sheet = paintClouds(stage, light, style);
  return {
    depth,
    draw: (context, { timeS }) => {
      const reach = stage.marginX;
      drawSheet(context, sheet, clamp(timeS * speed * stage.unit, -reach, reach), 0);
    },
  };
}

/** A field of stars of which some twinkle. */
export function starryLayer(stage: Stage, bottom: number, strength: number): Layer {
  const random = stage.random.fork('stars');
  const still = paintSheet(stage, { bottom }, (context) => {
    for (let index = 0; index < 420; index++) {
      const x = random.between(-stage.marginX, stage.width + stage.marginX);
      const y = random.between(-stage.marginY, bottom);
      const fade = 1 - clamp(y / bottom) ** 2;
      context.fillStyle = `rgba(255,255,255,${(random.between(0.1, 0.75) * fade * strength).toFixed(3)})`;
      const size = stage.unit * (random.chance(0.12) ? random.between(1.2, 1.9) : random.between(0.5, 1.1));
      context.beginPath();
      context.arc(x, y, size, 0, Math.PI * 2);
      context.fill();
    }
  });
  const spark = paintSprite(stage.unit * 22, stage.unit * 22, (context) => {
    paintGlow(context, 0, 0, stage.unit * 11, [220, 232, 255], 0.7);
    context.fillStyle = 'white';
    context.beginPath();
    context.arc(0, 0, stage.unit * 1.3, 0, Math.PI * 2);
    context.fill();
  });
  const twinkles = Array.from({ length: 26 }, () => ({
    x: random.between(0, stage.width),
    y: random.between(0, bottom * 0.75),
    phase: random.between(0, 6.28),
    speed: random.between(1.2, 2.6),
  }));
  return {
    depth: 0,
    draw: (context, { timeS }) => {
      drawSheet(context, still);
      for (const { x, y, phase, speed } of twinkles) {
        context.globalAlpha = strength * (0.45 + 0.45 * Math.sin(phase + timeS * speed));
        drawSheet(context, spark, x, y);
      }
      context.globalAlpha = 1;
    },
  };
}
