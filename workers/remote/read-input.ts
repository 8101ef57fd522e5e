import { agentContracts, type Agent, type AgentInput } from '../../src/core/agents.ts';
import type { Generation } from './journal.ts';

/** What a generation was begun with. */
export function readInput<A extends Agent>(agent: A, { input }: Generation): AgentInput<A> {
  // The contract of agent A parses to the input of agent A; the table's type cannot say so for a generic A.
  return agentContracts[agent].input.parse(input) as AgentInput<A>;
}
