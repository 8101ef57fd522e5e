import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { lerp } from '../../kit/math.ts';
import type { Light } from '../light.ts';
import type { Context } from '../scene.ts';

/** How a pagoda looks: under snow or not, how much its windows shine (0 to 1), and the colour of its wood. */
export interface PagodaLook {
  readonly snowy: boolean;
  readonly glow: number;
  readonly colour: Rgb | undefined;
}

interface Tier {
  /** Row of its floor and of its eaves, and half the widths of its body, its eaves and its ridge. */
  readonly floor: number;
  readonly eave: number;
  readonly body: number;
  readonly reach: number;
  readonly ridge: number;
  readonly roof: number;
}

/** Height of a pagoda in its own units, from the ground to the tip of its spire. */
export const pagodaHeight = 300;

const tiers: readonly Tier[] = tiersFrom(-16);

function tiersFrom(ground: number): Tier[] {
  const all: Tier[] = [];
  let floor = ground;
  for (let index = 0; index < 5; index++) {
    const share = index / 4;
    const eave = floor - lerp(31, 20, share);
    const roof = lerp(21, 17, share);
    const body = lerp(38, 22, share);
    const reach = lerp(82, 52, share);
    all.push({
      floor,
      eave,
      body,
      reach,
      ridge: index === 4 ? 4 : lerp(40, 26, share),
      roof: roof + (index === 4 ? 9 : 0),
    });
    floor = eave - roof;
  }
  return all;
}

/** Where lamps shine, in the pagoda's own units from the middle of its foot. */
export const pagodaWindows: readonly (readonly [x: number, y: number])[] = tiers.map(
  ({ floor, eave }) => [0, (floor + eave) / 2] as const,
);

/** Paints a pagoda that stands on the origin, in its own units. */
export function paintPagodaBody(context: Context, light: Light, look: PagodaLook): void {
  const side = light.sunX < 0.5 ? -1 : 1;
  const day = mix(light.sun, [255, 255, 255], 0.15 * (1 - light.night));
  const tone = (of: Rgb, shadow: number): Rgb =>
    mix(lit(of, day), mix(lit(of, light.shadow), light.shadow, 0.25), shadow);
  const across = (of: Rgb, half: number, dark: number): CanvasGradient | string => {
    const gradient = context.createLinearGradient(-half * side, 0, half * side, 0);
    gradient.addColorStop(0, css(tone(of, dark)));
    gradient.addColorStop(0.62, css(tone(of, dark * 0.5)));
    gradient.addColorStop(1, css(tone(of, 0)));
    return gradient;
  };
  paintBase(context, across);
  const wood = look.colour ?? rgb('#d2402c');
  const tile = rgb('#3f5a66');
  for (const tier of tiers) {
    paintStorey(context, tier, wood, tone, look, across);
    context.fillStyle = across(tile, tier.reach, 0.7);
    fillRoof(context, tier, 0);
    paintTiles(context, tier, css(tone(shade(tile, -0.45), 0.3), 0.55));
    context.strokeStyle = css(mix(tone(tile, 0), light.glow, 0.5), 0.75);
    context.lineWidth = 1.3;
    context.beginPath();
    context.moveTo(side * tier.reach, tier.eave - 12);
    context.quadraticCurveTo(side * tier.reach * 0.56, tier.eave - 5, side * tier.ridge, tier.eave - tier.roof);
    context.stroke();
    if (!look.snowy) continue;
    context.fillStyle = css(mix(lit(rgb('#f4f8ff'), day), light.shadow, 0.1), 0.94);
    fillRoof(context, tier, 5.5);
  }
  paintSpire(context, tiers.at(-1), css(tone(rgb('#e8b84a'), 0.1)), css(tone(rgb('#fff0b0'), 0)), side);
}

type CanvasGradient = ReturnType<Context['createLinearGradient']>;
type Across = (of: Rgb, half: number, dark: number) => CanvasGradient | string;
type Tone = (of: Rgb, shadow: number) => Rgb;

function paintBase(context: Context, across: Across): void {
  context.fillStyle = across(rgb('#b9b2a6'), 66, 0.75);
  context.beginPath();
  context.moveTo(-66, 2);
  context.lineTo(-60, -9);
  context.lineTo(60, -9);
  context.lineTo(66, 2);
  context.fill();
  context.fillStyle = across(rgb('#d6cfc2'), 58, 0.7);
  context.fillRect(-52, -16, 104, 8);
  context.fillStyle = across(rgb('#efe8da'), 16, 0.5);
  for (let step = 0; step < 4; step++) context.fillRect(-13 - step * 1.5, -16 + step * 4.5, 26 + step * 3, 3.2);
}

