import type { Agent } from '../../src/core/agents.ts';
import { toMoraError } from '../../src/core/errors.ts';
import type { Made, Role } from '../../src/core/provider.ts';
import { playCall } from './play-call.ts';
import { playOperation } from './play-operation.ts';
import type { RemoteTurn } from './turn.ts';

/** One turn of a provider, however it plays. Throws `MoraError`. */
export async function playRole<A extends Agent>(agent: A, role: Role<A>, turn: RemoteTurn<A>): Promise<Made<A>> {
  try {
    if (typeof role === 'function') return { output: await role(turn.input, turn.context) };
    return await (role.kind === 'call' ? playCall(agent, role, turn) : playOperation(agent, role, turn));
  } catch (error) {
    throw toMoraError(error);
  }
}
