import type { Subject } from '../../understand/scene-spec.ts';
import type { PaintSubject } from '../setting.ts';
import { paintAstronauts } from './astronaut.ts';
import { paintBalloons } from './balloon.ts';
import { paintBirds } from './bird.ts';
import { paintBoat } from './boat.ts';
import { paintBridge } from './bridge.ts';
import { paintButterflies } from './butterfly.ts';
import { paintCabins } from './cabin.ts';
import { paintCastle } from './castle.ts';
import { paintCats } from './cat.ts';
import { paintDogs } from './dog.ts';
import { paintDolphins } from './dolphin.ts';
import { paintEarth } from './earth.ts';
import { paintDragons } from './dragon.ts';
import { paintFishes } from './fish.ts';
import { paintFlowers } from './flower.ts';
import { paintFlyingCars } from './flying-car.ts';
import { paintHotAirBalloons } from './hot-air-balloon.ts';
import { paintDeer, paintHorses } from './hoofed.ts';
import { paintJellyfish } from './jellyfish.ts';
import { paintLighthouse } from './lighthouse.ts';
import { paintPagodas } from './pagoda.ts';
import { paintPaperBoat } from './paper-boat.ts';
import { paintPeople } from './person.ts';
import { paintRockets } from './rocket.ts';
import { paintShip } from './ship.ts';
import { paintTrees } from './tree.ts';
import { paintTurtles } from './turtle.ts';
import { paintWhale } from './whale.ts';
import { paintWindmills } from './windmill.ts';

/** Who paints which kind of subject. Artists add their line here. */
const painters: Partial<Record<Subject, PaintSubject>> = {
  astronaut: paintAstronauts,
  balloon: paintBalloons,
  bird: paintBirds,
  boat: paintBoat,
  bridge: paintBridge,
  butterfly: paintButterflies,
  cabin: paintCabins,
  castle: paintCastle,
  cat: paintCats,
  deer: paintDeer,
  dog: paintDogs,
  dolphin: paintDolphins,
  earth: paintEarth,
  dragon: paintDragons,
  fish: paintFishes,
  flower: paintFlowers,
  'flying-car': paintFlyingCars,
  horse: paintHorses,
  'hot-air-balloon': paintHotAirBalloons,
  jellyfish: paintJellyfish,
  lighthouse: paintLighthouse,
  pagoda: paintPagodas,
  'paper-boat': paintPaperBoat,
  person: paintPeople,
  rocket: paintRockets,
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
