import { paintRiverForest } from './forest-river.ts';
import { paintWinterForest } from './forest-winter.ts';
import type { PaintSetting } from '../setting.ts';

/** A forest of the asked season: deep snow among firs, or leafy trees along a river. */
export const paintForest: PaintSetting = (stage, light, spec) =>
  spec.season === 'winter' || spec.weather === 'snow'
    ? paintWinterForest(stage, light, spec)
    : paintRiverForest(stage, light, spec);
