import { createCanvas } from '@napi-rs/canvas';
import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { smoothstep } from '../../kit/math.ts';
import { paintGlow } from '../elements/sky.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSheet, paintSprite, type Context, type Layer, type Stage } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { colourOf } from './fish-school.ts';

/** A lighthouse with its keeper's house; its beam turns where it is dark. */
export const paintLighthouse: PaintSubject = (stage, light, subject, setting, spec) => {
  const place = setting.ground ?? setting.water;
  if (!place) return [];
  const x = (place.left + place.right) / 2;
  const size = (place.personHeight / 24) * 1.02;
  const colour = colourOf(subject.colour) ?? rgb('#d83a30');
  const sheet = paintSheet(
    stage,
    { left: x - 130 * size, right: x + 110 * size, top: place.y - 270 * size, bottom: place.y + 30 * size },
    (context) => {
      context.translate(x, place.y);
      context.scale(size, size);
      paintHouse(context, light);
      paintTower(context, light, colour);
    },
  );
  const dark = Math.max(
    light.night,
    spec.weather === 'storm' || spec.weather === 'fog' ? 0.8 : spec.weather === 'rain' ? 0.5 : 0,
  );
  const lamp = { x, y: place.y - 214 * size };
  const beam = beamLayer(stage, lamp, size, Math.max(dark, 0.12));
  return [
    { depth: place.depth, draw: (context) => drawSheet(context, sheet) },
    { ...beam, depth: place.depth },
  ];
};

function paintTower(context: Context, light: Light, colour: Rgb): void {
  const side = (of: Rgb): CanvasGradientLike => {
    const sunRight = light.sunX > 0.5;
    const bright = lit(of, mix(light.sun, [255, 255, 255], 0.35));
    const dim = mix(lit(shade(of, -0.3), light.shadow), light.shadow, 0.15);
    const fill = context.createLinearGradient(-26, 0, 26, 0);
    fill.addColorStop(0, css(sunRight ? dim : mix(bright, dim, 0.2)));
    fill.addColorStop(sunRight ? 0.68 : 0.32, css(bright));
    fill.addColorStop(1, css(sunRight ? mix(bright, dim, 0.25) : dim));
    return fill;
  };
  const half = (y: number): number => 25 - (-y / 196) * 10;
  const stripes = 7;
  for (let stripe = 0; stripe < stripes; stripe++) {
    const y0 = -(196 / stripes) * stripe;
    const y1 = -(196 / stripes) * (stripe + 1);
    context.fillStyle = side(stripe % 2 === 0 ? rgb('#fff6ea') : colour);
    context.beginPath();
    context.moveTo(-half(y0), y0 + 0.5);
    context.lineTo(-half(y1), y1);
    context.lineTo(half(y1), y1);
    context.lineTo(half(y0), y0 + 0.5);
    context.fill();
  }
  const glass = mix(rgb('#5f7488'), [255, 224, 150], Math.max(0.25, light.night));
  for (const y of [-52, -108, -160]) {
    context.fillStyle = css(glass);
    context.beginPath();
    context.roundRect(-3, y - 12, 7, 12, 3);
    context.fill();
  }
  context.fillStyle = side(rgb('#3a4250'));
  context.beginPath();
  context.moveTo(-15, -192);
  context.lineTo(-23, -202);
  context.lineTo(23, -202);
  context.lineTo(15, -192);
  context.fill();
  context.fillStyle = css(mix([255, 236, 170], light.glow, 0.3));
  context.fillRect(-11, -226, 22, 24);
  context.strokeStyle = css(lit(rgb('#2a303c'), light.sun));
  context.lineWidth = 1.6;
  context.strokeRect(-11, -226, 22, 24);
  context.beginPath();
  for (const x of [-4, 4]) {
    context.moveTo(x, -226);
    context.lineTo(x, -202);
  }
  context.moveTo(-23, -209);
  context.lineTo(23, -209);
  for (const x of [-22, -16, 16, 22]) {
    context.moveTo(x, -210);
    context.lineTo(x, -202);
  }
  context.stroke();
  context.fillStyle = side(colour);
  context.beginPath();
  context.moveTo(-15, -225);
  context.quadraticCurveTo(-10, -240, 0, -244);
  context.quadraticCurveTo(10, -240, 15, -225);
  context.fill();
  context.fillRect(-1, -256, 2, 14);
  context.fillStyle = side(rgb('#4a3a34'));
  context.beginPath();
  context.roundRect(-6, -24, 13, 26, [6, 6, 0, 0]);
  context.fill();
}

