import { setTimeout as sleep } from 'node:timers/promises';
import type { Agent } from '../../src/core/agents.ts';
import type { OperationRole } from '../../src/core/provider.ts';
import type { Generation, Journal } from './journal.ts';
import { readInput } from './read-input.ts';
import { inTurn } from './turn-scope.ts';
import type { RemoteTurn } from './turn.ts';

/** Tries to stop one; a provider that cannot be reached for so long bounds the run by itself. */
const maxTries = 4;
const retryMs = 500;

/**
 * Stops a generation at its provider and writes down that it ended; one whose name was lost is looked for. Never throws:
 * what could not be stopped is logged, and stays open in the journal.
 */
export async function stopGeneration<A extends Agent>(
  agent: A,
  role: OperationRole<A>,
  { context, provider, timing }: Pick<RemoteTurn<A>, 'context' | 'provider' | 'timing'>,
  journal: Journal,
  generation: Generation,
): Promise<void> {
  const { mark, markedAtMs } = generation;
  // The turn's own signal has aborted: this has a time of its own.
  const signal = AbortSignal.timeout(timing.cancelMs);
  const scope = { signal, waiting: () => undefined };
  for (let tries = 1; tries <= maxTries; tries += 1) {
    try {
      await inTurn(scope, async () => {
        const find = () => role.find(readInput(agent, generation), { ...context, signal, mark, markedAtMs });
        const operation = (await journal.operation(generation)) ?? (await find());
        if (operation !== undefined) await role.cancel(operation, signal);
      });
      await journal.end(generation, { begun: true });
      context.logger.info({ provider, mark }, 'generation-stopped');
      return;
    } catch (error) {
      context.logger.warn({ err: error, provider, mark }, 'could not stop a generation');
      if (signal.aborted) return;
      await sleep(retryMs * tries, undefined, { signal }).catch(() => undefined);
    }
  }
}
