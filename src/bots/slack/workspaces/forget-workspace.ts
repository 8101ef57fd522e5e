import type { OpenCollection } from '../../../core/database/records.ts';
import { keyOf, openBook } from './workspace.ts';

/** Forgets that a workspace has the app. What is installed for its whole organisation stays: it serves others, too. */
export async function forgetWorkspace(collection: OpenCollection, teamId: string): Promise<void> {
  const { installations, teams } = openBook(collection);
  const enterpriseId = (await teams.get(teamId))?.value.enterpriseId;
  if (enterpriseId !== undefined) await installations.delete(keyOf(enterpriseId, teamId));
  await installations.delete(keyOf(undefined, teamId));
  await teams.delete(teamId);
}