type CanvasGradientLike = ReturnType<Context['createLinearGradient']>;

function paintHouse(context: Context, light: Light): void {
  const wall = lit(rgb('#f4e8d6'), mix(light.sun, light.shadow, 0.25));
  const roof = mix(lit(rgb('#b8503c'), light.sun), light.shadow, 0.2);
  context.fillStyle = css(wall);
  context.fillRect(-96, -34, 62, 40);
  context.fillStyle = css(mix(wall, light.shadow, 0.45));
  context.fillRect(-96, -34, 16, 40);
  context.fillStyle = css(roof);
  context.beginPath();
  context.moveTo(-102, -33);
  context.lineTo(-88, -58);
  context.lineTo(-42, -58);
  context.lineTo(-28, -33);
  context.fill();
  context.fillRect(-56, -68, 8, 14);
  const glass = mix(rgb('#56748c'), [255, 206, 116], Math.max(0.15, light.night));
  context.fillStyle = css(glass);
  context.fillRect(-74, -24, 10, 13);
  context.fillRect(-54, -24, 10, 13);
  if (light.night > 0.3) paintGlow(context, -58, -18, 46, [255, 190, 100], light.night * 0.5);
}

function beamLayer(stage: Stage, lamp: { readonly x: number; readonly y: number }, size: number, power: number): Layer {
  const halo = paintSprite(190 * size, 190 * size, (context) => {
    paintGlow(context, 0, 0, 95 * size, [255, 226, 150], 0.75);
    paintGlow(context, 0, 0, 34 * size, [255, 246, 220], 1);
  });
  const cone = createCanvas(256, 64);
  const brush = cone.getContext('2d');
  const picture = brush.createImageData(256, 64);
  for (let column = 0; column < 256; column++) {
    const far = column / 255;
    const half = 3 + far * 28;
    for (let row = 0; row < 64; row++) {
      const across = Math.abs(row - 31.5) / half;
      const alpha = smoothstep(1, 0.1, across) * (1 - far) ** 1.1 * 0.85;
      picture.data.set([255, 240, 196, 255 * alpha], (row * 256 + column) * 4);
    }
  }
  brush.putImageData(picture, 0, 0);
  const reach = Math.max(stage.width, stage.height) * 0.72;
  return {
    depth: 0,
    draw: (context, { timeS }) => {
      context.globalCompositeOperation = 'lighter';
      const turn = timeS * 0.75 + 2.75;
      for (const angle of [turn, turn + Math.PI]) {
        const along = Math.cos(angle);
        const toViewer = Math.sin(angle);
        const long = reach * (0.25 + 0.75 * Math.abs(along));
        const high = reach * (0.1 + 0.1 * Math.abs(toViewer));
        context.save();
        context.translate(lamp.x, lamp.y);
        context.scale(Math.sign(along) || 1, 1);
        context.rotate(0.05 * toViewer + 0.03);
        context.globalAlpha = power * (0.45 + 0.55 * Math.abs(along));
        context.drawImage(cone, 0, -high / 2, long, high);
        context.restore();
      }
      context.globalAlpha = power * (0.75 + 0.25 * Math.abs(Math.sin(turn)));
      drawSheet(context, halo, lamp.x, lamp.y);
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
    },
  };
}
