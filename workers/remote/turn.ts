import type { Agent, AgentInput } from '../../src/core/agents.ts';
import type { StageContext } from '../../src/core/provider.ts';

/** A turn of a provider elsewhere. */
export interface RemoteTurn<A extends Agent> {
  /** Its name. */
  readonly provider: string;
  readonly input: AgentInput<A>;
  readonly context: StageContext;
  /** Aborts where nobody wants the result any more: then the work is stopped there, too. A shutdown is no such reason. */
  readonly unwanted: AbortSignal;
  /** Calls back when it is worth asking again at once, as after a webhook. */
  readonly onPoke: (listener: () => void) => Disposable;
  readonly timing: RemoteTiming;
}

/** Waiting times in milliseconds. Tests shorten them; nothing else should. */
export interface RemoteTiming {
  /** Between two looks where the provider does not say; each further one is longer, up to the last. */
  readonly pollMs: number;
  readonly pollMaxMs: number;
  /** How long a generation whose order was not answered is looked for before it counts as never begun. */
  readonly searchMs: number;
  /**
   * The same for one that somebody else was to begin: longer than who lost the stage to us works on without knowing, which
   * is 20 s on PostgreSQL and 5 s on Redis.
   */
  readonly inheritMs: number;
  readonly searchGapMs: number;
  /** Before what could not be fetched is fetched again; each further wait is twice as long. */
  readonly fetchRetryMs: number;
  /** How long a provider may take to stop something. */
  readonly cancelMs: number;
}

export const defaultRemoteTiming: RemoteTiming = {
  pollMs: 1_000,
  pollMaxMs: 5_000,
  searchMs: 10_000,
  inheritMs: 30_000,
  searchGapMs: 1_500,
  fetchRetryMs: 1_000,
  cancelMs: 8_000,
};

/**
 * Generations of one provider in one stage that ended without a result, before it is not asked any more: each may have
 * cost something.
 */
export const maxGenerations = 2;
