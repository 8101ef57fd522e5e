import type { Shot } from '../../../../src/core/agents.ts';
import type { TimeOfDay, Weather } from '../paint/light.ts';
import type { SceneSpec, Setting } from './scene-spec.ts';

/** Starts what the sketch adds to a person's words. Where it stands, the sketch reads only what is before it. */
export const drawnAs = '\nDrawn as: ';

const places: Readonly<Record<Setting, string>> = {
  reef: 'a coral reef under water',
  sea: 'the open sea',
  mountains: 'a mountain range',
  lake: 'a lake',
  desert: 'a wide desert',
  forest: 'a deep forest',
  meadow: 'rolling meadows',
  garden: 'a garden',
  city: 'the skyline of a city',
  street: 'a street',
  room: 'a room',
  sky: 'the open sky',
  space: 'outer space',
  moon: 'the ground of a far world',
  volcano: 'a volcano',
  abstract: 'flowing shapes and colours',
};
const times: Readonly<Record<TimeOfDay, string>> = {
  dawn: 'the soft light of dawn',
  day: 'bright daylight',
  golden: 'the warm light of a low sun',
  sunset: 'a glowing sunset',
  dusk: 'blue dusk',
  night: 'the dark of night',
};
const weathers: Readonly<Record<Weather, string>> = {
  clear: 'a clear sky',
  cloudy: 'a cloudy sky',
  rain: 'rain',
  storm: 'a storm',
  snow: 'falling snow',
  fog: 'fog',
};
const cameras: Readonly<Record<Shot['camera'], string>> = {
  none: 'the camera drifts in gently',
  still: 'the camera stands still',
  'zoom-in': 'the camera zooms in',
  'zoom-out': 'the camera zooms out',
  'pan-left': 'the camera pans to the left',
  'pan-right': 'the camera pans to the right',
  'tilt-up': 'the camera tilts up',
  'tilt-down': 'the camera tilts down',
  orbit: 'the camera goes around',
  walk: 'the camera walks in',
};

/** Places without weather or hours. */
const timeless = new Set<Setting>(['space', 'moon', 'abstract']);

/** What the sketch is going to paint, in plain words. */
export function describeScene(spec: SceneSpec): string {
  const place = places[spec.setting] + (spec.season === undefined ? '' : ` in ${spec.season}`);
  if (timeless.has(spec.setting)) return place;
  const weather = spec.setting === 'reef' || spec.setting === 'room' ? '' : `, ${weathers[spec.weather]}`;
  return `${place}, ${times[spec.time]}${weather}`;
}

/** What the camera is going to do, in plain words. */
export function describeCamera(camera: Shot['camera'], pace: Shot['pace']): string {
  const how = camera === 'still' || pace === 'normal' ? '' : pace === 'slow' ? ', slowly' : ', fast';
  return cameras[camera] + how;
}
