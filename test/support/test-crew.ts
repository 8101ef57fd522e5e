import { agents } from '../../src/core/agents.ts';
import type { Crew } from '../../src/core/pipeline/crew.ts';

/** A crew in which one provider plays everything. */
export function crewOfOne(
  provider: string,
  motion: { readonly maxClipS?: number; readonly videoToVideo?: boolean } = {},
): Crew {
  const player = { provider, fallbacks: [], motion: { videoToVideo: false, ...motion } };
  return Object.fromEntries(agents.map((agent) => [agent, player]));
}
