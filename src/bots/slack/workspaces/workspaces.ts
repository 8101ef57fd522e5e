import type { OpenCollection } from '../../../core/database/records.ts';
import { MoraError, toMoraError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/log.ts';
import { createRecentMap } from '../../../core/recent-map.ts';
import { clientOptions } from '../client-options.ts';
import type { SlackTransport } from '../transport.ts';
import { untilIdentified } from './identity.ts';
import { keyOf, keysFor, openBook, ownKey, serves, type Workspace, type WorkspaceQuery } from './workspace.ts';

export type { Workspace } from './workspace.ts';

export interface WorkspacesOptions {
  readonly collection: OpenCollection;
  readonly transport: SlackTransport;
  /** Another place than Slack's own, with a slash at its end. */
  readonly apiUrl: string | undefined;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/** Where the app is installed: in the workspace of the token that is set, and in those that installed it by a page. */
export interface Workspaces {
  /**
   * Learns whose the token is that is set, where one is. Resolves once Slack has answered. Throws `configuration` where
   * Slack does not take it.
   */
  open(): Promise<void>;
  /**
   * The installation that serves a workspace: from memory where it was asked lately, so that an acknowledgement never
   * waits. Deliveries know the workspace only. Throws `unavailable` where that may be the one of the token that is set,
   * as long as Slack has not said so.
   */
  find(
    teamId: string | undefined,
    enterpriseId?: string,
    isEnterpriseInstall?: boolean,
  ): Promise<Workspace | undefined>;
  /** Keeps a new installation; one that was there before is replaced. */
  install(workspace: Workspace): Promise<void>;
  /**
   * Forgets the installations that serve a workspace and whose tokens Slack takes no more: what it says about that comes
   * late and more than once, when the app may have been installed anew. Resolves once Slack has answered, with the
   * workspaces that are without the app now.
   */
  remove(teamId: string | undefined, enterpriseId?: string, isEnterpriseInstall?: boolean): Promise<readonly string[]>;
  /** All of them, the oldest first. */
  list(): Promise<readonly Workspace[]>;
}

/** Another process may install and remove as well: so long one is taken as it was. */
const freshMs = 3 * 60_000;

/** Installations that are kept in memory. */
const mostKnown = 2_000;

/** More than one studio serves. */
const mostListed = 10_000;

export function openWorkspaces(options: WorkspacesOptions): Workspaces {
  const { collection, transport, apiUrl, logger, signal, nowMs = Date.now } = options;
  const { installations, teams } = openBook(collection);
  let known = createRecentMap<string, { readonly workspace: Workspace; readonly staleMs: number }>(mostKnown);
  /** That of the token in the settings; `unknown` until Slack has said whose it is. */
  let own: Workspace | 'unknown' | undefined = transport.botToken === undefined ? undefined : 'unknown';

  /** All that serve somebody, the best first. */
  async function* allFor(query: WorkspaceQuery): AsyncGenerator<Workspace> {
    if (own !== undefined && own !== 'unknown' && serves(own, query)) yield own;
    for (const key of keysFor(query)) {
      const kept = await installations.get(key);
      if (kept !== undefined) yield kept.value;
    }
  }

  async function first(query: WorkspaceQuery): Promise<Workspace | undefined> {
    for await (const workspace of allFor(query)) return workspace;
    return undefined;
  }

  /** Deliveries name no organisation: which one it is was remembered when the workspace was seen. */
  async function organisationOf(teamId: string | undefined, given: string | undefined): Promise<string | undefined> {
    // Some requests have an empty name where there is no organisation.
    if (given !== undefined && given !== '') return given;
    if (teamId === undefined) return undefined;
    return (await teams.get(teamId))?.value.enterpriseId;
  }

  async function find(
    teamId: string | undefined,
    givenEnterprise?: string,
    isEnterpriseInstall?: boolean,
  ): Promise<Workspace | undefined> {
    const asked = `${keyOf(givenEnterprise, teamId)}|${String(isEnterpriseInstall)}`;
    const remembered = known.get(asked);
    if (remembered !== undefined && remembered.staleMs > nowMs()) return remembered.workspace;
    // What is forgotten meanwhile is not to come back from here.
    const memory = known;
    const ownBefore = own;
    const enterpriseId = await organisationOf(teamId, givenEnterprise);
    const workspace = await first({ teamId, enterpriseId, isEnterpriseInstall });
    if (workspace === undefined) {
      if (own === 'unknown') throw new MoraError('unavailable', 'Slack cannot be reached just now.');
      // Slack said whose the token is after it had been looked at: who is taken for gone loses cards and outcomes.
      return own === ownBefore ? undefined : find(teamId, givenEnterprise, isEnterpriseInstall);
    }
    if (workspace.isEnterprise && teamId !== undefined && teamId !== enterpriseId && enterpriseId !== undefined) {
      // Once: in a channel that organisations share, somebody of another one may be the first to ask.
      await teams.insertOnce(teamId, { enterpriseId });
    }
    memory.set(asked, { workspace, staleMs: nowMs() + freshMs });
    return workspace;
  }

  const identify = (token: string): Promise<Workspace> =>
    untilIdentified(token, clientOptions(apiUrl, logger, signal), logger, signal);

  async function isTaken(token: string): Promise<boolean> {
    try {
      await identify(token);
      return true;
    } catch (error) {
      if (toMoraError(error).code === 'configuration') return false;
      throw error;
    }
  }

  /** The workspaces that an installation serves, as far as they were seen. */
  async function servedBy({ teamId, enterpriseId, isEnterprise }: Workspace): Promise<readonly string[]> {
    if (!isEnterprise) return [teamId];
    const seen = await teams.list({ limit: mostListed });
    return seen.filter(({ value }) => value.enterpriseId === enterpriseId).map(({ key }) => key);
  }

  function forgetKnown(): void {
    known = createRecentMap(mostKnown);
  }

  return {
    find,
    async open() {
      if (own !== 'unknown' || transport.botToken === undefined) return;
      own = await identify(transport.botToken);
      forgetKnown();
    },
    async install(workspace) {
      const { teamId, enterpriseId, isEnterprise } = workspace;
      if (enterpriseId !== undefined && !isEnterprise) await teams.put(teamId, { enterpriseId });
      await installations.put(ownKey(workspace), workspace);
      forgetKnown();
    },
    async remove(teamId, givenEnterprise, isEnterpriseInstall) {
      const enterpriseId = await organisationOf(teamId, givenEnterprise);
      // Slack does not say in each goodbye whether it is for a whole organisation: the tokens tell.
      const whole = isEnterpriseInstall === true ? true : undefined;
      const left: string[] = [];
      for await (const workspace of allFor({ teamId, enterpriseId, isEnterpriseInstall: whole })) {
        if (await isTaken(workspace.botToken)) continue;
        if (workspace === own) own = undefined;
        else await installations.delete(ownKey(workspace));
        left.push(...(await servedBy(workspace)));
        forgetKnown();
      }
      return left;
    },
    async list() {
      const kept = (await installations.list({ limit: mostListed })).map(({ value }) => value);
      return own === undefined || own === 'unknown' ? kept : [own, ...kept];
    },
  };
}
