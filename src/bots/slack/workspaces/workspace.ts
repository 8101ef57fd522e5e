import { z } from 'zod';
import type { OpenCollection, RecordCollection } from '../../../core/database/records.ts';
import { idSchema } from '../wire.ts';

/** An installation of the app, as it is kept. */
export const workspaceSchema = z.object({
  /** Id of the workspace; of the organisation where the app is installed for all of its workspaces at once. */
  teamId: idSchema,
  enterpriseId: idSchema.optional(),
  /** A secret: never logged, never shown. */
  botToken: z.string().min(1),
  /** The bot as a member of the workspace. */
  botUserId: idSchema,
  /** The bot as the author of messages. */
  botId: idSchema.optional(),
  /** What the workspace has granted. */
  scopes: z.array(z.string()).readonly(),
  /** Whether it is installed for a whole organisation: calls must then say for which workspace they are. */
  isEnterprise: z.boolean(),
});

/** A workspace, or a whole organisation, that has the app installed. */
export type Workspace = Readonly<z.infer<typeof workspaceSchema>>;

/** Whom a workspace belongs to. */
const teamSchema = z.object({ enterpriseId: idSchema });

/** What is kept about installations. */
export interface Book {
  /** By `keyOf`. */
  readonly installations: RecordCollection<Workspace>;
  /** By the id of a workspace that belongs to an organisation. */
  readonly teams: RecordCollection<z.infer<typeof teamSchema>>;
}

export function openBook(collection: OpenCollection): Book {
  return {
    installations: collection('slack-installations', workspaceSchema),
    teams: collection('slack-teams', teamSchema),
  };
}

/** Key of an installation. Either part may be missing: many workspaces are in no organisation. */
export function keyOf(enterpriseId: string | undefined, teamId: string | undefined): string {
  return `${enterpriseId ?? '-'}|${teamId ?? '-'}`;
}

/** Key under which a workspace is kept. */
export function ownKey({ teamId, enterpriseId, isEnterprise }: Workspace): string {
  return keyOf(enterpriseId, isEnterprise ? undefined : teamId);
}

/** Which installation is meant. */
export interface WorkspaceQuery {
  readonly teamId: string | undefined;
  readonly enterpriseId: string | undefined;
  /** Undefined where nobody said: the workspace's own comes before that of its organisation then. */
  readonly isEnterpriseInstall: boolean | undefined;
}

/** Whether an installation serves somebody. */
export function serves(workspace: Workspace, { teamId, enterpriseId, isEnterpriseInstall }: WorkspaceQuery): boolean {
  if (!workspace.isEnterprise) return isEnterpriseInstall !== true && workspace.teamId === teamId;
  return isEnterpriseInstall !== false && [teamId, enterpriseId].includes(workspace.teamId);
}

/** Keys of the installations that serve somebody, the best first. */
export function keysFor({ teamId, enterpriseId, isEnterpriseInstall }: WorkspaceQuery): string[] {
  const own = teamId === undefined || isEnterpriseInstall === true ? [] : [keyOf(undefined, teamId)];
  if (own.length > 0 && enterpriseId !== undefined) own.unshift(keyOf(enterpriseId, teamId));
  // A workspace that has the app for itself does not go on by the organisation's once it has removed its own.
  const whole = enterpriseId === undefined || isEnterpriseInstall === false ? [] : [keyOf(enterpriseId, undefined)];
  return [...own, ...whole];
}
