import { randomUUID } from 'node:crypto';
import { agents as allAgents, type Agent } from '../src/core/agents.ts';
import type { Limits } from '../src/core/arrangement/setup.ts';
import { toMoraError } from '../src/core/errors.ts';
import { inTime } from '../src/core/in-time.ts';
import type { Consumer, TaskQueue, WorkerPresence } from '../src/core/queue/task-queue.ts';
import { seatName, type Seat } from '../src/core/seat.ts';
import { presenceOf } from './presence.ts';
import { demandSameStore, storeMark } from './same-store.ts';
import { vendorOf, type Provider } from '../src/core/provider.ts';
import { abandonStage } from './abandon-stage.ts';
import { runStage, type StageParts } from './run-stage.ts';

/** What a crew is started with. */
export interface CrewParts extends StageParts {
  readonly queue: TaskQueue;
  /** The agents to serve; those that no provider here plays are left out. */
  readonly agents: readonly Agent[];
  /** Stages of an agent at a time by each vendor, where the operator wants other numbers than ours. */
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

/** Turns of a seat at a time: as many as the vendor's providers take, and no fewer than ours. */
function turnsOf({ agent, vendor }: Seat, providers: readonly Provider[]): number {
  const taken = providers.flatMap(({ name, agents, turns = 1 }) =>
    agents[agent] !== undefined && vendorOf(name) === vendor ? [turns] : [],
  );
  return Math.max(concurrency[agent], ...taken);
}

/** Every agent with every vendor that plays it. */
function seatsOf({ agents }: WorkerPresence): readonly Seat[] {
  return allAgents.flatMap((agent) =>
    [...new Set(agents[agent]?.map(vendorOf))].map((vendor): Seat => ({ agent, vendor })),
  );
}

/** Milliseconds for telling the others that this worker leaves. */
const goodbyeMs = 2_000;

/** Takes up the work of the agents that the providers can play, and lets the others know. */
export async function startCrew(parts: CrewParts): Promise<Crew> {
  const { queue, providers } = parts;
  // Each is closed though another fails, the last first; all of them also where the start fails half-way.
  await using opened = new AsyncDisposableStack();
  opened.defer(async () => parts.closeVendors?.());
  for (const provider of providers) opened.defer(() => provider.close());
  const artifacts = await storeMark(parts.artifacts);
  await demandSameStore(artifacts, queue);
  const workerId = `worker-${randomUUID()}`;
  const plain = presenceOf(workerId, providers, parts.agents);
  const seats = seatsOf(plain);
  const turns = new Map(
    seats.map((seat) => [seatName(seat), parts.limits?.[seat.agent] ?? turnsOf(seat, providers)] as const),
  );
  const presenceNow = (): WorkerPresence => ({
    ...presenceOf(workerId, providers, parts.agents),
    turns: Object.fromEntries(turns),
    artifacts,
  });
  const consumers: Consumer[] = [];
  let grace = 0;
  opened.defer(async () => void (await Promise.allSettled(consumers.map((consumer) => consumer.close(grace)))));
  const opening = await Promise.allSettled(
    seats.map(async (seat) => {
      const consumer = await queue.workStages(seat, {
        concurrency: turns.get(seatName(seat)) ?? 1,
        isFree: providers.every(({ agents }) => ['function', 'undefined'].includes(typeof agents[seat.agent])),
        process: (job) => runStage(seat.agent, job, parts),
        abandon: (stage) => abandonStage(seat.agent, stage, parts),
      });
      consumers.push(consumer);
    }),
  );
  for (const one of opening) if (one.status === 'rejected') throw toMoraError(one.reason);
  const announced = await queue.announce(presenceNow);
  // Without it the sign of life ends by itself.
  opened.defer(async () => inTime(Promise.resolve(announced[Symbol.asyncDispose]()), goodbyeMs, () => undefined));
  // Two that start in the same moment see each other only now.
  await demandSameStore(artifacts, queue);
  const held = opened.move();
  return {
    presence: presenceNow(),
    async stop(graceMs) {
      grace = graceMs;
      await held.disposeAsync();
    },
  };
}
