import { agents } from '../agents.ts';
import type { Crew } from '../pipeline/plan-pipeline.ts';
import type { WorkerPresence } from '../queue/task-queue.ts';

/** Who plays each agent, from the workers that are alive: the first provider that one of them has for it. */
export function crewOf(workers: readonly WorkerPresence[]): Crew {
  const players = agents.map((agent) => [agent, workers.flatMap((worker) => worker.agents[agent] ?? []).toSorted()[0]]);
  // Built from the list of agents, so its keys are agents.
  return Object.fromEntries(players.filter(([, provider]) => provider !== undefined)) as Crew;
}
