/** So many in so long. */
export interface Rate {
  readonly count: number;
  readonly windowMs: number;
}

/** What the server allows. Real buckets are not published: these are the observed ones, and tests may lower them. */
export interface FakeLimits {
  /** POST messages, a channel. */
  readonly postMessage: Rate;
  /** PATCH messages, a channel. */
  readonly editMessage: Rate;
  /** Starting threads, a channel. */
  readonly startThread: Rate;
  /** Follow-ups and edits through an interaction's token, a token. */
  readonly webhook: Rate;
  /** Each other route. */
  readonly other: Rate;
  /** All routes of the bot together, but interactions (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit). */
  readonly global: Rate;
  /** Edits of one message older than an hour; the window is long, because a patient bot does not edit those at all. */
  readonly oldEdits: Rate;
  /** How long a nonce is remembered: "the past few minutes". */
  readonly nonceMs: number;
  /** An interaction must be answered within this time. */
  readonly acknowledgeMs: number;
  /** An interaction's token lives so long. */
  readonly tokenMs: number;
  /** Follow-ups where the bot is no member of the guild. */
  readonly userInstalledFollowUps: number;
  /** An attachment's address is valid so long. */
  readonly attachmentUrlMs: number;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** From this age on a message counts as old. */
export const OLD_MESSAGE_MS = HOUR_MS;

/** The limits of a server that a test did not change. */
export const DEFAULT_LIMITS: FakeLimits = {
  postMessage: { count: 5, windowMs: 5 * SECOND_MS },
  editMessage: { count: 5, windowMs: 5 * SECOND_MS },
  startThread: { count: 50, windowMs: 10 * SECOND_MS },
  webhook: { count: 5, windowMs: 2 * SECOND_MS },
  other: { count: 1000, windowMs: SECOND_MS },
  global: { count: 50, windowMs: SECOND_MS },
  oldEdits: { count: 3, windowMs: HOUR_MS },
  nonceMs: 5 * MINUTE_MS,
  acknowledgeMs: 3 * SECOND_MS,
  tokenMs: 15 * MINUTE_MS,
  userInstalledFollowUps: 5,
  attachmentUrlMs: 24 * HOUR_MS,
};

const MEBIBYTE = 1024 * 1024;
const TIER_LIMIT_BYTES = [10 * MEBIBYTE, 10 * MEBIBYTE, 50 * MEBIBYTE, 100 * MEBIBYTE] as const;

/** The largest file, by a guild's boost level; a direct message has level 0. */
export function uploadLimitBytes(premiumTier: 0 | 1 | 2 | 3): number {
  return TIER_LIMIT_BYTES[premiumTier];
}
