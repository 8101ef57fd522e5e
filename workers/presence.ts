import type { Agent } from '../src/core/agents.ts';
import type { Provider } from '../src/core/provider.ts';
import type { WorkerPresence } from '../src/core/queue/task-queue.ts';

/** What a worker with these providers lets the others know, when it serves these agents. Those that nobody plays are left out. */
export function presenceOf(
  workerId: string,
  providers: readonly Pick<Provider, 'name' | 'agents' | 'motion'>[],
  agents: readonly Agent[],
): WorkerPresence {
  const players = agents.map((agent): [Agent, string[]] => [
    agent,
    providers.filter((provider) => provider.agents[agent] !== undefined).map(({ name }) => name),
  ]);
  return {
    workerId,
    agents: Object.fromEntries(players.filter(([, names]) => names.length > 0)),
    motion: Object.fromEntries(providers.flatMap(({ name, motion }) => (motion === undefined ? [] : [[name, motion]]))),
  };
}
