import { css, mix, rgb, shade, type Rgb } from '../../../kit/colour.ts';
import { clamp, lerp, smoothstep } from '../../../kit/math.ts';
import { paintGlow } from '../../elements/sky.ts';
import type { Light } from '../../light.ts';
import { drawSheet, paintSprite, type Context, type Layer, type Sheet, type Stage } from '../../scene.ts';

/** A sea of swell from the horizon to the viewer. */
export interface Swell {
  readonly horizon: number;
  /** 0 a calm, 1 a storm. */
  readonly roughness: number;
}

/** The colours of the sea in a light: near the horizon, near the viewer, and of foam. */
export interface SeaColours {
  readonly far: Rgb;
  readonly near: Rgb;
  readonly gleam: Rgb;
  readonly foam: Rgb;
}

/** The colours of the sea for the light above it and its roughness. */
export function seaColoursOf(light: Light, roughness: number): SeaColours {
  const blue = mix(rgb('#12809c'), rgb('#2a5a68'), roughness * 0.8);
  const body = mix(blue, light.skyTop, 0.42);
  const shaded = mix(body, light.shadow, 0.25 + light.night * 0.3);
  return {
    far: mix(shaded, mix(light.skyLow, light.haze, 0.4), 0.6),
    near: mix(shade(shaded, -0.34), light.skyTop, 0.15),
    gleam: mix(light.skyLow, light.skyMiddle, 0.35),
    foam: mix(mix([255, 255, 255], light.cloudLit, 0.6), light.shadow, light.night * 0.35),
  };
}

const bandCount = 9;

/** The row and depth of a wave band; 0 is the farthest. */
export function bandAt(stage: Stage, swell: Swell, band: number): { readonly y: number; readonly depth: number } {
  const share = band / bandCount;
  const reach = stage.height + stage.marginY * 0.6 - swell.horizon;
  return { y: swell.horizon + reach * share ** 1.75, depth: 0.24 + 0.76 * share };
}

/** Waves as layers, each a painted crest that heaves and slides; nearer ones hide the feet of farther ones. */
export function swellLayers(stage: Stage, light: Light, swell: Swell): Layer[] {
  const colours = seaColoursOf(light, swell.roughness);
  return Array.from({ length: bandCount }, (_, band) => {
    const sheet = paintBand(stage, light, swell, colours, band);
    const { depth } = bandAt(stage, swell, band);
    const near = band / bandCount;
    const heave = (0.6 + near * 9) * (0.3 + swell.roughness) * stage.unit;
    const slide = Math.min(stage.marginX * 0.5, (2 + near * 26) * (0.6 + swell.roughness * 0.8) * stage.unit);
    const pace = lerp(0.9, 1.25, swell.roughness);
    return {
      depth,
      draw: (context, { timeS }) => {
        const phase = timeS * pace - band * 0.9;
        drawSheet(context, sheet, Math.sin(phase * 0.62) * slide, Math.cos(phase) * heave);
      },
    } satisfies Layer;
  });
}

/** Height of the waves of a band in pixels. */
const tallOf = (stage: Stage, swell: Swell, near: number): number =>
  (0.8 + near * 22) * (0.12 + swell.roughness * 1.3) * (1 + swell.roughness * 0.75) * stage.unit;

/** Height of a crest above its row, in pixels, at a column. */
function crestOf(stage: Stage, swell: Swell, band: number): (x: number) => number {
  const near = band / bandCount;
  const tall = tallOf(stage, swell, near);
  const long = (90 + near * 260) * (0.75 + swell.roughness * 0.5) * stage.unit;
  return (x) => {
    const hill = stage.noise.at(x / long, band * 5.3);
    const peak = 1 - Math.abs(stage.noise.at(x / (long * 0.7) + 9, band * 3.1 + 4)) * 1.5;
    return tall * (hill + swell.roughness * 1.1 * peak + 0.16 * stage.noise.at(x / (long * 0.16), band + 0.5));
  };
}

