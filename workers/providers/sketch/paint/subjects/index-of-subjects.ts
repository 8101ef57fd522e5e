import type { Subject } from '../../understand/scene-spec.ts';
import type { PaintSubject } from '../setting.ts';
import { paintBalloons } from './balloon.ts';
import { paintBirds } from './bird.ts';
import { paintBoat } from './boat.ts';
import { paintButterflies } from './butterfly.ts';
import { paintCabins } from './cabin.ts';
import { paintDolphins } from './dolphin.ts';
import { paintFishes } from './fish.ts';
import { paintFlowers } from './flower.ts';
import { paintHotAirBalloons } from './hot-air-balloon.ts';
import { paintDeer, paintHorses } from './hoofed.ts';
import { paintJellyfish } from './jellyfish.ts';
import { paintLighthouse } from './lighthouse.ts';
import { paintPaperBoat } from './paper-boat.ts';
import { paintPeople } from './person.ts';
import { paintShip } from './ship.ts';
import { paintTrees } from './tree.ts';
import { paintTurtles } from './turtle.ts';
import { paintWhale } from './whale.ts';
import { paintWindmills } from './windmill.ts';

/** Who paints which kind of subject. Artists add their line here. */
const painters: Partial<Record<Subject, PaintSubject>> = {
  balloon: paintBalloons,
  bird: paintBirds,
  boat: paintBoat,
  butterfly: paintButterflies,
  cabin: paintCabins,
  deer: paintDeer,
  dolphin: paintDolphins,
  fish: paintFishes,
  flower: paintFlowers,
  horse: paintHorses,
  'hot-air-balloon': paintHotAirBalloons,
  jellyfish: paintJellyfish,
  lighthouse: paintLighthouse,
  'paper-boat': paintPaperBoat,
  person: paintPeople,
  ship: paintShip,
  tree: paintTrees,
  turtle: paintTurtles,
  whale: paintWhale,
  windmill: paintWindmills,
};

/** The painter of a kind of subject, or undefined where nobody paints it. */
export function painterOfSubject(kind: Subject): PaintSubject | undefined {
  return painters[kind];
}
