import type { FakeSlackLimits } from './limits.ts';

/** Tiers of the methods: https://docs.slack.dev/apis/web-api/rate-limits. Methods that are not here are of tier four. */
const tierOf: Readonly<Record<string, 0 | 1 | 2>> = {
  'apps.connections.open': 0,
  'usergroups.list': 1,
  'chat.update': 2,
  'chat.delete': 2,
  'conversations.history': 2,
  'conversations.replies': 2,
  'conversations.info': 2,
  'conversations.open': 2,
  'conversations.join': 2,
  'reactions.add': 2,
  'files.delete': 2,
};

const minuteMs = 60_000;

export interface RateLimits {
  /** Counts a call; seconds to wait where it is one too many. */
  count(call: { readonly team: string; readonly method: string; readonly channel?: string }): number | undefined;
}

export function createRateLimits(limits: FakeSlackLimits, nowMs: () => number): RateLimits {
  const calls = new Map<string, number[]>();

  function take(key: string, most: number, windowMs: number): number | undefined {
    const now = nowMs();
    const lately = (calls.get(key) ?? []).filter((atMs) => atMs > now - windowMs);
    calls.set(key, lately);
    if (lately.length < most) {
      lately.push(now);
      return undefined;
    }
    return Math.max(1, Math.ceil(((lately[0] ?? now) + windowMs - now) / 1_000));
  }

  return {
    count({ team, method, channel }) {
      // Opening connections is bounded more gently than its tier says; tests open many.
      if (method === 'apps.connections.open' || method === 'auth.test') return undefined;
      // A file that goes nowhere is no message.
      const says = method === 'chat.postMessage' || method === 'files.completeUploadExternal';
      if (says && channel !== undefined) {
        const wait = take(`${team} ${channel} messages`, limits.messageBurst, limits.messageWindowMs);
        if (wait !== undefined || method === 'chat.postMessage') return wait;
      }
      return take(`${team} ${method}`, limits.tiers[tierOf[method] ?? 3], minuteMs);
    },
  };
}
