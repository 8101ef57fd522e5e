import type { Setting } from '../../understand/scene-spec.ts';
import type { PaintSetting } from '../setting.ts';
import { paintCity } from './city.ts';
import { paintAbstract } from './abstract.ts';
import { paintDesert } from './desert.ts';
import { paintForest } from './forest.ts';
import { paintGarden } from './garden.ts';
import { paintMeadow } from './meadow.ts';
import { paintLake, paintMountains } from './mountains.ts';
import { paintMoon } from './moon.ts';
import { paintReef } from './reef/reef.ts';
import { paintRoom } from './room.ts';
import { paintSea } from './sea.ts';
import { paintSpace } from './space.ts';
import { paintStreet } from './street.ts';
import { paintVolcano } from './volcano.ts';

/** Who paints which setting. Artists add their line here. */
const painters: Partial<Record<Setting, PaintSetting>> = {
  city: paintCity,
  abstract: paintAbstract,
  desert: paintDesert,
  forest: paintForest,
  garden: paintGarden,
  meadow: paintMeadow,
  lake: paintLake,
  mountains: paintMountains,
  moon: paintMoon,
  reef: paintReef,
  room: paintRoom,
  sea: paintSea,
  space: paintSpace,
  street: paintStreet,
  volcano: paintVolcano,
};

/** What comes nearest to a setting that nobody paints. */
const nearest: Readonly<Record<Setting, readonly Setting[]>> = {
  reef: ['sea', 'lake'],
  sea: ['lake', 'reef'],
  mountains: [],
  lake: ['mountains', 'sea'],
  desert: ['moon', 'meadow'],
  forest: ['meadow', 'lake'],
  meadow: ['forest', 'lake'],
  garden: ['meadow', 'forest', 'lake'],
  city: ['street', 'sea'],
  street: ['city'],
  room: ['abstract', 'street', 'city'],
  sky: ['meadow', 'sea'],
  space: ['sky', 'moon'],
  moon: ['space', 'desert'],
  volcano: ['mountains'],
  abstract: ['sky', 'space'],
};

/** The painter of a setting, or of the one that comes nearest. */
export function painterOfSetting(setting: Setting): PaintSetting {
  for (const candidate of [setting, ...nearest[setting]]) {
    const painter = painters[candidate];
    if (painter !== undefined) return painter;
  }
  return paintMountains;
}
