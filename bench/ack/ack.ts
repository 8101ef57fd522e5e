import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, type Bench, type Measure } from '../support/bench.ts';
import type { AckPlatform, AckScene, Wish } from './scene.ts';

const perSecond = 50;
/** New tasks a second that the embedded database keeps up with: beyond that a card's time is that of a growing queue. */
const cardsPerSecond = 5;
/** Two turns each: 30 seconds a bot in all. */
const rounds = 2;
const turnS = 15;
/** Tasks of ours that run all the while. */
const running = 200;

/** What a turn measured, in milliseconds. */
interface Times {
  readonly acknowledged: number[];
  /** From the command to the first message about the video. */
  readonly cards: number[];
  /** Commands that became no task, or no card. */
  lost: number;
  /** Calls that came too often for the chat. */
  refused: number;
}

/** How soon somebody sees that they were heard. */
export function ackOn(platform: AckPlatform): Bench {
  const { name, label, bareLabel } = platform;
  return {
    name: 'ack',
    platform: name,
    about: `from a command on ${label} to its acknowledgement, ${perSecond} a second for ${rounds * turnS} s with ${running} tasks running, against a bare ${bareLabel}`,
    async run() {
      const bare = emptyTimes();
      const status = emptyTimes();
      const t2v = emptyTimes();
      const calm = { bare: emptyTimes(), ours: emptyTimes() };
      for (let round = 0; round < rounds; round += 1) {
        await takeTurn(platform, { bot: 'bare', wish: 'status', perSecond }, bare);
        await takeTurn(platform, { bot: 'studio', wish: 'status', perSecond }, status);
        await takeTurn(platform, { bot: 'studio', wish: 't2v', perSecond }, t2v);
        if (!platform.seesCards) continue;
        await takeTurn(platform, { bot: 'bare', wish: 't2v', perSecond: cardsPerSecond }, calm.bare);
        await takeTurn(platform, { bot: 'studio', wish: 't2v', perSecond: cardsPerSecond }, calm.ours);
      }
      const cards = platform.seesCards ? cardMeasures(calm.ours, calm.bare, t2v) : [];
      return { measures: [...ackMeasures(bare, status, t2v), ...cards] };
    },
  };
}

function emptyTimes(): Times {
  return { acknowledged: [], cards: [], lost: 0, refused: 0 };
}

function ackMeasures(bare: Times, status: Times, t2v: Times): Measure[] {
  const bareMedian = percentile(bare.acknowledged, 0.5);
  const over = (times: Times): number => percentile(times.acknowledged, 0.5) / bareMedian;
  const late = (times: Times): number => percentile(times.acknowledged, 0.99);
  return [
    { name: '/mora status: median', value: over(status), unit: '×', aim: 1.5 },
    { name: '/mora status: p99', value: late(status), unit: 'ms', aim: 100 },
    { name: '/mora t2v: median', value: over(t2v), unit: '×', aim: 1.5 },
    { name: '/mora t2v: p99', value: late(t2v), unit: 'ms', aim: 100 },
    { name: '/mora t2v that became no task', value: t2v.lost, unit: '', aim: 0 },
    { name: 'bare bot: median', value: bareMedian, unit: 'ms' },
    { name: 'bare bot: p99', value: late(bare), unit: 'ms' },
  ];
}

function cardMeasures(ours: Times, bare: Times, flooded: Times): Measure[] {
  const median = ({ cards }: Times): number => percentile(cards, 0.5);
  return [
    { name: `first card, ${cardsPerSecond} a second: median`, value: median(ours) / median(bare), unit: '×', aim: 1.5 },
    { name: 'first card: median', value: median(ours), unit: 'ms' },
    { name: 'first card: p99', value: percentile(ours.cards, 0.99), unit: 'ms' },
    { name: 'bare bot, first message: median', value: median(bare), unit: 'ms' },
    { name: `first card, ${perSecond} a second: median`, value: median(flooded), unit: 'ms' },
    { name: 'videos without a card', value: ours.lost + flooded.lost, unit: '', aim: 0 },
    { name: 'calls refused for their pace', value: ours.refused + flooded.refused, unit: '', aim: 0 },
  ];
}

interface Turn {
  readonly bot: 'bare' | 'studio';
  readonly wish: Wish;
  readonly perSecond: number;
}

async function takeTurn(platform: AckPlatform, turn: Turn, into: Times): Promise<void> {
  await using scene = await platform.open();
  await using bot = await scene.startBot(turn.bot);
  if (turn.bot === 'studio') await bot.ask({ kind: 'tasks', count: running, places: [...scene.places], held: true });
  const asked = await drive(scene, turn);
  into.acknowledged.push(...asked.map(({ tookMs }) => tookMs));
  const { length } = asked;
  if (turn.wish === 't2v' && turn.bot === 'studio') {
    into.lost += await lostOf(length, async () => (await bot.ask({ kind: 'accepted' })).value);
  }
  const { cardsAtMs } = scene;
  if (turn.wish === 't2v' && cardsAtMs !== undefined) {
    into.lost += await lostOf(length, () => Promise.resolve(cardsAtMs.size));
    into.cards.push(...asked.flatMap(({ atMs }, index) => msFrom(atMs, cardsAtMs.get(index))));
  }
  into.refused += scene.refused?.() ?? 0;
}

function msFrom(startMs: number, endMs: number | undefined): number[] {
  return endMs === undefined ? [] : [endMs - startMs];
}

/** Gives commands at an even pace; returns when each was given, and how many milliseconds its answer took. */
async function drive(
  scene: AckScene,
  { wish, perSecond: rate }: Turn,
): Promise<readonly { readonly atMs: number; readonly tookMs: number }[]> {
  const answered: Promise<{ atMs: number; tookMs: number }>[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < rate * turnS; index += 1) {
    await sleep(Math.max(0, startedAt + (index * 1_000) / rate - performance.now()));
    const atMs = performance.now();
    answered.push(scene.ask(index, wish).then(() => ({ atMs, tookMs: performance.now() - atMs })));
  }
  return Promise.all(answered);
}

/** Waits until so many have come, or until no more come; returns how many are missing. */
async function lostOf(count: number, come: () => Promise<number>): Promise<number> {
  for (let [last, still] = [-1, 0]; ;) {
    const now = await come();
    if (now >= count) return 0;
    still = now === last ? still + 1 : 0;
    if (still > 50) return count - now;
    last = now;
    await sleep(200);
  }
}
