import { css, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { createCanvas } from '@napi-rs/canvas';
import { paintSprite, type Context, type Sheet } from '../scene.ts';

/** How one camel looks. */
export interface CamelLook {
  readonly coat: Rgb;
  readonly shade: Rgb;
  /** The blanket, and the rider's cloak; without it the camel walks free. */
  readonly cloth?: Rgb;
  readonly rider: boolean;
}

/** Pictures of a step cycle, and of the shadow of each. */
export interface WalkCycle {
  readonly steps: readonly Sheet[];
  readonly shadows: readonly Sheet[];
}

const stepCount = 12;

/** Paints a camel's steps, `height` pixels from foot to hump, looking to the right; the feet are at the sprite's origin. */
export function camelCycle(height: number, look: CamelLook): WalkCycle {
  const steps = Array.from({ length: stepCount }, (_, step) =>
    paintSprite(height * 2.2, height * 3.2, (context) => {
      context.scale(height, height);
      paintCamel(context, (step / stepCount) * Math.PI * 2, look);
    }),
  );
  return { steps, shadows: steps.map(shadowOf) };
}

function shadowOf(sheet: Sheet): Sheet {
  const canvas = createCanvas(sheet.width, sheet.height);
  const context = canvas.getContext('2d');
  context.drawImage(sheet.canvas, 0, 0);
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = 'rgb(66,34,58)';
  context.fillRect(0, 0, sheet.width, sheet.height);
  return { ...sheet, canvas };
}

function paintLeg(context: Context, hipX: number, hipY: number, swing: number, width: number, colour: string): void {
  const lift = Math.max(0, Math.cos(swing)) * 0.05;
  const reach = Math.sin(swing) * 0.13;
  const kneeX = hipX + reach * 0.55 + lift * 0.6;
  const kneeY = hipY * 0.48;
  const footX = hipX + reach - lift * 0.4;
  const footY = -lift;
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(hipX - width * 1.15, hipY);
  context.quadraticCurveTo(kneeX - width * 0.9, hipY * 0.6, kneeX - width * 0.5, kneeY);
  context.lineTo(footX - width * 0.42, footY - 0.03);
  context.lineTo(footX - width * 0.5, footY);
  context.lineTo(footX + width * 0.95, footY);
  context.lineTo(footX + width * 0.42, footY - 0.045);
  context.lineTo(kneeX + width * 0.5, kneeY);
  context.quadraticCurveTo(kneeX + width, hipY * 0.7, hipX + width * 1.2, hipY);
  context.fill();
}

function paintCamel(context: Context, phase: number, look: CamelLook): void {
  const bob = Math.sin(phase * 2) * 0.012;
  const far = css(look.shade);
  paintLeg(context, -0.27, -0.52, phase + Math.PI, 0.055, far);
  paintLeg(context, 0.22, -0.5, phase + Math.PI * 0.5, 0.05, far);
  context.save();
  context.translate(0, bob);
  const body = context.createLinearGradient(0, -1.02, 0, -0.42);
  body.addColorStop(0, css(shade(look.coat, 0.2)));
  body.addColorStop(0.5, css(look.coat));
  body.addColorStop(1, css(look.shade));
  context.fillStyle = body;
  context.beginPath();
  context.moveTo(-0.42, -0.66);
  context.quadraticCurveTo(-0.36, -0.8, -0.2, -0.8);
  context.quadraticCurveTo(-0.1, -0.84, -0.05, -0.99);
  context.quadraticCurveTo(0.02, -1.06, 0.08, -0.97);
  context.quadraticCurveTo(0.14, -0.8, 0.26, -0.76);
  context.quadraticCurveTo(0.4, -0.62, 0.47, -0.68);
  context.quadraticCurveTo(0.56, -0.8, 0.57, -1.04);
  context.quadraticCurveTo(0.585, -1.14, 0.64, -1.17);
  context.lineTo(0.65, -1.21);
  context.lineTo(0.68, -1.175);
  context.quadraticCurveTo(0.78, -1.14, 0.83, -1.08);
  context.quadraticCurveTo(0.83, -1.03, 0.79, -1.03);
  context.quadraticCurveTo(0.71, -1.06, 0.665, -1.0);
  context.quadraticCurveTo(0.67, -0.72, 0.55, -0.56);
  context.quadraticCurveTo(0.42, -0.44, 0.28, -0.47);
  context.quadraticCurveTo(0, -0.4, -0.22, -0.48);
  context.quadraticCurveTo(-0.42, -0.5, -0.42, -0.66);
  context.fill();
  context.strokeStyle = css(look.shade);
  context.lineWidth = 0.022;
  context.beginPath();
  context.moveTo(-0.41, -0.68);
  context.quadraticCurveTo(-0.5, -0.6, -0.46, -0.4);
  context.stroke();
  context.restore();
  paintLeg(context, -0.3, -0.54, phase, 0.06, css(mix(look.coat, look.shade, 0.35)));
  paintLeg(context, 0.27, -0.52, phase + Math.PI * 1.5, 0.055, css(mix(look.coat, look.shade, 0.35)));
  if (look.cloth === undefined) return;
  context.save();
  context.translate(0, bob);
  paintLoad(context, look.cloth, look.rider);
  context.restore();
}

function paintLoad(context: Context, cloth: Rgb, rider: boolean): void {
  context.fillStyle = css(cloth);
  context.beginPath();
  context.moveTo(-0.17, -0.83);
  context.quadraticCurveTo(0.01, -1.14, 0.19, -0.83);
  context.lineTo(0.16, -0.55);
  context.lineTo(-0.15, -0.55);
  context.fill();
  context.fillStyle = css(mix(cloth, rgb('#f6d27a'), 0.65));
  context.fillRect(-0.15, -0.6, 0.31, 0.03);
  context.fillRect(-0.16, -0.7, 0.33, 0.02);
  if (!rider) {
    context.fillStyle = css(shade(cloth, -0.35));
    context.beginPath();
    context.ellipse(0, -0.98, 0.2, 0.13, 0, 0, Math.PI * 2);
    context.fill();
    return;
  }
  const robe = mix(cloth, rgb('#f4ead6'), 0.72);
  context.fillStyle = css(robe);
  context.beginPath();
  context.moveTo(-0.13, -0.92);
  context.quadraticCurveTo(-0.12, -1.32, 0.01, -1.38);
  context.quadraticCurveTo(0.13, -1.32, 0.12, -1.05);
  context.lineTo(0.16, -0.76);
  context.lineTo(0.04, -0.78);
  context.fill();
  context.fillStyle = css(shade(robe, -0.25));
  context.beginPath();
  context.moveTo(-0.13, -0.92);
  context.quadraticCurveTo(-0.12, -1.3, 0, -1.37);
  context.lineTo(-0.02, -0.9);
  context.fill();
  context.fillStyle = css(rgb('#6a4630'));
  context.beginPath();
  context.arc(0.045, -1.42, 0.06, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css(cloth);
  context.beginPath();
  context.arc(0.02, -1.45, 0.085, Math.PI * 0.75, Math.PI * 2.02);
  context.lineTo(-0.08, -1.3);
  context.fill();
}
