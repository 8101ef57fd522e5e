/** How much the fake takes; Slack's own values unless a test says otherwise. */
export interface FakeSlackLimits {
  /** Calls of a method in a workspace in a minute, by tier: https://docs.slack.dev/apis/web-api/rate-limits */
  readonly tiers: readonly [one: number, two: number, three: number, four: number];
  /** Messages in a channel: about one a second, with bursts. */
  readonly messageBurst: number;
  readonly messageWindowMs: number;
  /** How long Slack takes a file in after its upload was completed. */
  readonly processMs: number;
  readonly triggerMs: number;
  readonly responseUrlMs: number;
  readonly responseUrlUses: number;
  /** The app has so long to acknowledge. */
  readonly ackTimeoutMs: number;
}

export const usualLimits: FakeSlackLimits = {
  tiers: [1, 20, 50, 100],
  messageBurst: 5,
  messageWindowMs: 5_000,
  processMs: 20,
  triggerMs: 3_000,
  responseUrlMs: 30 * 60_000,
  responseUrlUses: 5,
  ackTimeoutMs: 3_000,
};
