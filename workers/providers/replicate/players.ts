import { agents, type Agent } from '../../../src/core/agents.ts';
import { allModels } from './models/all-models.ts';

/** What each model plays, by its provider's name. */
export const replicatePlayers: Readonly<Record<string, { readonly plays: readonly Agent[] }>> = Object.fromEntries(
  allModels.map(({ id, roles }) => [`replicate/${id}`, { plays: agents.filter((agent) => agent in roles) }]),
);
