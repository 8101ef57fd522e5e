import type { Agent } from '../src/core/agents.ts';
import type { Provider } from '../src/core/provider.ts';
import type { ProviderFacts, WorkerPresence } from '../src/core/queue/task-queue.ts';

/** What of a provider others are told. */
export type Announced = Pick<Provider, 'name' | 'label' | 'agents' | 'motion' | 'prices' | 'stopped'>;

/** What a worker with these providers lets the others know, when it serves these agents. Those that nobody plays are left out. */
export function presenceOf(
  workerId: string,
  providers: readonly Announced[],
  agents: readonly Agent[],
): WorkerPresence {
  const players = agents.map((agent): [Agent, string[]] => [
    agent,
    providers.filter((provider) => provider.agents[agent] !== undefined).map(({ name }) => name),
  ]);
  return {
    workerId,
    agents: Object.fromEntries(players.filter(([, names]) => names.length > 0)),
    providers: Object.fromEntries(providers.map((provider) => [provider.name, factsOf(provider)])),
    motion: Object.fromEntries(providers.flatMap(({ name, motion }) => (motion === undefined ? [] : [[name, motion]]))),
  };
}

function factsOf({ label, prices = {}, stopped }: Announced): ProviderFacts {
  const why = stopped?.();
  return { label, prices, ...(why === undefined ? {} : { stopped: why }) };
}
