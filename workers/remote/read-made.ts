import { z } from 'zod';
import { agentContracts, type Agent, type AgentOutput } from '../../src/core/agents.ts';
import type { JsonValue, Made } from '../../src/core/provider.ts';

const madeSchema = z.object({ output: z.json(), costUsd: z.number().nonnegative().optional() });

/** What was made, from how it was kept. */
export function readMade<A extends Agent>(agent: A, kept: JsonValue): Made<A> {
  const { output, costUsd } = madeSchema.parse(kept);
  // The contract of agent A parses to the output of agent A; the table's type cannot say so for a generic A.
  return { output: agentContracts[agent].output.parse(output) as AgentOutput<A>, costUsd };
}
