import type { PaintSubject } from '../setting.ts';
import { colourOf } from './fish-school.ts';
import { gullLayer } from './gulls.ts';

/** Birds in the air, of a colour where the words give one. */
export const paintBirds: PaintSubject = (stage, light, subject, setting) => {
  const place = setting.air;
  if (!place) return [];
  return [gullLayer(stage, light, Math.max(subject.count, 1), 0.3, place, colourOf(subject.colour))];
};
