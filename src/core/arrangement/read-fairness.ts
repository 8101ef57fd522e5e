import { z } from 'zod';
import { plainFairness, type Fairness } from '../studio/fairness.ts';
import { checkShape } from './check-shape.ts';
import type { Report } from './problems.ts';

const bound = z.int().min(0).max(100_000);

const fairnessSchema = z
  .strictObject({
    'open-per-person': bound.default(plainFairness.person),
    'asked-per-day': bound.default(plainFairness.personDay),
    'open-per-server': bound.default(plainFairness.space),
    open: bound.default(plainFairness.all),
    // YAML reads the id of a Discord role as a number, and rounds it.
    roles: z.record(z.string(), z.number().min(1).max(100)).default({}),
  })
  .nullish();

/** Reads the section `fairness`: how many tasks there may be, and whose wait less. Undefined where nothing is said. */
export function readFairness(section: unknown, report: Report): Fairness | undefined {
  const read = checkShape(fairnessSchema, section, ['fairness'], report);
  if (read === undefined || read === null) return undefined;
  return {
    person: read['open-per-person'],
    personDay: read['asked-per-day'],
    space: read['open-per-server'],
    all: read.open,
    weights: read.roles,
  };
}
