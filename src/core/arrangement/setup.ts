import type { ZodType } from 'zod';
import type { Agent } from '../agents.ts';
import { plainArrangement, type Arrangement } from '../studio/studio.ts';

/** Stages of an agent at a time in each worker, where the operator wants other numbers than ours. */
export type Limits = { readonly [A in Agent]?: number };

/** All that an operator can arrange in `mora.config.yaml`. */
export interface Setup {
  readonly arrangement: Arrangement;
  readonly limits: Limits;
  /** By the provider's name; each checked by that provider's own schema. */
  readonly providerSettings: Readonly<Record<string, unknown>>;
}

/** A studio that nobody arranged. */
export const plainSetup: Setup = { arrangement: plainArrangement, limits: {}, providerSettings: {} };

/** What a provider can be told and asked for, known without making it. */
export interface ProviderKind {
  /** The agents that it can play. */
  readonly plays: readonly Agent[];
  /** A strict object of its settings, all of them optional; absent where they are its vendor's. */
  readonly settings?: ZodType;
}

/** What an arrangement is checked against. */
export interface Surroundings {
  /** All providers that there can be, and vendors with settings, by name; `openai/*` stands for all that begin so. */
  readonly providers: Readonly<Record<string, ProviderKind>>;
  /** Names that an own kind may not take. */
  readonly reservedNames: ReadonlySet<string>;
}
