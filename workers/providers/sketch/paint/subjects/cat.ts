import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { smoothstep } from '../../kit/math.ts';
import type { Light } from '../light.ts';
import { trimSheet } from '../elements/trim.ts';
import { drawSheet, paintSprite, type Context, type Layer } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { indoorLight } from '../settings/room-light.ts';
import { columnsIn } from './afloat.ts';
import { paintCatBody, paintCatEar, paintCatHead, type CatLook } from './cat-figure.ts';
import { colourOf } from './fish-school.ts';

interface Coat {
  readonly coat: Rgb;
  readonly pale: Rgb;
  readonly stripe?: Rgb;
}

const coats: readonly Coat[] = [
  { coat: rgb('#e0893c'), pale: rgb('#fbeedb'), stripe: rgb('#a8541e') },
  { coat: rgb('#8f8c92'), pale: rgb('#f2eeea'), stripe: rgb('#4f4d57') },
  { coat: rgb('#f0e2cc'), pale: rgb('#fff8ee') },
  { coat: rgb('#3a3640'), pale: rgb('#f4efe8') },
];

/** Cats that sit and look at the viewer: they blink, their ears twitch, their tails swing. */
export const paintCats: PaintSubject = (stage, light, subject, setting, spec) => {
  const place = setting.ground;
  if (!place) return [];
  const count = Math.min(subject.count, 6);
  const around = spec.setting === 'room' ? indoorLight(light) : light;
  const given = colourOf(subject.colour);
  return columnsIn(place, count).map((x, index): Layer => {
    const random = stage.random.fork(`cat${index}`);
    const size = place.personHeight * (count > 2 ? 0.72 : 1) * (index === 0 ? 1 : random.between(0.84, 0.96));
    const look = lookOf(around, light, given ? coatOf(given) : (coats[index % coats.length] ?? coatOf([150, 120, 90])));
    const scaled = (paint: (context: Context) => void) => (context: Context) => {
      context.scale(size, size);
      paint(context);
    };
    const body = trimSheet(
      paintSprite(
        size * 1.2,
        size * 1.5,
        scaled((context) => {
          context.fillStyle = css(mix(around.shadow, [20, 8, 10], 0.6), 0.4);
          context.beginPath();
          context.ellipse(0.02, 0.005, 0.42, 0.035, 0, 0, Math.PI * 2);
          context.fill();
          paintCatBody(context, look);
        }),
      ),
    );
    const heads = [true, false].map((open) =>
      paintSprite(
        size * 0.7,
        size * 0.5,
        scaled((context) => paintCatHead(context, look, open)),
      ),
    );
    const ears = [-1, 1].map((side) =>
      trimSheet(
        paintSprite(
          size * 0.4,
          size * 0.5,
          scaled((context) => paintCatEar(context, look, side)),
        ),
      ),
    );
    const phase = random.between(0, 6);
    const toward = index % 2 === 0 ? 1 : -1;
    return {
      depth: place.depth,
      draw: (context, { timeS }) => {
        const time = timeS + phase;
        context.save();
        context.translate(x, place.y);
        drawTail(context, look, size, toward, time);
        drawSheet(context, body);
        const turn = Math.sin(time * 0.7) * 0.05 + Math.sin(time * 0.31) * 0.03;
        context.translate(turn * size * 0.5, (-0.7 + Math.sin(time * 1.6) * 0.004) * size);
        context.rotate(turn);
        for (const [ear, sheet] of ears.entries()) {
          const side = ear === 0 ? -1 : 1;
          context.save();
          context.translate(side * 0.12 * size, -0.1 * size);
          context.rotate(side * twitch(time + ear * 1.3, 2.9 + ear) * 0.28);
          drawSheet(context, sheet);
          context.restore();
        }
        const head = heads[blinks(time) ? 1 : 0];
        if (head) drawSheet(context, head);
        context.restore();
      },
    };
  });
};

/** A given colour as a coat: stripes a little darker on it, a bib a little lighter; black stays black. */
function coatOf(colour: Rgb): Coat {
  const brightness = (colour[0] + colour[1] + colour[2]) / 765;
  if (brightness < 0.25) return { coat: colour, pale: shade(colour, 0.1) };
  if (brightness > 0.85) return { coat: colour, pale: [255, 252, 246] };
  return { coat: colour, pale: mix(colour, [255, 246, 232], 0.75), stripe: shade(colour, -0.35) };
}

function lookOf(around: Light, outside: Light, { coat, pale, stripe }: Coat): CatLook {
  const day = mix(around.sun, [255, 255, 255], 0.2 * (1 - around.night * 0.5));
  const tone = (of: Rgb): Rgb => mix(lit(of, day), around.shadow, 0.1);
  return {
    coat: tone(coat),
    pale: tone(pale),
    ...(stripe ? { stripe: tone(stripe) } : {}),
    eye: mix(lit(rgb('#c8dc4a'), day), rgb('#ffd84a'), 0.35),
    rim: mix(outside.glow, outside.skyLow, 0.35),
    side: outside.sunX < 0.5 ? -1 : 1,
  };
}

/** 0 at rest, a short flutter once in each period of seconds. */
function twitch(timeS: number, periodS: number): number {
  const at = timeS % periodS;
  return at < 0.45 ? Math.sin(at * 28) * smoothstep(0.45, 0, at) : 0;
}

const blinks = (timeS: number): boolean => timeS % 2.6 < 0.15;

/** A tail that lies out to one side and lifts and swings its tip. */
function drawTail(context: Context, look: CatLook, size: number, toward: number, timeS: number): void {
  const swing = Math.sin(timeS * 1.7);
  const lift = 0.5 + 0.5 * Math.sin(timeS * 0.9);
  const points = Array.from({ length: 15 }, (_, index) => {
    const t = index / 14;
    const angle = -0.1 - t * (1.5 + 0.5 * lift) + swing * 0.55 * t * t;
    return { t, angle };
  });
  let x = 0.2;
  let y = -0.07;
  context.lineCap = 'round';
  const trail = points.map(({ t, angle }) => {
    const from = { x, y };
    x += Math.cos(angle) * 0.037;
    y += Math.sin(angle) * 0.037;
    return { t, from, to: { x, y } };
  });
  for (const [width, style] of [
    [0.092, css(look.rim, 0.75)],
    [0.08, css(shade(look.coat, -0.08))],
  ] as const) {
    context.strokeStyle = style;
    for (const { t, from, to } of trail) {
      context.lineWidth = width * size * (1 - t * 0.3);
      if (look.stripe && width === 0.08 && Math.round(t * 14) % 4 === 3) context.strokeStyle = css(look.stripe);
      else context.strokeStyle = style;
      context.beginPath();
      context.moveTo(toward * from.x * size, from.y * size);
      context.lineTo(toward * to.x * size, to.y * size);
      context.stroke();
    }
  }
}
