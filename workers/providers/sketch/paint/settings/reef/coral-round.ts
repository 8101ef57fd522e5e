import { createCanvas } from '@napi-rs/canvas';
import { css, mix, type Rgb } from '../../../kit/colour.ts';
import { clamp, lerp, smoothstep } from '../../../kit/math.ts';
import { darkOf, paleOf, type PaintCoral } from './coral.ts';

/** Brain coral: a dome with winding furrows. */
export const paintBrain: PaintCoral = (context, x, foot, look) => {
  const half = Math.max(6, Math.round(look.size * 0.5));
  const high = Math.round(half * 1.12);
  const canvas = createCanvas(half * 2, high);
  const small = canvas.getContext('2d');
  const picture = small.createImageData(half * 2, high);
  const dark = darkOf(look);
  const pale = paleOf(look);
  const turn = look.random.between(0, 90);
  const centreY = half * 0.98;
  for (let row = 0; row < high; row++) {
    for (let column = 0; column < half * 2; column++) {
      const dx = (column - half + 0.5) / (half * 0.95);
      const dy = (row - centreY + 0.5) / (half * 0.96);
      const wobble = 1 + 0.03 * look.noise.at(dx * 3 + turn, dy * 3);
      const far = Math.hypot(dx, dy) / wobble;
      if (far >= 1) continue;
      const bulge = Math.sqrt(1 - far * far);
      const u = (dx / (0.75 + bulge * 0.4)) * 2.7;
      const v = (dy / (0.75 + bulge * 0.4)) * 2.7;
      const wind = look.noise.at(u * 0.75 + turn, v * 0.75) * 3.4 + look.noise.at(u * 1.7, v * 1.7 + turn) * 1.1;
      const furrow = 0.5 + 0.5 * Math.sin(wind * 5.2 + u * 1.2);
      const light = clamp(0.62 * -dy + 0.3 * bulge - dx * 0.14 + 0.16);
      const ridge = smoothstep(0.22, 0.6, furrow);
      const base = blend(dark, look.colour, clamp(light * 1.25 + 0.1));
      const flesh = blend(base, pale, ridge * smoothstep(0.35, 0.95, light) * 0.8);
      const [red, green, blue] = blend(shadeFast(base), flesh, 0.25 + ridge * 0.75);
      const index = (row * half * 2 + column) * 4;
      picture.data[index] = red;
      picture.data[index + 1] = green;
      picture.data[index + 2] = blue;
      picture.data[index + 3] = 255 * clamp((1 - far) * half * 0.8);
    }
  }
  small.putImageData(picture, 0, 0);
  context.drawImage(canvas, x - half, foot - high);
};

const blend = (a: Rgb, b: Rgb, t: number): Rgb => [lerp(a[0], b[0], t), lerp(a[1], b[1], t), lerp(a[2], b[2], t)];
const shadeFast = (colour: Rgb): Rgb => [colour[0] * 0.5, colour[1] * 0.5, colour[2] * 0.58];

/** Leaf coral: ruffled cups, one in another, like a rose. */
export const paintRose: PaintCoral = (context, x, foot, look) => {
  const { random, size } = look;
  const dark = darkOf(look);
  const pale = paleOf(look);
  const cups = [
    [0, 0.62, 0.5],
    [-0.2, 0.44, 0.42],
    [0.22, 0.4, 0.4],
    [0.02, 0.28, 0.36],
    [-0.3, 0.2, 0.26],
    [0.32, 0.18, 0.26],
  ] as const;
  for (const [dx, rise, half] of cups) {
    const cx = x + dx * size;
    const cy = foot - rise * size;
    const wide = half * size;
    const phase = random.between(0, 6);
    const ruffle = (turn: number): number => 1 + 0.07 * Math.sin(turn * 7 + phase) + 0.04 * Math.sin(turn * 13 + phase);
    const lip = (scale: number): void => {
      for (let step = 0; step <= 48; step++) {
        const turn = (step / 48) * Math.PI * 2;
        const r = wide * ruffle(turn) * scale;
        const px = cx + Math.cos(turn) * r;
        const py = cy + Math.sin(turn) * r * 0.34 - Math.sin(turn * 7 + phase) * wide * 0.03;
        if (step === 0) context.moveTo(px, py);
        else context.lineTo(px, py);
      }
      context.closePath();
    };
    const body = context.createLinearGradient(0, cy - wide * 0.1, 0, cy + wide * 0.9);
    body.addColorStop(0, css(look.colour));
    body.addColorStop(1, css(dark));
    context.fillStyle = body;
    context.beginPath();
    context.moveTo(cx - wide * 0.98, cy);
    context.quadraticCurveTo(cx - wide * 0.5, cy + wide * 0.7, cx, foot);
    context.quadraticCurveTo(cx + wide * 0.5, cy + wide * 0.7, cx + wide * 0.98, cy);
    context.fill();
    context.fillStyle = css(pale);
    context.beginPath();
    lip(1);
    context.fill();
    const inside = context.createLinearGradient(0, cy - wide * 0.34, 0, cy + wide * 0.34);
    inside.addColorStop(0, css(dark));
    inside.addColorStop(1, css(mix(look.colour, pale, 0.3)));
    context.fillStyle = inside;
    context.beginPath();
    lip(0.91);
    context.fill();
    context.strokeStyle = css(dark, 0.3);
    context.lineWidth = Math.max(0.5, size * 0.006);
    for (let vein = 0; vein < 16; vein++) {
      const turn = (vein / 16) * Math.PI * 2;
      context.beginPath();
      context.moveTo(cx, cy + wide * 0.06);
      context.lineTo(cx + Math.cos(turn) * wide * 0.86, cy + Math.sin(turn) * wide * 0.29);
      context.stroke();
    }
  }
};

/** A cushion of many small round polyps. */
export const paintCushion: PaintCoral = (context, x, foot, look) => {
  const { random, size } = look;
  const dark = darkOf(look);
  const pale = paleOf(look);
  const dabs = Array.from({ length: 70 }, () => {
    const turn = random.between(Math.PI, Math.PI * 2);
    const far = Math.sqrt(random.next());
    return { dx: Math.cos(turn) * far * 0.5, dy: Math.sin(turn) * far * 0.42, r: random.between(0.045, 0.08) };
  }).toSorted((a, b) => a.dy - b.dy);
  context.fillStyle = css(dark);
  context.beginPath();
  context.ellipse(x, foot, size * 0.52, size * 0.42, 0, Math.PI, Math.PI * 2);
  context.fill();
  for (const { dx, dy, r } of dabs) {
    const px = x + dx * size;
    const py = foot + dy * size;
    const radius = r * size;
    const light = clamp(-dy * 2.2);
    for (const [colour, scale, shift] of [
      [dark, 1.15, 0.25],
      [mix(mix(dark, look.colour, 0.65), look.colour, light), 1, 0],
      [mix(look.colour, pale, 0.25 + light * 0.7), 0.5, -0.32],
    ] as const) {
      context.fillStyle = css(colour);
      context.beginPath();
      context.arc(px + shift * radius * 0.4, py + shift * radius, radius * scale, 0, Math.PI * 2);
      context.fill();
    }
  }
};
