import { mix } from '../../../kit/colour.ts';
import type { SceneSpec } from '../../../understand/scene-spec.ts';
import type { Layer, Stage } from '../../scene.ts';
import type { Veil } from '../../subjects/fish-body.ts';
import { colouredFish, colourOf, swimmingLayer, type School } from '../../subjects/fish-school.ts';
import { fishSpecies, type FishSpecies } from '../../subjects/fish-species.ts';
import type { SeaLight } from './sea-light.ts';

/** Fish of the reef in four distances. */
export interface ReefFish {
  readonly farthest: Layer;
  readonly far: Layer;
  readonly middle: Layer;
  readonly near: Layer;
}

/** The fish of a reef: shoals far away, companies over the corals, a few close by. */
export function reefFish(stage: Stage, sea: SeaLight, spec: SceneSpec): ReefFish {
  const wanted = colourOf(spec.subjects.find((subject) => subject.kind === 'fish')?.colour);
  const mirror = sea.sunX < 0.5;
  const veil = (share: number): Veil => ({
    colour: mix(sea.haze, sea.deep, sea.glowing * 0.5),
    share: share + sea.glowing * 0.4,
  });
  const school = (
    species: FishSpecies,
    length: number,
    count: number,
    place: readonly [number, number, number, number],
    speed: number,
    share: number,
  ): School => ({
    species: wanted ? colouredFish(wanted) : species,
    length,
    count,
    x: mirror ? 1 - place[0] : place[0],
    y: place[1],
    spreadX: place[2],
    spreadY: place[3],
    speed: mirror ? -speed : speed,
    veil: veil(share),
  });
  const dark: FishSpecies = {
    ...fishSpecies.fusilier,
    back: mix(sea.deep, sea.middle, 0.3),
    side: mix(sea.deep, sea.middle, 0.5),
    belly: sea.middle,
    fin: sea.deep,
    tail: sea.deep,
    marks: [],
  };
  const { anthias, angel, butterfly, clown, fusilier, gramma, idol, parrot, tang, yellow } = fishSpecies;
  return {
    farthest: swimmingLayer(stage, 'farthest', 0.12, [
      { ...school(dark, 12, 46, [0.3, 0.33, 0.15, 0.075], 9, 0.25), species: dark },
      { ...school(dark, 9, 34, [0.82, 0.25, 0.1, 0.05], -7, 0.4), species: dark },
    ]),
    far: swimmingLayer(stage, 'far', 0.3, [
      school(fusilier, 26, 17, [0.53, 0.5, 0.14, 0.07], -17, 0.34),
      school(anthias, 24, 12, [0.84, 0.52, 0.09, 0.07], 11, 0.22),
      school(yellow, 30, 5, [0.38, 0.63, 0.06, 0.05], 13, 0.3),
    ]),
    middle: swimmingLayer(stage, 'middle', 0.46, [
      school(yellow, 52, 4, [0.74, 0.36, 0.12, 0.1], -16, 0.1),
      school(anthias, 44, 7, [0.26, 0.52, 0.1, 0.08], 15, 0.06),
      school(tang, 60, 3, [0.5, 0.67, 0.1, 0.05], 19, 0.08),
      school(gramma, 40, 4, [0.85, 0.62, 0.07, 0.05], -11, 0.05),
      school(idol, 66, 2, [0.47, 0.26, 0.07, 0.05], -14, 0.12),
    ]),
    near: swimmingLayer(stage, 'near', 0.72, [
      school(butterfly, 92, 2, [0.62, 0.49, 0.07, 0.1], -17, 0),
      school(angel, 128, 1, [0.31, 0.4, 0, 0], 20, 0),
      school(parrot, 128, 1, [0.84, 0.22, 0, 0], -22, 0.04),
      school(clown, 70, 3, [0.31, 0.74, 0.1, 0.08], 9, 0),
      school(clown, 78, 1, [0.72, 0.75, 0, 0], -10, 0),
      school(tang, 96, 1, [0.14, 0.18, 0, 0], 21, 0.05),
    ]),
  };
}
