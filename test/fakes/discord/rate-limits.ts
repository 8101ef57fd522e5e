import type { FakeLimits, Rate } from './limits.ts';

/** Where a request stands in its bucket, and when it was one too many. */
export interface RateStanding {
  readonly headers: Record<string, string>;
  /** Set where the request is refused. */
  readonly retryAfterMs?: number;
  readonly global?: boolean;
}

interface Bucket {
  left: number;
  resetMs: number;
}

/** Counts requests in fixed windows as Discord does: a window begins with its first request. */
export interface RateLimits {
  /**
   * @param name of the route, the same for all its channels
   * @param major the channel, guild or token that has a bucket of its own
   */
  take(name: string, major: string, rate: Rate, countsGlobally: boolean): RateStanding;
}

/** All buckets are full at first. */
export function createRateLimits(limits: FakeLimits, nowMs: () => number): RateLimits {
  const buckets = new Map<string, Bucket>();

  function open(key: string, rate: Rate): Bucket {
    const now = nowMs();
    const known = buckets.get(key);
    if (known !== undefined && known.resetMs > now) return known;
    const fresh = { left: rate.count, resetMs: now + rate.windowMs };
    buckets.set(key, fresh);
    return fresh;
  }

  return {
    take(name, major, rate, countsGlobally) {
      const global = countsGlobally ? open('global', limits.global) : undefined;
      if (global?.left === 0) {
        return { headers: globalHeaders(global, nowMs()), retryAfterMs: global.resetMs - nowMs(), global: true };
      }
      const bucket = open(`${name} ${major}`, rate);
      const refused = bucket.left === 0;
      if (!refused) {
        bucket.left -= 1;
        if (global !== undefined) global.left -= 1;
      }
      const headers = bucketHeaders(name, rate, bucket, nowMs());
      if (!refused) return { headers };
      return {
        headers: { ...headers, 'x-ratelimit-scope': 'user', 'retry-after': seconds(bucket.resetMs - nowMs()) },
        retryAfterMs: bucket.resetMs - nowMs(),
      };
    },
  };
}

function bucketHeaders(name: string, rate: Rate, bucket: Bucket, nowMs: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(rate.count),
    'x-ratelimit-remaining': String(bucket.left),
    'x-ratelimit-reset': seconds(bucket.resetMs),
    'x-ratelimit-reset-after': seconds(bucket.resetMs - nowMs),
    'x-ratelimit-bucket': Buffer.from(name).toString('hex'),
  };
}

function globalHeaders(bucket: Bucket, nowMs: number): Record<string, string> {
  return {
    'x-ratelimit-global': 'true',
    'x-ratelimit-scope': 'global',
    'retry-after': seconds(bucket.resetMs - nowMs),
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
