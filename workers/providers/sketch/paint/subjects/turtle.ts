import { css, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { drawCycle, paintCycle } from '../elements/cycle.ts';
import type { Context } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { seaLightOf, type SeaLight } from '../settings/reef/sea-light.ts';
import { columnsIn } from './afloat.ts';
import { colourOf } from './fish-school.ts';

/** Sea turtles that glide through the water with slow strokes. */
export const paintTurtles: PaintSubject = (stage, light, subject, setting) => {
  const place = setting.deep;
  if (!place) return [];
  const sea = seaLightOf(light);
  const count = Math.min(subject.count, 6);
  const length = Math.min(stage.width * 0.4, place.personHeight * (count > 2 ? 1.3 : 2.1));
  const shell = sea.paint(colourOf(subject.colour) ?? rgb('#8a6a34'));
  const cycle = paintCycle(length * 1.4, length * 1.2, 20, (context, phase) =>
    paintPose(context, length, shell, sea, phase),
  );
  const turtles = columnsIn(place, count).map((x, index) => ({
    x: count === 1 ? place.left + (place.right - place.left) * 0.36 : x,
    y: place.y + (count === 1 ? 0.06 : (index % 2) * 0.22 - 0.1) * stage.height,
    phase: index * 2.2,
  }));
  return [
    {
      depth: place.depth,
      draw: (context, { timeS }) => {
        for (const { x, y, phase } of turtles) {
          const stroke = timeS * 1.9 + phase;
          context.save();
          context.translate(
            x + (timeS * 15 + Math.sin(stroke - 0.8) * 3) * stage.unit,
            y + Math.sin(stroke) * 7 * stage.unit,
          );
          context.rotate(-0.14 + Math.cos(stroke) * 0.03);
          drawCycle(context, cycle, stroke);
          context.restore();
        }
      },
    },
  ];
};

function paintPose(context: Context, length: number, shell: Rgb, sea: SeaLight, phase: number): void {
  const skin = sea.paint(rgb('#5f9a6a'));
  const stroke = Math.sin(phase);
  context.scale(length, length);
  context.lineJoin = 'round';
  paddle(context, 0.13, -0.06, -1.0 + stroke * 0.45, 0.34, shade(skin, -0.25), sea, false);
  paddle(context, -0.24, -0.01, -0.42 - stroke * 0.2, 0.17, shade(skin, -0.25), sea, false);
  paintHead(context, skin, sea);
  paintShell(context, shell, sea);
  paddle(context, -0.23, 0.075, 0.5 + stroke * 0.25, 0.2, skin, sea, true);
  paddle(context, 0.17, 0.075, 0.95 - stroke * 0.62, 0.42, skin, sea, true);
}

function paddle(
  context: Context,
  x: number,
  y: number,
  turn: number,
  reach: number,
  skin: Rgb,
  sea: SeaLight,
  near: boolean,
): void {
  context.save();
  context.translate(x, y);
  context.rotate(turn);
  const shape = (): void => {
    context.beginPath();
    context.moveTo(reach * 0.12, -reach * 0.1);
    context.bezierCurveTo(-reach * 0.2, -reach * 0.26, -reach * 0.75, -reach * 0.22, -reach, reach * 0.1);
    context.bezierCurveTo(-reach * 0.7, reach * 0.14, -reach * 0.3, reach * 0.12, reach * 0.06, reach * 0.16);
    context.closePath();
  };
  const fill = context.createLinearGradient(0, -reach * 0.25, 0, reach * 0.2);
  fill.addColorStop(0, css(mix(skin, sea.bright, 0.3)));
  fill.addColorStop(0.4, css(skin));
  fill.addColorStop(1, css(mix(shade(skin, -0.4), sea.deep, 0.3)));
  context.fillStyle = fill;
  shape();
  context.fill();
  context.save();
  context.clip();
  context.fillStyle = css(mix(shade(skin, -0.5), sea.deep, 0.25), 0.75);
  for (let spot = 0; spot < 15; spot++) {
    const along = -reach * (0.08 + 0.06 * spot);
    context.beginPath();
    context.ellipse(along, reach * (-0.1 + 0.08 * (spot % 3)), reach * 0.04, reach * 0.027, spot, 0, Math.PI * 2);
    context.fill();
  }
  context.restore();
  context.strokeStyle = css(mix(skin, near ? sea.bright : skin, 0.65), 0.6);
  context.lineWidth = 0.006;
  shape();
  context.stroke();
  context.restore();
}

function paintHead(context: Context, skin: Rgb, sea: SeaLight): void {
  const fill = context.createLinearGradient(0, -0.13, 0, 0.06);
  fill.addColorStop(0, css(mix(skin, sea.bright, 0.3)));
  fill.addColorStop(0.5, css(skin));
  fill.addColorStop(1, css(mix(rgb('#e8e2b4'), sea.deep, 0.25)));
  context.fillStyle = fill;
  context.beginPath();
  context.moveTo(0.24, -0.07);
  context.bezierCurveTo(0.32, -0.12, 0.36, -0.15, 0.42, -0.135);
  context.bezierCurveTo(0.47, -0.125, 0.505, -0.085, 0.5, -0.05);
  context.bezierCurveTo(0.49, -0.015, 0.42, -0.01, 0.38, -0.015);
  context.bezierCurveTo(0.32, 0, 0.28, 0.03, 0.22, 0.05);
  context.fill();
  context.fillStyle = css(mix(shade(skin, -0.5), sea.deep, 0.2), 0.75);
  for (const [x, y, size] of [
    [0.36, -0.105, 0.017],
    [0.4, -0.115, 0.014],
    [0.345, -0.065, 0.016],
    [0.385, -0.055, 0.014],
    [0.3, -0.07, 0.015],
    [0.31, -0.03, 0.014],
  ] as const) {
    context.beginPath();
    context.ellipse(x, y, size, size * 0.75, 0.3, 0, Math.PI * 2);
    context.fill();
  }
  context.fillStyle = css([250, 246, 226]);
  context.beginPath();
  context.arc(0.437, -0.085, 0.0165, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css([14, 14, 20]);
  context.beginPath();
  context.arc(0.44, -0.085, 0.012, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css([255, 255, 255]);
  context.beginPath();
  context.arc(0.444, -0.09, 0.0042, 0, Math.PI * 2);
  context.fill();
  context.strokeStyle = css(shade(skin, -0.55), 0.7);
  context.lineWidth = 0.005;
  context.beginPath();
  context.moveTo(0.498, -0.048);
  context.quadraticCurveTo(0.465, -0.035, 0.435, -0.042);
  context.stroke();
}

function paintShell(context: Context, shell: Rgb, sea: SeaLight): void {
  context.fillStyle = css(mix(rgb('#e6dca8'), sea.deep, 0.3));
  context.beginPath();
  context.ellipse(-0.01, 0.05, 0.29, 0.085, -0.03, 0, Math.PI * 2);
  context.fill();
  const dome = (): void => {
    context.beginPath();
    context.moveTo(0.3, 0.015);
    context.bezierCurveTo(0.24, -0.14, 0.06, -0.2, -0.08, -0.165);
    context.bezierCurveTo(-0.22, -0.13, -0.32, -0.04, -0.36, 0.05);
    context.bezierCurveTo(-0.24, 0.075, 0.14, 0.085, 0.3, 0.015);
  };
  const fill = context.createLinearGradient(0.05, -0.2, -0.02, 0.08);
  fill.addColorStop(0, css(mix(shell, sea.bright, 0.42)));
  fill.addColorStop(0.4, css(shell));
  fill.addColorStop(1, css(mix(shade(shell, -0.5), sea.deep, 0.25)));
  context.fillStyle = fill;
  dome();
  context.fill();
  context.save();
  context.clip();
  const scute = (points: readonly (readonly [number, number])[]): void => {
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    context.closePath();
    context.fillStyle = css(mix(shade(shell, -0.3), rgb('#4a2f14'), 0.3), 0.5);
    context.fill();
    context.strokeStyle = css(mix(shell, rgb('#f6e6a4'), 0.65), 0.85);
    context.lineWidth = 0.011;
    context.stroke();
  };
  scute([
    [0.24, -0.05],
    [0.17, -0.11],
    [0.07, -0.1],
    [0.05, -0.02],
    [0.13, 0.02],
    [0.22, 0],
  ]);
  scute([
    [0.05, -0.105],
    [-0.07, -0.115],
    [-0.12, -0.03],
    [-0.05, 0.015],
    [0.03, -0.02],
  ]);
  scute([
    [-0.09, -0.115],
    [-0.19, -0.085],
    [-0.26, -0.01],
    [-0.2, 0.02],
    [-0.14, -0.03],
  ]);
  scute([
    [0.18, -0.125],
    [0.1, -0.2],
    [-0.02, -0.22],
    [-0.06, -0.125],
    [0.06, -0.112],
  ]);
  scute([
    [-0.04, -0.21],
    [-0.2, -0.16],
    [-0.19, -0.098],
    [-0.08, -0.126],
  ]);
  context.strokeStyle = css(mix(shell, rgb('#f6e6a4'), 0.5), 0.8);
  context.lineWidth = 0.026;
  context.beginPath();
  context.moveTo(0.31, 0.02);
  context.bezierCurveTo(0.14, 0.085, -0.24, 0.075, -0.37, 0.05);
  context.stroke();
  context.restore();
  context.strokeStyle = css(sea.bright, 0.6);
  context.lineWidth = 0.008;
  context.beginPath();
  context.moveTo(0.29, 0);
  context.bezierCurveTo(0.24, -0.135, 0.06, -0.195, -0.08, -0.16);
  context.bezierCurveTo(-0.18, -0.135, -0.27, -0.07, -0.31, -0.01);
  context.stroke();
}
