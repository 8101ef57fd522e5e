import { z } from 'zod';
import { cleanText } from '../core/text.ts';

/** Longer than the name of any model. */
const longestName = 100;

/** The name of a model, whole or without its vendor. Whether there is such a one is seen when it is used. */
export const modelOption = z
  .string('Name a model.')
  .transform(cleanText)
  .pipe(z.string().min(1, 'Name a model.').max(longestName, 'Name a model.'))
  .meta({ completes: 'models' });
