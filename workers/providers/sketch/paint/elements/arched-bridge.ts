import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import type { Light } from '../light.ts';
import type { Context } from '../scene.ts';

/** An arched wooden bridge over the origin: the middle between its feet, at their row. */
export interface ArchedBridge {
  /** From foot to foot, in pixels. */
  readonly span: number;
  /** Height of the deck's middle above the feet, in pixels. */
  readonly rise: number;
  readonly colour: Rgb;
  readonly snowy: boolean;
}

/** Paints a bridge with two railings, posts with dark caps and a bow of beams below. */
export function paintArchedBridge(context: Context, light: Light, bridge: ArchedBridge): void {
  const { span, rise, colour } = bridge;
  const day = mix(light.sun, [255, 255, 255], 0.15 * (1 - light.night));
  const tone = (of: Rgb, shadow: number): Rgb =>
    mix(lit(of, day), mix(lit(of, light.shadow), light.shadow, 0.2), shadow);
  const deck = (share: number): number => -rise * (1 - (2 * share - 1) ** 2) ** 0.85;
  const rail = span * 0.085;
  const thick = span * 0.03;
  const line = (lift: number, width: number, style: string, from = 0, to = 1): void => {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    for (let step = 0; step <= 40; step++) {
      const share = from + ((to - from) * step) / 40;
      context.lineTo((share - 0.5) * span, deck(share) - lift);
    }
    context.stroke();
  };
  context.lineCap = 'butt';
  // The far railing shows above the deck, paler for the air between.
  const far = css(mix(tone(shade(colour, -0.35), 0.55), light.haze, 0.12));
  const posts = 9;
  const farLift = span * 0.022;
  for (let post = 1; post < posts * 2; post++) {
    const share = 0.04 + (0.92 * post) / (posts * 2);
    context.fillStyle = far;
    context.fillRect((share - 0.5) * span, deck(share) - rail - farLift, span * 0.006, rail);
  }
  line(rail + farLift, span * 0.009, far, 0.03, 0.97);
  // Pillars stand in the water.
  for (const share of [0.24, 0.4, 0.6, 0.76]) {
    const x = (share - 0.5) * span;
    context.fillStyle = css(tone(shade(colour, -0.5), 0.65));
    context.fillRect(x - span * 0.008, deck(share), span * 0.016, -deck(share) + rise * 0.08);
  }
  line(-thick * 1.1, thick * 1.7, css(tone(shade(colour, -0.55), 0.75)));
  line(-thick * 0.1, thick, css(tone(colour, 0.25)));
  line(thick * 0.35, thick * 0.5, css(bridge.snowy ? tone(rgb('#f6f9ff'), 0.05) : tone(rgb('#e0b080'), 0.05)));
  line(rail * 0.5, span * 0.009, css(tone(colour, 0.3)), 0.01, 0.99);
  for (let post = 0; post <= posts; post++) {
    const share = 0.012 + (0.976 * post) / posts;
    const x = (share - 0.5) * span;
    const wide = span * 0.017;
    const high = rail * 1.28;
    context.fillStyle = css(tone(colour, 0.18));
    context.fillRect(x - wide / 2, deck(share) - high, wide, high + thick * 0.6);
    context.fillStyle = css(tone(shade(colour, -0.3), 0.5));
    context.fillRect(
      light.sunX < 0.5 ? x + wide * 0.1 : x - wide / 2,
      deck(share) - high,
      wide * 0.4,
      high + thick * 0.6,
    );
    context.fillStyle = css(bridge.snowy ? tone(rgb('#f6f9ff'), 0.05) : tone(rgb('#3a3238'), 0.1));
    context.beginPath();
    context.ellipse(x, deck(share) - high, wide * 0.75, wide * 0.95, 0, Math.PI, 0);
    context.fill();
  }
  line(rail, span * 0.015, css(tone(colour, 0.1)), 0.006, 0.994);
  line(rail + span * 0.005, span * 0.005, css(mix(tone(shade(colour, 0.25), 0), light.glow, 0.4)), 0.006, 0.994);
}
