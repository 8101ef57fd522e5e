import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { drawMirrorStrips, flippedAbove } from '../elements/mirror-strips.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSheet, type Context, type Layer, type Stage } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { colourOf } from './fish-school.ts';

/** A stone bridge. All in pixels of the stage. */
interface StoneBridge {
  readonly foot: number;
  readonly high: number;
  readonly stone: Rgb;
  readonly snowy: boolean;
}

/** An old stone bridge of round arches right across the picture: over the water where there is some. */
export const paintBridge: PaintSubject = (stage, light, subject, setting, spec): Layer[] => {
  const place = setting.water ?? setting.ground;
  if (!place) return [];
  const bridge: StoneBridge = {
    foot: place.y,
    high: Math.min(place.personHeight * 4.2, stage.height * 0.15),
    stone: colourOf(subject.colour) ?? rgb('#c3b49c'),
    snowy: spec.season === 'winter' || spec.weather === 'snow',
  };
  const sheet = paintSheet(stage, { top: bridge.foot - bridge.high * 1.75, bottom: bridge.foot + 2 }, (context) => {
    paintStoneBridge(context, stage, light, bridge);
  });
  const mirror = setting.water ? flippedAbove(sheet, bridge.foot) : undefined;
  return [
    {
      depth: place.depth,
      draw: (context, { timeS }) => {
        if (mirror) drawMirrorStrips(context, mirror, sheet.x, bridge.foot, stage.unit, timeS);
        drawSheet(context, sheet);
      },
    },
  ];
};

function paintStoneBridge(context: Context, stage: Stage, light: Light, bridge: StoneBridge): void {
  const { width, unit, marginX } = stage;
  const { foot, high } = bridge;
  const random = stage.random.fork('stone bridge');
  const tone = (of: Rgb, shadow: number): Rgb =>
    mix(lit(of, light.sun), mix(lit(of, light.shadow), light.shadow, 0.2), shadow);
  const span = high * 2.1;
  const middle = width * 0.5;
  const deck = (x: number): number =>
    foot - high * (1 + 0.3 * Math.cos(Math.min(1, Math.abs(x - middle) / (width * 0.6)) * Math.PI * 0.5));
  const outline = (upper: number, lower: number): void => {
    context.beginPath();
    for (let x = -marginX; x <= width + marginX + 6; x += 6 * unit) context.lineTo(x, deck(x) + upper);
    for (let x = width + marginX + 6; x >= -marginX; x -= 6 * unit)
      context.lineTo(x, lower === 0 ? foot : deck(x) + lower);
    context.fill();
  };
  const wall = context.createLinearGradient(0, foot - high * 1.3, 0, foot);
  wall.addColorStop(0, css(tone(shade(bridge.stone, 0.12), 0.05)));
  wall.addColorStop(0.6, css(tone(bridge.stone, 0.35)));
  wall.addColorStop(1, css(tone(shade(bridge.stone, -0.3), 0.65)));
  context.fillStyle = wall;
  outline(0, 0);
  // Courses of stones in slightly differing tones.
  const course = high * 0.085;
  for (let y = foot - course; y > foot - high * 1.32; y -= course) {
    for (let x = -marginX - random.next() * 20 * unit; x < width + marginX;) {
      const long = course * random.between(1.3, 2.9);
      if (y > deck(x) && y > deck(x + long)) {
        context.fillStyle = css(
          random.chance(0.5) ? tone(shade(bridge.stone, 0.2), 0) : tone(shade(bridge.stone, -0.4), 0.6),
          random.between(0.05, 0.26),
        );
        context.fillRect(x, y, long - unit, course - unit);
      }
      x += long;
    }
  }
  const first = middle - span * Math.ceil((middle + marginX) / span);
  for (let x = first; x <= width + marginX + span; x += span) paintArch(context, light, bridge, x, span, tone);
  context.fillStyle = css(tone(shade(bridge.stone, -0.35), 0.55));
  outline(high * 0.02, high * 0.07);
  context.fillStyle = css(bridge.snowy ? tone(rgb('#f6f9ff'), 0.05) : tone(shade(bridge.stone, 0.28), 0));
  outline(-high * 0.05, high * 0.025);
  const lamp = mix(tone(rgb('#f4ead0'), 0.2), rgb('#ffcf7c'), light.night);
  for (let x = first + span / 2; x <= width + marginX; x += span) {
    const y = deck(x) - high * 0.05;
    context.fillStyle = css(tone(rgb('#3a3634'), 0.4));
    context.fillRect(x - high * 0.012, y - high * 0.2, high * 0.024, high * 0.2);
    context.fillStyle = css(lamp);
    context.beginPath();
    context.arc(x, y - high * 0.22, high * 0.038, 0, Math.PI * 2);
    context.fill();
  }
}

/** Cuts a round arch out of the wall, with its ring of stones and the vault inside it. */
function paintArch(
  context: Context,
  light: Light,
  { foot, high, stone }: StoneBridge,
  x: number,
  span: number,
  tone: (of: Rgb, shadow: number) => Rgb,
): void {
  const half = span * 0.39;
  const rise = high * 0.8;
  const arch = (grow: number, shift: number): void => {
    context.beginPath();
    context.moveTo(x - half * grow + shift, foot + 4);
    context.ellipse(x + shift, foot, half * grow, rise * grow, 0, Math.PI, Math.PI * 2);
    context.lineTo(x + half * grow + shift, foot + 4);
    context.fill();
  };
  context.fillStyle = css(tone(shade(stone, 0.2), 0.1));
  arch(1.1, 0);
  context.strokeStyle = css(tone(shade(stone, -0.5), 0.6), 0.5);
  context.lineWidth = high * 0.008;
  context.beginPath();
  for (let joint = 0; joint <= 22; joint++) {
    const angle = Math.PI + (joint / 22) * Math.PI;
    context.moveTo(x + Math.cos(angle) * half, foot + Math.sin(angle) * rise);
    context.lineTo(x + Math.cos(angle) * half * 1.1, foot + Math.sin(angle) * rise * 1.1);
  }
  context.stroke();
  context.fillStyle = css(tone(shade(stone, -0.5), 0.8));
  arch(1, 0);
  context.globalCompositeOperation = 'destination-out';
  context.fillStyle = 'black';
  arch(0.9, (light.sunX < 0.5 ? -1 : 1) * half * 0.07);
  context.globalCompositeOperation = 'source-over';
}
