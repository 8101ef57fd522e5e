import { z } from 'zod';

/** A stage's name inside its pipeline: `prompt`, `picture`, `motion`. */
export const stageKeySchema = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/u);
