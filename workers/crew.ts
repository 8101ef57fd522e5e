import { randomUUID } from 'node:crypto';
import { agents as allAgents, type Agent } from '../src/core/agents.ts';
import type { Limits } from '../src/core/arrangement/setup.ts';
import type { Consumer, TaskQueue, WorkerPresence } from '../src/core/queue/task-queue.ts';
import { presenceOf } from './presence.ts';
import type { Provider } from '../src/core/provider.ts';
import { abandonStage } from './abandon-stage.ts';
import { runStage, type StageParts } from './run-stage.ts';

/** What a crew is started with. */
export interface CrewParts extends StageParts {
  readonly queue: TaskQueue;
  /** The agents to serve; those that no provider here plays are left out. */
  readonly agents: readonly Agent[];
  /** Stages of an agent at a time, where the operator wants other numbers than ours. */
  readonly limits?: Limits;
  /** Closes what the providers share. */
  readonly closeVendors?: () => Promise<void>;
}

/** The agents of this process at work. */
export interface Crew {
  readonly presence: WorkerPresence;
  /** Stops taking stages, lets short ones end within the grace, hands the others back, and closes the providers. */
  stop(graceMs: number): Promise<void>;
}

/** How many stages of an agent run at a time here. Those that paint or encode take a core each; words cost nothing. */
const concurrency: Readonly<Record<Agent, number>> = {
  prompt: 4,
  'text-to-image': 1,
  'image-to-image': 1,
  'image-to-video': 1,
  connect: 1,
  finish: 1,
};

/** Turns of an agent at a time: as many as the providers that play it take, and no fewer than ours. */
function turnsOf(agent: Agent, providers: readonly Provider[]): number {
  const taken = providers.flatMap((provider) => (provider.agents[agent] === undefined ? [] : [provider.turns ?? 1]));
  return Math.max(concurrency[agent], ...taken);
}

/** Takes up the work of the agents that the providers can play, and lets the others know. */
export async function startCrew(parts: CrewParts): Promise<Crew> {
  const { queue, providers } = parts;
  const workerId = `worker-${randomUUID()}`;
  const presenceNow = (): WorkerPresence => presenceOf(workerId, providers, parts.agents);
  const presence = presenceNow();
  const served = allAgents.filter((agent) => presence.agents[agent] !== undefined);
  const consumers: Consumer[] = await Promise.all(
    served.map((agent) =>
      queue.workStages(agent, {
        concurrency: parts.limits?.[agent] ?? turnsOf(agent, providers),
        process: (job) => runStage(agent, job, parts),
        abandon: (stage) => abandonStage(agent, stage, parts),
      }),
    ),
  );
  const announced = await queue.announce(presenceNow);
  return {
    presence,
    async stop(graceMs) {
      await announced[Symbol.asyncDispose]();
      await Promise.all(consumers.map((consumer) => consumer.close(graceMs)));
      await Promise.all(providers.map((provider) => provider.close()));
      await parts.closeVendors?.();
    },
  };
}