function paintBand(stage: Stage, light: Light, swell: Swell, colours: SeaColours, band: number): Sheet {
  const random = stage.random.fork(`band-${band}`);
  const { unit } = stage;
  const near = band / bandCount;
  const row = bandAt(stage, swell, band).y;
  const next = band === bandCount - 1 ? stage.height + stage.marginY + 30 * unit : bandAt(stage, swell, band + 1).y;
  const crest = crestOf(stage, swell, band);
  const tall = tallOf(stage, swell, near);
  const lift = tall * (1 + swell.roughness * 1.2) + 4 * unit;
  const bottom = next + tall * 1.5 + (8 + near * 20) * unit;
  const left = -stage.marginX - 40 * unit;
  const right = stage.width + stage.marginX + 40 * unit;
  const sheet = wideSheet(left, right, row - lift, bottom, (context) => {
    const body = mix(colours.far, colours.near, smoothstep(0, 0.85, near));
    const top = mix(body, colours.gleam, lerp(0.4, 0.16, near));
    const fill = context.createLinearGradient(0, row - lift * 0.7, 0, bottom);
    fill.addColorStop(0, css(mix(top, rgb('#3fc0b4'), 0.16 * (1 - light.night) * (0.3 + swell.roughness))));
    fill.addColorStop(0.35, css(body));
    fill.addColorStop(1, css(shade(body, -0.16)));
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(left, bottom);
    for (let x = left; x <= right; x += 3 * unit) context.lineTo(x, row - crest(x));
    context.lineTo(right, bottom);
    context.fill();
    context.save();
    context.clip();
    const shine = light.night > 0.8 ? 0.3 : 0.62;
    paintGlow(
      context,
      light.sunX * stage.width,
      row,
      (150 + near * 210) * unit,
      mix(light.skyLow, light.glow, 0.4),
      shine * (1 - swell.roughness * 0.8),
    );
    context.restore();
    paintCrestLine(context, stage, swell, colours, near, { left, right, row, crest });
    context.save();
    context.clip();
    paintStrokes(context, stage, colours, near, { left, right, row, bottom }, random, light);
    context.restore();
    if (swell.roughness > 0.2) paintFoam(context, stage, swell, colours, near, { left, right, row, crest }, random);
  });
  return sheet;
}

/** A sheet that may be wider than the stage and its margins, for what slides. */
function wideSheet(left: number, right: number, top: number, bottom: number, paint: (context: Context) => void): Sheet {
  const sprite = paintSprite(right - left, bottom - top, (context) => {
    context.translate(-(left + right) / 2, -(top + bottom) / 2);
    paint(context);
  });
  return { ...sprite, x: Math.floor(left), y: Math.floor(top) };
}

interface Crest {
  readonly left: number;
  readonly right: number;
  readonly row: number;
  readonly crest: (x: number) => number;
}

function paintCrestLine(
  context: Context,
  stage: Stage,
  swell: Swell,
  colours: SeaColours,
  near: number,
  line: Crest,
): void {
  const { unit, noise } = stage;
  for (let x = line.left; x < line.right; x += 6 * unit) {
    const strength = clamp(0.35 + noise.at(x / (70 * unit), near * 40) * 0.9);
    context.strokeStyle = css(mix(colours.gleam, colours.foam, swell.roughness), strength * (0.3 + near * 0.35));
    context.lineWidth = (0.7 + near * 1.8) * unit;
    context.beginPath();
    context.moveTo(x, line.row - line.crest(x) + unit);
    context.lineTo(x + 6.5 * unit, line.row - line.crest(x + 6.5 * unit) + unit);
    context.stroke();
  }
  context.beginPath();
  context.moveTo(line.left, stage.height * 2);
  for (let x = line.left; x <= line.right; x += 4 * unit) context.lineTo(x, line.row - line.crest(x));
  context.lineTo(line.right, stage.height * 2);
}

function paintStrokes(
  context: Context,
  stage: Stage,
  colours: SeaColours,
  near: number,
  area: { readonly left: number; readonly right: number; readonly row: number; readonly bottom: number },
  random: Stage['random'],
  light: Light,
): void {
  const { unit } = stage;
  const sunX = light.sunX * stage.width;
  const count = Math.round(230 - near * 120);
  for (let index = 0; index < count; index++) {
    const x = random.between(area.left, area.right);
    const y = random.between(area.row - 4 * unit, area.bottom);
    const long = (5 + near * 46) * unit * random.between(0.4, 1.4);
    const high = (0.5 + near * 2.4) * unit * random.between(0.6, 1.3);
    const lit = random.chance(0.55);
    const toSun = Math.exp(-(((x - sunX) / (stage.width * 0.22)) ** 2));
    const colour = lit ? mix(colours.gleam, light.glow, toSun * 0.7) : shade(colours.near, -0.2);
    context.fillStyle = css(colour, random.between(0.1, 0.3) * (lit ? 1 + toSun * 1.1 : 0.9));
    context.beginPath();
    context.moveTo(x - long, y);
    context.quadraticCurveTo(x, y - high * 1.6, x + long, y);
    context.quadraticCurveTo(x, y + high * 0.8, x - long, y);
    context.fill();
  }
}

