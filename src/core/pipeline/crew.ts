import type { Agent } from '../agents.ts';
import type { MotionSkills, Price } from '../provider.ts';

/** Who plays an agent. */
export interface Player {
  /** Name of the provider. */
  readonly provider: string;
  /** Who plays it where that one fails, in order. */
  readonly fallbacks: readonly string[];
  /** What all of them can do as image-to-video; absent for other agents. */
  readonly motion?: MotionSkills;
  /** Whether a video is made from words in one step where all of them can; absent for other agents. */
  readonly oneStep?: boolean;
  /** What a turn of the first costs about; absent where it is free. */
  readonly price?: Price;
}

/** Who plays each agent. An agent that nobody plays is absent. */
export type Crew = { readonly [A in Agent]?: Player };