function paintStorey(context: Context, tier: Tier, wood: Rgb, tone: Tone, look: PagodaLook, across: Across): void {
  const { floor, eave, body } = tier;
  const high = floor - eave;
  context.fillStyle = across(rgb('#f4e6cf'), body, 0.75);
  context.fillRect(-body, eave, body * 2, high);
  const pane = mix(tone(rgb('#3a2a2c'), 0.3), rgb('#ffcf78'), look.glow);
  context.fillStyle = css(pane);
  context.fillRect(-body * 0.28, floor - high * 0.72, body * 0.56, high * 0.62);
  context.fillRect(-body * 0.82, floor - high * 0.66, body * 0.34, high * 0.34);
  context.fillRect(body * 0.48, floor - high * 0.66, body * 0.34, high * 0.34);
  context.fillStyle = across(wood, body, 0.65);
  for (const at of [-1, -0.4, -0.02, 0.34, 0.92])
    context.fillRect(body * at, eave, body * (at === -0.02 ? 0.04 : 0.09), high);
  context.fillRect(-body, floor - 3, body * 2, 3);
  context.fillRect(-body, floor - high * 0.78, body * 2, 2.2);
  // The railing of the gallery, and the brackets that carry the eaves.
  const rail = body * 1.16;
  context.fillRect(-rail, floor - 7.5, rail * 2, 1.5);
  for (let post = 0; post <= 10; post++) context.fillRect(-rail + (post / 10) * rail * 2 - 0.6, floor - 7.5, 1.2, 7.5);
  context.fillStyle = css(tone(shade(wood, -0.5), 0.6));
  context.beginPath();
  context.moveTo(-body * 1.06, eave + 5);
  context.lineTo(body * 1.06, eave + 5);
  context.lineTo(tier.reach * 0.86, eave - 2);
  context.lineTo(-tier.reach * 0.86, eave - 2);
  context.fill();
  context.fillStyle = across(mix(wood, rgb('#f0a040'), 0.3), tier.reach, 0.6);
  for (let bracket = -7; bracket <= 7; bracket++)
    context.fillRect((bracket / 8) * tier.reach * 0.9 - 1.2, eave - 1.5, 2.4, 3);
}

/** A roof whose corners turn up; `lift` leaves so much of its lower rim free. */
function fillRoof(context: Context, { eave, reach, ridge, roof }: Tier, lift: number): void {
  const tip = reach - lift * 1.6;
  context.beginPath();
  context.moveTo(-tip, eave - 12 - lift * 0.3);
  context.quadraticCurveTo(-reach * 0.72, eave + 1 - lift, -reach * 0.34, eave + 1 - lift);
  context.lineTo(reach * 0.34, eave + 1 - lift);
  context.quadraticCurveTo(reach * 0.72, eave + 1 - lift, tip, eave - 12 - lift * 0.3);
  context.quadraticCurveTo(reach * 0.56, eave - 5 - lift * 0.5, ridge, eave - roof);
  context.lineTo(-ridge, eave - roof);
  context.quadraticCurveTo(-reach * 0.56, eave - 5 - lift * 0.5, -tip, eave - 12 - lift * 0.3);
  context.fill();
}

function paintTiles(context: Context, tier: Tier, colour: string): void {
  const { eave, reach, ridge, roof } = tier;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  for (let row = -6; row <= 6; row++) {
    const share = row / 7;
    context.moveTo(ridge * share, eave - roof);
    context.quadraticCurveTo(
      reach * share * 0.62,
      eave - 6,
      reach * share * 0.88,
      eave - 0.5 - 7 * Math.abs(share) ** 4,
    );
  }
  context.stroke();
}

function paintSpire(context: Context, top: Tier | undefined, gold: string, bright: string, side: number): void {
  const foot = top ? top.eave - top.roof : 0;
  context.fillStyle = gold;
  context.fillRect(-5, foot - 4, 10, 5);
  context.fillRect(-1.3, -pagodaHeight, 2.6, pagodaHeight + foot);
  for (let ring = 0; ring < 6; ring++) {
    const y = foot - 10 - ring * 4.4;
    context.beginPath();
    context.ellipse(0, y, 6.4 - ring * 0.55, 1.5, 0, 0, Math.PI * 2);
    context.fill();
  }
  context.beginPath();
  context.arc(0, -pagodaHeight + 6, 3.4, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = bright;
  context.fillRect(side * 0.5, -pagodaHeight, 0.8 * side, pagodaHeight + foot);
}
