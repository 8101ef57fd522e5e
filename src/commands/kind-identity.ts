import type { Agent } from '../core/agents.ts';

/** How a kind of task presents itself as a command: one of Mora's six, or one that the operator arranged. */
export interface KindIdentity {
  readonly name: string;
  readonly description: string;
  readonly example: string;
  /** The operator's pipeline. */
  readonly pipeline?: string;
  /** Whom a model can be chosen for. */
  readonly casts: readonly Agent[];
}
