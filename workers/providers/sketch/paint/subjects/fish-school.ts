import { rgb, shade, type Rgb } from '../../kit/colour.ts';
import { drawCycle } from '../elements/cycle.ts';
import type { Layer, Stage } from '../scene.ts';
import { paintFish, type Veil } from './fish-body.ts';
import { fishSpecies, type FishSpecies } from './fish-species.ts';

/** A company of fish of one kind. Places are shares of the frame, lengths design pixels. */
export interface School {
  readonly species: FishSpecies;
  readonly length: number;
  readonly count: number;
  readonly x: number;
  readonly y: number;
  readonly spreadX: number;
  readonly spreadY: number;
  /** Design pixels a second; below 0 to the left. */
  readonly speed: number;
  readonly veil: Veil;
}

/** Schools that swim across at one depth, each fish with a swing of its own. */
export function swimmingLayer(stage: Stage, name: string, depth: number, schools: readonly School[]): Layer {
  const random = stage.random.fork(`school-${name}`);
  const { width, height, unit, marginX } = stage;
  const fishes = schools.flatMap((school) => {
    const length = school.length * unit;
    const facing = school.speed < 0 ? -1 : 1;
    const small = school.length < 58;
    const cycle = paintFish(school.species, length, school.veil, small ? 6 : 10, facing);
    const edge = marginX + length;
    const span = width + 2 * edge;
    return Array.from({ length: school.count }, (_, index) => {
      const around = index * 2.399 + school.x * 9;
      const far = school.count === 1 ? 0 : Math.sqrt((index + 0.6) / school.count);
      return {
        cycle,
        length,
        edge,
        span,
        small,
        x: (school.x + Math.cos(around) * far * school.spreadX) * width + random.between(-0.3, 0.3) * length,
        y: (school.y + Math.sin(around) * far * school.spreadY) * height + random.between(-0.2, 0.2) * length,
        scale: random.between(0.82, 1.12),
        speed: school.speed * unit * random.between(0.9, 1.1),
        phase: random.between(0, Math.PI * 2),
        beat: (5 + Math.abs(school.speed) * 0.1) * random.between(0.9, 1.1) * (school.length < 60 ? 1.5 : 1),
      };
    });
  });
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const fish of fishes) {
        const run = fish.x + fish.speed * timeS + fish.edge;
        const x = run - Math.floor(run / fish.span) * fish.span - fish.edge;
        const y = fish.y + Math.sin(timeS * 0.7 + fish.phase) * fish.length * 0.09;
        const beat = timeS * fish.beat + fish.phase;
        if (fish.small) {
          drawCycle(context, fish.cycle, beat, x, y);
          continue;
        }
        const tilt = Math.cos(timeS * 0.7 + fish.phase) * 0.07 * Math.sign(fish.speed);
        context.save();
        context.transform(fish.scale, fish.scale * tilt, -fish.scale * tilt, fish.scale, x, y);
        drawCycle(context, fish.cycle, beat);
        context.restore();
      }
    },
  };
}

/** A kind of fish in a colour of the asker's. */
export function colouredFish(colour: Rgb): FishSpecies {
  return {
    ...fishSpecies.parrot,
    back: shade(colour, -0.25),
    side: colour,
    belly: shade(colour, 0.45),
    fin: shade(colour, 0.12),
    tail: shade(colour, -0.08),
    marks: [{ kind: 'line', across: -0.3, rise: 0.1, wide: 0.12, colour: shade(colour, 0.6) }],
  };
}

/** The colour that words give a subject, where they give one. */
export const colourOf = (hex: string | undefined): Rgb | undefined => (hex === undefined ? undefined : rgb(hex));
