import { setTimeout as sleep } from 'node:timers/promises';
import { MoraError } from '../../core/errors.ts';
import { createWindow, type Window, type WindowOptions } from '../sliding-window.ts';

/** Keeps calls within what Slack takes, so that it need not refuse any. */
export interface CallPace {
  /**
   * Waits for a call's turn, first come first served; to be called back at its end. Throws `unavailable` where Slack wants
   * more rest than anybody should wait for.
   */
  enter(call: PacedCall, signal: AbortSignal): Promise<() => void>;
  /** Slack has refused a method for so long. */
  rest(call: PacedCall, restMs: number): void;
}

/** What Slack counts together. */
export interface PacedCall {
  readonly method: string;
  /** Messages are counted by their channel, too. */
  readonly channel?: string | undefined;
}

const minuteMs = 60_000;

/**
 * Calls a minute by tier: https://docs.slack.dev/apis/web-api/rate-limits. A little less than each, as other processes
 * of ours are counted with us.
 */
const tiers = { two: 18, three: 45, four: 90 } as const;

const tierOf: Readonly<Record<string, number>> = {
  // Several hundred in a workspace, and one a second in a channel, which is counted beside this.
  'chat.postMessage': 240,
  'chat.update': tiers.three,
  'chat.delete': tiers.three,
  'conversations.history': tiers.three,
  'conversations.replies': tiers.three,
  'conversations.info': tiers.three,
  'conversations.open': tiers.three,
  'conversations.join': tiers.three,
  'files.delete': tiers.three,
  'reactions.add': tiers.three,
  'usergroups.list': tiers.two,
};

/** Messages have a limit of their own: one a second in a channel, with short bursts. A little less, as others count, too. */
const messageMethods: ReadonlySet<string> = new Set(['chat.postMessage', 'files.completeUploadExternal']);
const perChannel: WindowOptions = { count: 4, windowMs: 5_000 };

/** Waits so long, or rejects once the signal aborts. */
type Pause = (delayMs: number, signal: AbortSignal) => Promise<void>;

const pauseByClock: Pause = (delayMs, signal) => sleep(delayMs, undefined, { signal });

/** One workspace's pace. */
export function createPace(pause: Pause = pauseByClock): CallPace {
  const lanes = new Map<string, Lane>();

  function laneOf({ key, ...options }: LaneOptions): Lane {
    const lane = lanes.get(key) ?? createLane(options, pause);
    if (!lanes.has(key)) {
      // What has rested is forgotten: a workspace has many channels.
      for (const [name, other] of lanes) if (other.isIdle()) lanes.delete(name);
      lanes.set(key, lane);
    }
    return lane;
  }

  return {
    async enter(call, signal) {
      const ends: (() => void)[] = [];
      try {
        // A lane is looked up when it is entered: until then it may rest, and be forgotten.
        for (const options of lanesOf(call)) ends.push(await laneOf(options).enter(signal));
      } catch (error) {
        for (const end of ends) end();
        throw error;
      }
      return () => {
        for (const end of ends) end();
      };
    },
    rest(call, restMs) {
      // The limit of a channel is the one that is reached first; without a channel it is the method's.
      const [first] = lanesOf(call);
      laneOf(first).rest(restMs);
    },
  };
}

interface LaneOptions extends WindowOptions {
  readonly key: string;
}

/** The lanes of a call, in the order in which it takes them. */
function lanesOf({ method, channel }: PacedCall): readonly [LaneOptions, ...LaneOptions[]] {
  const byMethod = { key: method, count: tierOf[method] ?? tiers.four, windowMs: minuteMs };
  if (channel === undefined || !messageMethods.has(method)) return [byMethod];
  return [{ key: `channel-${channel}`, ...perChannel }, byMethod];
}

interface Lane {
  enter(signal: AbortSignal): Promise<() => void>;
  rest(restMs: number): void;
  isIdle(): boolean;
}

function createLane(options: WindowOptions, pause: Pause): Lane {
  const window: Window = createWindow(options);
  let line: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let restsUntil = 0;

  async function takeTurn(signal: AbortSignal): Promise<() => void> {
    for (;;) {
      signal.throwIfAborted();
      const restMs = restsUntil - performance.now();
      // Whoever calls tries again later by itself: the queue, the next card, the person.
      if (restMs > longestRestMs) throw new MoraError('unavailable', 'Slack cannot be reached just now.');
      const waitMs = Math.max(window.waitMs(), restMs);
      if (waitMs <= 0) return window.charge();
      // One has to end first: nobody says when.
      await pause(Math.min(waitMs, longestLookMs), signal);
    }
  }

  return {
    async enter(signal) {
      waiting += 1;
      const turn = line.then(() => takeTurn(signal));
      line = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        waiting -= 1;
      }
    },
    rest(restMs) {
      restsUntil = Math.max(restsUntil, performance.now() + restMs);
    },
    isIdle: () => waiting === 0 && window.isEmpty() && performance.now() >= restsUntil,
  };
}

const longestLookMs = 1_000;
/** A rest that is longer than this is not waited for. */
const longestRestMs = 60_000;
