import { AsyncLocalStorage } from 'node:async_hooks';

/** What the client of a vendor, which knows no stages, may want of the turn that it works for. */
export interface TurnScope {
  readonly signal: AbortSignal;
  /** Tells people that this waits, and for what. */
  readonly waiting: (what: string) => void;
}

const scopes = new AsyncLocalStorage<TurnScope>();

/** Does work for a turn; everything that it calls finds the turn by `currentTurn`. */
export function inTurn<T>(turn: TurnScope, work: () => Promise<T>): Promise<T> {
  return scopes.run(turn, work);
}

/** The turn that this is done for; undefined outside of one. */
export function currentTurn(): TurnScope | undefined {
  return scopes.getStore();
}
