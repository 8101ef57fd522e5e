import { agents, type Agent } from '../agents.ts';
import type { Crew, Player } from '../pipeline/crew.ts';
import type { MotionSkills } from '../provider.ts';
import type { WorkerPresence } from '../queue/task-queue.ts';

/** The providers that the operator wants for each agent, the first preferred; an agent that is absent takes any. */
export type Preferences = { readonly [A in Agent]?: readonly string[] };

/** Who plays each agent, from the workers that are alive: of those that they have for it, as the operator prefers. */
export function crewOf(workers: readonly WorkerPresence[], preferences: Preferences = {}): Crew {
  const players = agents.map((agent) => [agent, playerOf(agent, workers, preferences[agent])]);
  // Built from the list of agents, so its keys are agents.
  return Object.fromEntries(players.filter(([, player]) => player !== undefined)) as Crew;
}

function playerOf(
  agent: Agent,
  workers: readonly WorkerPresence[],
  wanted: readonly string[] | undefined,
): Player | undefined {
  const present = new Set(workers.flatMap((worker) => worker.agents[agent] ?? []));
  const [provider, ...fallbacks] =
    wanted === undefined ? [...present].toSorted().slice(0, 1) : wanted.filter((name) => present.has(name));
  if (provider === undefined) return undefined;
  if (agent !== 'image-to-video') return { provider, fallbacks };
  return { provider, fallbacks, motion: commonSkills([provider, ...fallbacks], workers) };
}

/** What all of some providers can do: a plan is made before it is known who will play. */
function commonSkills(names: readonly string[], workers: readonly WorkerPresence[]): MotionSkills {
  const skills = names.flatMap((name) => workers.flatMap((worker) => worker.motion[name] ?? []));
  const longest = skills.flatMap(({ maxClipS }) => maxClipS ?? []);
  return {
    videoToVideo: skills.length > 0 && skills.every(({ videoToVideo }) => videoToVideo),
    ...(longest.length === 0 ? {} : { maxClipS: Math.min(...longest) }),
  };
}
