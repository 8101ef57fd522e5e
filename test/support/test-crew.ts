import { agents } from '../../src/core/agents.ts';
import type { MotionSkills } from '../../src/core/provider.ts';
import type { Crew } from '../../src/core/pipeline/crew.ts';

/** A crew in which one provider plays everything. */
export function crewOfOne(provider: string, motion: Partial<MotionSkills> = {}, oneStep = false): Crew {
  const player = { provider, fallbacks: [], motion: { videoToVideo: false, ...motion }, oneStep };
  return Object.fromEntries(agents.map((agent) => [agent, player]));
}
