import { css, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Context } from '../scene.ts';

type Paint = (of: Rgb, shadow: number) => Rgb;

/** A rocket of length 1 that points up, its middle at the origin: white hull, coloured nose and fins, lit portholes. */
export function paintRocketBody(context: Context, paintOf: Paint, trim: Rgb, side: number): void {
  paintFin(context, paintOf, trim, -side, 0.5);
  paintFin(context, paintOf, trim, side, 0.02);
  paintNozzle(context, paintOf, side);
  const across = (colour: Rgb): CanvasFill => {
    const fill = context.createLinearGradient(-0.14 * side, 0, 0.14 * side, 0);
    fill.addColorStop(0, css(paintOf(colour, 0.95)));
    fill.addColorStop(0.4, css(paintOf(colour, 0.45)));
    fill.addColorStop(0.72, css(paintOf(shade(colour, 0.08), 0)));
    fill.addColorStop(0.86, css(paintOf(shade(colour, 0.3), 0)));
    fill.addColorStop(1, css(paintOf(colour, 0.2)));
    return fill;
  };
  context.save();
  traceHull(context);
  context.clip();
  context.fillStyle = across(rgb('#f2f2f6'));
  context.fillRect(-0.2, -0.5, 0.4, 1);
  context.fillStyle = across(trim);
  context.fillRect(-0.2, -0.5, 0.4, 0.2);
  context.fillRect(-0.2, 0.27, 0.4, 0.045);
  context.fillStyle = across(rgb('#3a4256'));
  context.fillRect(-0.2, 0.335, 0.4, 0.1);
  context.strokeStyle = css(paintOf(rgb('#6a7288'), 0.4), 0.5);
  context.lineWidth = 0.004;
  for (const y of [-0.3, -0.05, 0.14]) {
    context.beginPath();
    context.moveTo(-0.2, y);
    context.quadraticCurveTo(0, y + 0.025, 0.2, y);
    context.stroke();
  }
  context.restore();
  paintPorthole(context, paintOf, -0.175, 0.058, side);
  paintPorthole(context, paintOf, 0.02, 0.04, side);
  context.fillStyle = css(paintOf(trim, 0.3));
  context.beginPath();
  context.moveTo(0, 0.16);
  context.quadraticCurveTo(0.022, 0.3, 0.014, 0.47);
  context.lineTo(-0.014, 0.47);
  context.quadraticCurveTo(-0.022, 0.3, 0, 0.16);
  context.fill();
}

type CanvasFill = ReturnType<Context['createLinearGradient']>;

function traceHull(context: Context): void {
  context.beginPath();
  context.moveTo(0, -0.5);
  context.bezierCurveTo(0.09, -0.42, 0.145, -0.25, 0.145, -0.06);
  context.bezierCurveTo(0.145, 0.15, 0.12, 0.3, 0.085, 0.42);
  context.lineTo(-0.085, 0.42);
  context.bezierCurveTo(-0.12, 0.3, -0.145, 0.15, -0.145, -0.06);
  context.bezierCurveTo(-0.145, -0.25, -0.09, -0.42, 0, -0.5);
  context.closePath();
}

function paintFin(context: Context, paintOf: Paint, trim: Rgb, to: number, shadow: number): void {
  const fill = context.createLinearGradient(to * 0.1, 0.1, to * 0.28, 0.48);
  fill.addColorStop(0, css(paintOf(trim, Math.min(1, shadow + 0.3))));
  fill.addColorStop(1, css(paintOf(shade(trim, 0.1), shadow)));
  context.fillStyle = fill;
  context.beginPath();
  context.moveTo(to * 0.125, 0.08);
  context.bezierCurveTo(to * 0.24, 0.16, to * 0.3, 0.3, to * 0.285, 0.48);
  context.quadraticCurveTo(to * 0.2, 0.37, to * 0.08, 0.37);
  context.closePath();
  context.fill();
}

function paintNozzle(context: Context, paintOf: Paint, side: number): void {
  const metal = context.createLinearGradient(-0.08 * side, 0, 0.08 * side, 0);
  metal.addColorStop(0, css(paintOf(rgb('#4a5064'), 0.8)));
  metal.addColorStop(0.7, css(paintOf(rgb('#aab2c4'), 0)));
  metal.addColorStop(1, css(paintOf(rgb('#6a7288'), 0.2)));
  context.fillStyle = metal;
  context.beginPath();
  context.moveTo(-0.055, 0.41);
  context.lineTo(0.055, 0.41);
  context.lineTo(0.08, 0.475);
  context.lineTo(-0.08, 0.475);
  context.fill();
}

function paintPorthole(context: Context, paintOf: Paint, y: number, radius: number, side: number): void {
  context.fillStyle = css(paintOf(rgb('#8a92a8'), 0.2));
  context.beginPath();
  context.arc(0, y, radius * 1.3, 0, Math.PI * 2);
  context.fill();
  const glass = context.createRadialGradient(side * radius * 0.3, y - radius * 0.3, 0, 0, y, radius);
  glass.addColorStop(0, '#d8f6ff');
  glass.addColorStop(0.5, '#5ac0f0');
  glass.addColorStop(1, '#155a9a');
  context.fillStyle = glass;
  context.beginPath();
  context.arc(0, y, radius, 0, Math.PI * 2);
  context.fill();
}
