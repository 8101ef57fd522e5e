import { css, mix, rgb, type Rgb } from '../../kit/colour.ts';
import { clamp, smoothstep } from '../../kit/math.ts';
import { drawCycle, paintCycle } from '../elements/cycle.ts';
import type { Light } from '../light.ts';
import { paintSprite, type Context, type Layer, type Sheet, type Stage } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { mouth, paintDragon } from './dragon-figure.ts';
import { hideIn } from './dragon-hide.ts';
import { colourOf } from './fish-school.ts';

const colours: readonly [Rgb, Rgb, Rgb] = [rgb('#c8322c'), rgb('#2f8a5c'), rgb('#5a4aa8')];

/** Dragons that fly on beating wings and breathe a little fire now and then. */
export const paintDragons: PaintSubject = (stage, light, subject, setting, spec) => {
  const place = setting.air;
  if (!place) return [];
  const count = Math.min(subject.count, 4);
  const given = colourOf(subject.colour);
  const large = clamp(place.personHeight * 13, stage.height * 0.45, stage.height * 0.6);
  const length = Math.min(large, stage.width * 0.56) * (count > 1 ? 0.62 : 1);
  // A castle then stands on the other side.
  const alone = spec.subjects.some(({ kind }) => kind === 'castle') ? 0.3 : 0.42;
  return Array.from({ length: count }, (_, index): Layer => {
    const share = count === 1 ? alone : (index + 0.5) / count;
    const flight = {
      x: place.left + (place.right - place.left) * share,
      y: Math.max(place.y + (count > 1 ? ((index % 2) - 0.5) * length * 0.5 : 0), length * 0.5),
      scale: length / 100,
      turn: index * 2.1,
    };
    const hide = hideIn(light, given ?? colours[index % 3] ?? colours[0]);
    const cycle = paintCycle(length * 1.3, length * 1.36, 24, (context, phase) => {
      context.scale(flight.scale, flight.scale);
      paintDragon(context, hide, phase);
    });
    const breath = breathOf(light, flight.scale);
    return {
      depth: place.depth,
      draw: (context, { timeS }) => {
        const x = flight.x + (timeS * 5 + Math.sin(timeS * 0.7 + flight.turn) * 6) * stage.unit;
        const y = flight.y + Math.sin(timeS * 0.9 + flight.turn) * 6 * stage.unit;
        const phase = 0.8 + timeS * 3.6 + flight.turn;
        const rise = Math.sin(phase + 0.5) * -1.6;
        drawCycle(context, cycle, phase, x, y);
        drawBreath(context, breath, stage, timeS + flight.turn, {
          x: x + mouth.x * flight.scale,
          y: y + (mouth.y + rise) * flight.scale,
          scale: flight.scale,
        });
      },
    };
  });
};

interface Breath {
  readonly flames: readonly Sheet[];
}

/** Puffs of the fire from the white heat at the mouth to the smoke at its end. */
function breathOf(light: Light, scale: number): Breath {
  const smoke = mix(rgb('#6a5a58'), light.haze, 0.4);
  const tones: readonly (readonly [Rgb, Rgb, number])[] = [
    [rgb('#fffbe0'), rgb('#ffe27a'), 1],
    [rgb('#ffe888'), rgb('#ffa52e'), 0.95],
    [rgb('#ffc24a'), rgb('#f4641e'), 0.85],
    [rgb('#f88a34'), rgb('#c8321a'), 0.65],
    [mix(rgb('#c85a30'), smoke, 0.6), smoke, 0.32],
  ];
  const flames = tones.map(([core, rim, alpha]) =>
    paintSprite(16 * scale, 16 * scale, (context) => {
      const glow = context.createRadialGradient(0, 0, 0, 0, 0, 8 * scale);
      glow.addColorStop(0, css(core, alpha));
      glow.addColorStop(0.45, css(rim, alpha * 0.85));
      glow.addColorStop(1, css(rim, 0));
      context.fillStyle = glow;
      context.fillRect(-8 * scale, -8 * scale, 16 * scale, 16 * scale);
    }),
  );
  return { flames };
}

/** Seconds between two breaths. */
const breathEveryS = 2.5;
const puffs = 44;

function drawBreath(
  context: Context,
  { flames }: Breath,
  stage: Stage,
  timeS: number,
  at: { readonly x: number; readonly y: number; readonly scale: number },
): void {
  const strength = smoothstep(-0.35, 0.55, Math.cos((timeS / breathEveryS) * Math.PI * 2));
  if (strength <= 0.01) return;
  for (let index = puffs - 1; index >= 0; index--) {
    const age = (index / puffs + timeS * 1.3) % 1;
    const flame = flames[Math.min(flames.length - 1, Math.floor(age ** 0.9 * flames.length))];
    if (!flame) continue;
    const reach = age ** 0.85 * 30 * at.scale * (0.45 + 0.55 * strength);
    const spread = stage.noise.at(index * 3.7, timeS * 1.5) * age * 5.5 * at.scale;
    const size = flame.width * (0.22 + age * 0.75);
    context.globalAlpha = strength * Math.min(1, (1 - age) * 2.2);
    context.drawImage(
      flame.canvas,
      at.x + reach - spread * 0.3 - size / 2,
      at.y + reach * 0.34 + spread - age * age * 4 * at.scale - size / 2,
      size,
      size,
    );
  }
  context.globalAlpha = 1;
}