function paintFoam(
  context: Context,
  stage: Stage,
  swell: Swell,
  colours: SeaColours,
  near: number,
  line: Crest,
  random: Stage['random'],
): void {
  const { unit, noise } = stage;
  const tall = tallOf(stage, swell, near);
  const wanted = lerp(1.5, 0.45, swell.roughness);
  for (let x = line.left; x < line.right; x += (1.2 + near * 1.6) * unit) {
    const high = line.crest(x) / tall;
    const spill = smoothstep(wanted, wanted + 0.7, high + noise.at(x / (24 * unit), near * 9) * 0.35);
    if (spill <= 0) continue;
    const y = line.row - line.crest(x);
    const step = (1.4 + near * 2) * unit;
    context.strokeStyle = css(colours.foam, 0.3 + 0.65 * spill);
    context.lineWidth = (0.6 + near * 5 * spill) * unit;
    context.beginPath();
    context.moveTo(x - step, line.row - line.crest(x - step) + unit);
    context.lineTo(x + step, line.row - line.crest(x + step) + unit);
    context.stroke();
    for (let streak = 0; streak < 3; streak++) {
      const down = random.next() ** 1.8 * tall * 0.9 * spill;
      const long = (2 + near * 13) * unit * random.between(0.3, 1.2);
      const slope = line.crest(x + 8 * unit) - line.crest(x - 8 * unit);
      context.fillStyle = css(colours.foam, random.between(0.12, 0.6) * spill * (1 - down / (tall * 1.1)));
      context.beginPath();
      const turn = -slope / (22 * unit);
      context.ellipse(x, y + down + unit, long, (0.3 + near * 0.9) * unit, turn, 0, Math.PI * 2);
      context.fill();
    }
  }
}

/** The path of light that the sun or moon lays on the sea: glints that come and go. */
export function glitterPath(stage: Stage, light: Light, swell: Swell, strength: number): Layer[] {
  const random = stage.random.fork('glitter');
  const { unit, width } = stage;
  const sprite = paintSprite(64, 10, (context) => {
    context.scale(6.4, 1);
    const fill = context.createRadialGradient(0, 0, 0, 0, 0, 5);
    fill.addColorStop(0, css(mix(light.glow, [255, 255, 255], 0.5), 1));
    fill.addColorStop(0.4, css(light.glow, 0.6));
    fill.addColorStop(1, css(light.glow, 0));
    context.fillStyle = fill;
    context.fillRect(-5, -5, 10, 10);
  });
  const reach = stage.height - swell.horizon;
  const groups = [0.3, 0.55, 1.01].map((end, index, ends) => ({ from: ends[index - 1] ?? 0, to: end }));
  return groups.map(({ from, to }, group) => {
    const glints = Array.from({ length: group === 0 ? 64 : 52 }, () => {
      const near = random.between(from, to);
      const spread = (random.next() + random.next() + random.next() - 1.5) * (36 + near * 190) * unit;
      return {
        x: light.sunX * width + spread,
        y: swell.horizon + 1.5 * unit + near * reach,
        width: (9 + near * 64) * unit * random.between(0.4, 1.2),
        height: (1.5 + near * 5) * unit,
        phase: random.between(0, Math.PI * 2),
        speed: random.between(1.1, 3),
      };
    });
    return {
      depth: bandAt(stage, swell, Math.round(to ** (1 / 1.75) * bandCount)).depth - 0.005,
      draw: (context, { timeS }) => {
        for (const glint of glints) {
          const alpha = strength * smoothstep(-0.35, 1, Math.sin(glint.phase + timeS * glint.speed));
          if (alpha < 0.03) continue;
          context.globalAlpha = alpha;
          const x = glint.x + Math.sin(timeS * 0.7 + glint.phase) * 6 * unit;
          context.drawImage(sprite.canvas, x - glint.width / 2, glint.y, glint.width, glint.height);
        }
        context.globalAlpha = 1;
      },
    } satisfies Layer;
  });
}
