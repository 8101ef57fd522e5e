import type { Logger } from '../../core/log.ts';
import type { PersonRef } from '../../core/thread.ts';
import { createRecentMap } from '../../core/recent-map.ts';
import type { SlackApi } from './api.ts';
import { refusalOf, toDeliveryError } from './refusal.ts';
import type { SlackUser, SlackUserGroup } from './wire.ts';

export const platform = 'slack';

/** Who people are: their names, languages and rights, asked once in a while. */
export interface People {
  /** Somebody in a workspace. Where Slack does not tell who they are, they have a name like any other and no rights. */
  find(space: string, userId: string): Promise<PersonRef>;
  /** Their language, where it is known already: what must leave at once cannot wait for it. */
  knownLocale(space: string, userId: string): string | undefined;
  /** A user group of a workspace, by its id or its handle; undefined where there is none, or we may not see it. */
  findGroup(space: string, named: string): Promise<SlackUserGroup | undefined>;
  /** The handle of a user group, where it is known already. */
  knownGroup(space: string, id: string): string | undefined;
}

/** People change their language seldom, and their rights no more often. */
const freshMs = 10 * 60_000;
const maxPeople = 20_000;
/** Of workspaces, whose user groups are asked for together. */
const maxSpaces = 1_000;

export interface PeopleParts {
  readonly apiOf: (space: string) => Promise<Pick<SlackApi, 'user' | 'userGroups'>>;
  readonly nowMs: () => number;
  readonly logger: Logger;
}

export function createPeople({ apiOf, nowMs, logger }: PeopleParts): People {
  const users = createBook<SlackUser>(maxPeople, nowMs, logger);
  const groups = createBook<readonly SlackUserGroup[]>(maxSpaces, nowMs, logger);

  async function groupsOf(space: string): Promise<readonly SlackUserGroup[]> {
    const api = await apiOf(space);
    return api.userGroups().catch((error: unknown) => {
      if (refusalOf(error) === 'later') throw error;
      // A plan without user groups, or no right to see them: then nobody is in one.
      return [];
    });
  }

  return {
    async find(space, userId) {
      const [user, own] = await Promise.all([
        users.fresh(`${space}.${userId}`, async () => (await apiOf(space)).user(userId)),
        groups.fresh(space, () => groupsOf(space)),
      ]);
      const manager = isAtHome(user, space) && (user?.is_admin === true || user?.is_owner === true);
      const locale = user?.locale ?? undefined;
      return {
        platform,
        id: userId,
        name: nameOf(user),
        moderator: manager,
        manager,
        roles: own?.filter(({ users: members }) => members.includes(userId)).map(({ id }) => id) ?? [],
        ...(locale === undefined ? {} : { locale }),
      };
    },
    knownLocale: (space, userId) => users.known(`${space}.${userId}`)?.locale ?? undefined,
    async findGroup(space, named) {
      const pick = (known: readonly SlackUserGroup[] = []): SlackUserGroup | undefined =>
        known.find(({ id }) => id === named) ?? known.find(({ handle }) => handle === named.toLowerCase());
      const found = pick(groups.known(space));
      if (found !== undefined) return found;
      // It may have been made just now.
      const value = await groupsOf(space).catch((error: unknown) => {
        throw toDeliveryError(error);
      });
      groups.learn(space, value);
      return pick(value);
    },
    knownGroup: (space, id) => groups.known(space)?.find((group) => group.id === id)?.handle,
  };
}

/** What Slack said, for a while. */
interface Book<T> {
  /** What it said last, however long ago. */
  known(key: string): T | undefined;
  learn(key: string, value: T): void;
  /** Asks where it is unknown or old, once for all who want it; what is old is better than nothing. */
  fresh(key: string, ask: () => Promise<T>): Promise<T | undefined>;
}

function createBook<T>(most: number, nowMs: () => number, logger: Logger): Book<T> {
  const entries = createRecentMap<string, { readonly value: T; readonly atMs: number }>(most);
  const underWay = new Map<string, Promise<T | undefined>>();
  const known = (key: string): T | undefined => entries.get(key)?.value;
  const learn = (key: string, value: T): void => entries.set(key, { value, atMs: nowMs() });

  async function askAnew(key: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      learn(key, await ask());
    } catch (error) {
      logger.debug({ err: error }, 'person-unknown');
    } finally {
      underWay.delete(key);
    }
    return known(key);
  }

  return {
    known,
    learn,
    async fresh(key, ask) {
      const entry = entries.get(key);
      if (entry !== undefined && nowMs() - entry.atMs < freshMs) return entry.value;
      const asking = underWay.get(key) ?? askAnew(key, ask);
      underWay.set(key, asking);
      return asking;
    },
  };
}

function nameOf(user: SlackUser | undefined): string {
  const { profile } = user ?? {};
  const names = [profile?.display_name, profile?.real_name, user?.real_name, user?.name];
  return names.find((name) => typeof name === 'string' && name !== '') ?? 'somebody';
}

/** Who comes by a channel that organisations share has rights in their own workspace, and none here. */
function isAtHome(user: SlackUser | undefined, space: string): boolean {
  const home = user?.team_id ?? space;
  return home === space || user?.enterprise_user?.teams.includes(space) === true;
}
