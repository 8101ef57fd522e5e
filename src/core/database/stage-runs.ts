import { and, desc, eq } from './drizzle.ts';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Agent } from '../agents.ts';
import { stageRuns } from './schema.ts';

/** One finished turn of an agent. */
export interface StageRun {
  readonly stageId: string;
  readonly agent: Agent;
  readonly provider: string;
  /** Seconds of video that the task asked for. */
  readonly durationS: number;
  readonly ms: number;
}

/** How long turns took, kept so that the next one's end can be foretold. */
export interface StageRuns {
  /** A run that is recorded already stays as it is. */
  record(runs: readonly StageRun[]): Promise<void>;
  /** The newest runs of an agent with a provider. */
  recent(agent: Agent, provider: string): Promise<readonly Pick<StageRun, 'durationS' | 'ms'>[]>;
}

/** Enough for a steady median, few enough to follow a change of machine. */
const recentRuns = 20;

export function stageRunsTable(database: NodePgDatabase): StageRuns {
  return {
    async record(runs) {
      if (runs.length === 0) return;
      await database
        .insert(stageRuns)
        .values([...runs])
        .onConflictDoNothing();
    },

    async recent(agent, provider) {
      return database
        .select({ durationS: stageRuns.durationS, ms: stageRuns.ms })
        .from(stageRuns)
        .where(and(eq(stageRuns.agent, agent), eq(stageRuns.provider, provider)))
        .orderBy(desc(stageRuns.endedAt))
        .limit(recentRuns);
    },
  };
}
