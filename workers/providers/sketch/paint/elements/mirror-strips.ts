import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { Context, Sheet } from '../scene.ts';

/** The part of a sheet above a row, upside down and fading toward the viewer. */
export function flippedAbove(sheet: Sheet, row: number): Canvas {
  const high = Math.max(1, Math.round(row - sheet.y));
  const canvas = createCanvas(sheet.width, high);
  const context = canvas.getContext('2d');
  context.save();
  context.scale(1, -1);
  context.drawImage(sheet.canvas, 0, -high);
  context.restore();
  context.globalCompositeOperation = 'destination-in';
  const fade = context.createLinearGradient(0, 0, 0, high);
  fade.addColorStop(0, 'rgba(0,0,0,0.78)');
  fade.addColorStop(1, 'rgba(0,0,0,0.34)');
  context.fillStyle = fade;
  context.fillRect(0, 0, sheet.width, high);
  return canvas;
}

/** Draws what `flippedAbove` made below a row in strips that waver. */
export function drawMirrorStrips(
  context: Context,
  mirror: Canvas,
  x: number,
  row: number,
  unit: number,
  timeS: number,
): void {
  const strip = Math.max(2, Math.round(4 * unit));
  for (let y = 0; y < mirror.height; y += strip) {
    const high = Math.min(strip, mirror.height - y);
    const sway = (0.6 + (y / mirror.height) * 3.2) * unit;
    const wave = Math.sin(y * 0.21 - timeS * 1.9) + 0.5 * Math.sin(y * 0.09 + timeS * 1.3);
    context.drawImage(mirror, 0, y, mirror.width, high, Math.round(x + wave * sway), row + y, mirror.width, high);
  }
}
