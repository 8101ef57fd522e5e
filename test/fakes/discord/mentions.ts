import type { StoredMessage } from './world.ts';

/** What a message may ping; absent: all that is in its words. */
export interface AllowedMentions {
  readonly parse?: readonly string[] | undefined;
  readonly users?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
}

/** Who is pinged by these words (https://discord.com/developers/docs/resources/message#allowed-mentions-object). */
export function findMentions(
  words: string,
  allowed: AllowedMentions | undefined,
): Pick<StoredMessage, 'mentionIds' | 'mentionRoleIds' | 'mentionsEveryone'> {
  const may = (kind: string): boolean => allowed === undefined || allowed.parse?.includes(kind) === true;
  const ids = (pattern: RegExp): string[] => [...new Set([...words.matchAll(pattern)].map(([, id]) => id ?? ''))];
  return {
    mentionIds: ids(/<@!?(\d+)>/gu).filter((id) => may('users') || allowed?.users?.includes(id) === true),
    mentionRoleIds: ids(/<@&(\d+)>/gu).filter((id) => may('roles') || allowed?.roles?.includes(id) === true),
    mentionsEveryone: may('everyone') && /@(?:everyone|here)\b/u.test(words),
  };
}

/** All text displays in a tree of components, in order. */
export function textsOf(components: unknown): string[] {
  if (Array.isArray(components)) return components.flatMap(textsOf);
  if (typeof components !== 'object' || components === null) return [];
  const own = 'content' in components && typeof components.content === 'string' ? [components.content] : [];
  return [...own, ...Object.values(components).flatMap((value) => (typeof value === 'object' ? textsOf(value) : []))];
}
