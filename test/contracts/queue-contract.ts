import { describe } from 'vitest';
import { queueEnds } from './queue-ends.ts';
import { queueFlows } from './queue-flows.ts';
import { queueHarness, type QueueStoreUnderTest } from './queue-harness.ts';
import { queueLoad } from './queue-load.ts';
import { queueProcesses } from './queue-processes.ts';
import { queueTurns } from './queue-turns.ts';

/** What every store owes to the queue. */
export function queueContract(name: string, openStore: () => Promise<QueueStoreUnderTest>): void {
  describe(`task queue on ${name}`, () => {
    const harness = queueHarness(openStore);
    queueFlows(harness);
    queueEnds(harness);
    queueProcesses(harness);
    queueLoad(harness);
    queueTurns(harness);
  });
}
