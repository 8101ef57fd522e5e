import { css, lit, mix, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { drawCycle, paintCycle } from '../elements/cycle.ts';
import type { Light } from '../light.ts';
import type { Layer } from '../scene.ts';
import type { PaintSubject } from '../setting.ts';
import { indoorLight } from '../settings/room-light.ts';
import { columnsIn } from './afloat.ts';
import { paintDog, type DogLook } from './dog-figure.ts';
import { colourOf } from './fish-school.ts';

interface Breed {
  readonly coat: Rgb;
  readonly pale: Rgb;
  readonly ear: Rgb;
}

const breeds: readonly Breed[] = [
  { coat: rgb('#d08a42'), pale: rgb('#fbf0dd'), ear: rgb('#a8622a') },
  { coat: rgb('#4a4048'), pale: rgb('#f4efe8'), ear: rgb('#2e272e') },
  { coat: rgb('#e8d2a8'), pale: rgb('#fff6e4'), ear: rgb('#c8a468') },
  { coat: rgb('#7a4a2e'), pale: rgb('#e8c8a0'), ear: rgb('#55301e') },
];
const collars = ['#d8412f', '#2f74c0', '#3f9a5a', '#8a4ca0'].map(rgb);

/** Dogs that trot over the ground with wagging tails; in a room they stand and wag. */
export const paintDogs: PaintSubject = (stage, light, subject, setting, spec) => {
  const place = setting.ground;
  if (!place) return [];
  const count = Math.min(subject.count, 8);
  const indoors = spec.setting === 'room';
  const around = indoors ? indoorLight(light) : light;
  const given = colourOf(subject.colour);
  return columnsIn(place, count).map((x, index): Layer => {
    const random = stage.random.fork(`dog${index}`);
    const size =
      place.personHeight *
      (indoors ? 0.62 : 1.5) *
      (count > 2 ? 0.75 : 1) *
      (index === 0 ? 1 : random.between(0.8, 0.95));
    const breed = given
      ? { coat: given, pale: mix(given, [255, 248, 236], 0.6), ear: shade(given, -0.25) }
      : breeds[index % breeds.length];
    const look = lookOf(around, light, breed, collars[index % collars.length]);
    const runs = indoors ? 0 : 1;
    const cycle = paintCycle(size * 2.2, size * 3.4, 18, (context, phase) => {
      context.fillStyle = css(mix(around.shadow, [10, 8, 10], 0.5), 0.32);
      context.beginPath();
      context.ellipse(0, 0, size * 0.62, size * 0.06, 0, 0, Math.PI * 2);
      context.fill();
      paintDog(context, look, size, phase, runs);
    });
    const facing = runs === 0 && index % 2 === 1 ? -1 : 1;
    const row = place.y + (index % 2 === 0 ? 0.12 : 0) * place.personHeight * (indoors ? 0 : 1);
    const phase = random.between(0, Math.PI * 2);
    return {
      depth: place.depth,
      draw: (context, { timeS }) => {
        context.save();
        context.translate(x + runs * (timeS * 0.5 - 0.9) * place.personHeight, row);
        context.scale(facing, 1);
        drawCycle(context, cycle, timeS * (runs > 0 ? 6.5 : 5.5) + phase);
        context.restore();
      },
    };
  });
};

function lookOf(
  around: Light,
  outside: Light,
  breed: Breed = { coat: rgb('#d08a42'), pale: rgb('#fbf0dd'), ear: rgb('#a8622a') },
  collar: Rgb = rgb('#d8412f'),
): DogLook {
  const day = mix(around.sun, [255, 255, 255], 0.2 * (1 - around.night * 0.5));
  const tone = (of: Rgb): Rgb => mix(lit(of, day), around.shadow, 0.08);
  return {
    coat: tone(breed.coat),
    pale: tone(breed.pale),
    ear: tone(breed.ear),
    collar: tone(collar),
    rim: mix(outside.glow, outside.skyLow, 0.3),
  };
}
