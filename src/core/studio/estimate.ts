import type { Agent } from '../agents.ts';
import type { StageRun, StageRuns } from '../database/stage-runs.ts';
import type { FlowState, WorkerPresence } from '../queue/task-queue.ts';
import { workS } from '../request-shape.ts';
import { seatName, seatOf, type Seat } from '../seat.ts';

/** How long a turn of an agent with a provider takes for a video of so many seconds; undefined before the first run. */
export type ForetellMs = (agent: Agent, provider: string, durationS: number) => Promise<number | undefined>;

/** The turns whose time grows with the length of the video. */
const growing: ReadonlySet<Agent> = new Set(['image-to-video', 'connect', 'finish']);

/** The median of past runs, scaled to the length of the video where the agent's time grows with it. */
export function expectedMs(
  agent: Agent,
  durationS: number,
  runs: readonly Pick<StageRun, 'durationS' | 'ms'>[],
): number | undefined {
  const scaled = runs.map((run) => (growing.has(agent) ? (run.ms / run.durationS) * durationS : run.ms));
  return scaled.toSorted((a, b) => a - b)[Math.floor(scaled.length / 2)];
}

/** How many stages of a seat the workers that are there take at a time, 1 at the least. */
function turnsAt(seat: Seat, workers: readonly WorkerPresence[]): number {
  const turns = workers.reduce((sum, worker) => sum + (worker.turns?.[seatName(seat)] ?? 0), 0);
  return Math.max(1, turns);
}

/**
 * Milliseconds until a flow's last stage ends, from past runs; undefined while one of its stages never ran here. A
 * queued stage waits for those before it, which are taken to be like it, and as many at a time as the workers take.
 */
export async function remainingMs(
  flow: FlowState,
  foretell: ForetellMs,
  nowMs: number,
  workers: readonly WorkerPresence[] = [],
): Promise<number | undefined> {
  const { plan } = flow;
  let total = 0;
  for (const stage of flow.stages) {
    if (stage.status === 'done' || stage.status === 'failed') continue;
    const planned = plan.stages.find(({ key }) => key === stage.key);
    const expected = await foretell(stage.agent, stage.provider, workS(plan.request, planned));
    if (expected === undefined) return undefined;
    const percent = stage.progress?.percent;
    if (stage.status !== 'running') {
      total += expected * Math.ceil((stage.position ?? 1) / turnsAt(seatOf(stage), workers));
    } else if (percent !== undefined && percent > 0) total += expected * (1 - percent / 100);
    else total += Math.max(0, expected - (nowMs - (stage.startedAt ?? nowMs)));
  }
  return total;
}

/** How long what was read of past runs is good for: cards ask for it many times a second. */
const freshMs = 10_000;

/** What past runs tell. */
export interface Experience {
  readonly foretell: ForetellMs;
  /** Records finished turns. */
  learn(runs: readonly StageRun[]): Promise<void>;
}

/** Foretells from the runs in the database. */
export function openExperience(stageRuns: StageRuns): Experience {
  const known = new Map<string, { readonly atMs: number; readonly runs: ReturnType<StageRuns['recent']> }>();
  return {
    async foretell(agent, provider, durationS) {
      const key = `${agent} ${provider}`;
      let entry = known.get(key);
      if (entry === undefined || performance.now() - entry.atMs > freshMs) {
        entry = { atMs: performance.now(), runs: stageRuns.recent(agent, provider) };
        known.set(key, entry);
      }
      return expectedMs(agent, durationS, await entry.runs);
    },
    async learn(runs) {
      await stageRuns.record(runs);
      known.clear();
    },
  };
}
