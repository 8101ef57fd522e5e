import { mix } from '../../kit/colour.ts';
import type { PaintSubject } from '../setting.ts';
import { seaLightOf } from '../settings/reef/sea-light.ts';
import { colouredFish, colourOf, swimmingLayer } from './fish-school.ts';
import { fishSpecies } from './fish-species.ts';

/** Fish that swim where there is water to swim in. */
export const paintFishes: PaintSubject = (stage, light, subject, setting) => {
  const place = setting.deep;
  if (!place) return [];
  const sea = seaLightOf(light);
  const colour = colourOf(subject.colour);
  const kinds = colour
    ? [colouredFish(colour)]
    : [fishSpecies.yellow, fishSpecies.anthias, fishSpecies.tang, fishSpecies.butterfly];
  const many = subject.count > 6;
  return [
    swimmingLayer(
      stage,
      'subject',
      place.depth,
      kinds.map((species, index) => ({
        species,
        length: many ? 62 : subject.count === 1 ? 190 : 100,
        count: Math.max(1, Math.ceil(subject.count / kinds.length)),
        x: kinds.length === 1 ? 0.5 : 0.24 + 0.18 * index,
        y: place.y / stage.height + (index % 2 === 0 ? -0.08 : 0.1),
        spreadX: many ? 0.16 : 0.1,
        spreadY: 0.13,
        speed: index % 2 === 0 ? 17 : -15,
        veil: { colour: mix(sea.haze, sea.deep, sea.glowing), share: 0.03 + 0.3 * sea.glowing },
      })),
    ),
  ];
};
