import { createRandom, type Random } from '../../../workers/providers/sketch/kit/random.ts';

/** Which servers keep the queue under the storm. */
export const stormStores = ['redis', 'postgres'] as const;
export type StormStore = (typeof stormStores)[number];

/** Everything that may go wrong. `lull` is a pause: what was hurt may heal. */
export const faultNames = [
  'kill-bot',
  'kill-worker',
  'kill-media-child',
  'stop-worker',
  'stop-bot',
  'kill-redis',
  'restart-postgres',
  'cut-redis',
  'cut-postgres',
  'slow-redis',
  'slow-postgres',
  'stall-redis',
  'stall-postgres',
  's3-errors',
  's3-slow',
  's3-broken-answers',
  'clock-ahead',
  'clock-behind',
  'provider-down',
  'provider-limits',
  'provider-broken-answers',
  'discord-limits',
  'discord-errors',
  'discord-broken-answers',
  'discord-drops',
  'slack-limits',
  'slack-errors',
  'slack-broken-answers',
  'slack-drops',
  'lull',
] as const;
export type FaultName = (typeof faultNames)[number];

/** Faults that end no process: through them a process is to keep its memory. */
export const networkFaults: readonly FaultName[] = faultNames.filter(
  (name) => !/^(?:kill|stop|restart|clock)-/u.test(name),
);

/** One thing that goes wrong. */
export interface PlannedFault {
  readonly name: FaultName;
  /** Milliseconds after the fault before. */
  readonly afterMs: number;
  /** How long it lasts, or how long a process or server stays away. */
  readonly forMs: number;
  /** Which of several it meets: taken modulo their number. */
  readonly which: number;
}

export const askKinds = ['t2v', 'simulate', 'i2v', 'extend', 'edit', 'connect', 'again'] as const;
export type AskKind = (typeof askKinds)[number];
export const askPlaces = ['discord', 'slack', 'playground'] as const;
export type AskPlace = (typeof askPlaces)[number];

/** What somebody asks for. */
export interface PlannedAsk {
  readonly kind: AskKind;
  readonly place: AskPlace;
  /** Milliseconds after which the task is cancelled, if it is. */
  readonly cancelAfterMs: number | undefined;
  /** Whether the same message reaches the bot a second time. */
  readonly twice: boolean;
  /** Which of several older videos it goes on with: taken modulo their number. */
  readonly which: number;
}

/** A storm as its seed makes it: the same seed asks and hurts in the same order. */
export interface StormPlan {
  fault(among?: readonly FaultName[]): PlannedFault;
  ask(): PlannedAsk;
}

/** Processes take seconds to start: a storm that only killed them would be a calm. */
const weights: Partial<Record<FaultName, number>> = {
  'kill-bot': 2,
  'kill-worker': 4,
  'kill-media-child': 3,
  'stop-worker': 2,
  'kill-redis': 2,
  'restart-postgres': 2,
  lull: 2,
};

const largest = 1_000_000;

export function planStorm(seed: number, store: StormStore): StormPlan {
  const winds = createRandom(seed).fork('winds');
  const people = createRandom(seed).fork('people');
  return {
    fault: (among = faultNames) => drawFault(winds, among, store),
    ask: () => ({
      kind: people.pick(askKinds),
      place: people.pick(askPlaces),
      cancelAfterMs: people.chance(0.12) ? people.whole(0, 8_000) : undefined,
      twice: people.chance(0.1),
      which: people.whole(0, largest),
    }),
  };
}

function drawFault(winds: Random, among: readonly FaultName[], store: StormStore): PlannedFault {
  const possible = among.filter((name) => store === 'redis' || !name.endsWith('-redis'));
  const total = possible.reduce((sum, name) => sum + (weights[name] ?? 1), 0);
  let rest = winds.between(0, total);
  const name = possible.find((one) => (rest -= weights[one] ?? 1) < 0) ?? 'lull';
  return {
    name,
    afterMs: winds.whole(200, 2_000),
    forMs: winds.whole(300, 3_000),
    which: winds.whole(0, largest),
  };
}
