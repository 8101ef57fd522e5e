import { tmpdir } from 'node:os';
import type { Agent } from '../src/core/agents.ts';
import type { StageContext } from '../src/core/provider.ts';
import type { AbandonedStage } from '../src/core/queue/task-queue.ts';
import { openJournal } from './remote/journal.ts';
import { stopGeneration } from './remote/stop-generation.ts';
import { defaultRemoteTiming } from './remote/turn.ts';
import type { StageParts } from './run-stage.ts';

/** Stops at their providers what earlier runs of a stage began and nobody wants any more. Never throws. */
export async function abandonStage(
  agent: Agent,
  { taskId, stageId }: AbandonedStage,
  {
    artifacts,
    providers,
    logger,
    remoteTiming: timing = defaultRemoteTiming,
  }: Pick<StageParts, 'artifacts' | 'providers' | 'logger' | 'remoteTiming'>,
): Promise<void> {
  const context: StageContext = {
    stageId,
    artifacts,
    signal: AbortSignal.timeout(timing.cancelMs),
    // Nothing is made here.
    scratchDir: tmpdir(),
    logger: logger.child({ taskId, stageId }),
    report: () => undefined,
  };
  for (const { name, agents } of providers) {
    const role = agents[agent];
    if (role === undefined || typeof role === 'function' || role.kind !== 'operation') continue;
    const journal = openJournal(artifacts, stageId, name);
    for (const { generation, ended } of await journal.read()) {
      if (ended !== undefined) continue;
      await stopGeneration(agent, role, { context, provider: name, timing }, journal, generation);
    }
  }
}
