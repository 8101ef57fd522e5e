import type { Agent } from '../agents.ts';
import type { MotionSkills } from '../provider.ts';

/** Who plays an agent. */
export interface Player {
  /** Name of the provider. */
  readonly provider: string;
  /** Who plays it where that one fails, in order. */
  readonly fallbacks: readonly string[];
  /** What all of them can do as image-to-video; absent for other agents. */
  readonly motion?: MotionSkills;
}

/** Who plays each agent. An agent that nobody plays is absent. */
export type Crew = { readonly [A in Agent]?: Player };
