import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, type Bench, type Measure } from '../support/bench.ts';
import type { AckPlatform, AckScene, Wish } from './scene.ts';

const perSecond = 50;
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
      const bareCards = emptyTimes();
      const status = emptyTimes();
      const t2v = emptyTimes();
      for (let round = 0; round < rounds; round += 1) {
        await takeTurn(platform, 'bare', 'status', bare);
        if (name === 'slack') await takeTurn(platform, 'bare', 't2v', bareCards);
        await takeTurn(platform, 'studio', 'status', status);
        await takeTurn(platform, 'studio', 't2v', t2v);
      }
      const cards = bareCards.cards.length === 0 ? [] : cardMeasures(t2v, bareCards);
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

function cardMeasures(t2v: Times, bare: Times): Measure[] {
  const bareMedian = percentile(bare.cards, 0.5);
  return [
    { name: 'first card: median', value: percentile(t2v.cards, 0.5) / bareMedian, unit: '×', aim: 1.5 },
    { name: 'first card: p99', value: percentile(t2v.cards, 0.99), unit: 'ms' },
    { name: 'calls refused for their pace', value: t2v.refused, unit: '', aim: 0 },
    { name: 'bare bot, first message: median', value: bareMedian, unit: 'ms' },
    { name: 'bare bot, first message: p99', value: percentile(bare.cards, 0.99), unit: 'ms' },
  ];
}

async function takeTurn(platform: AckPlatform, name: 'bare' | 'studio', wish: Wish, into: Times): Promise<void> {
  await using scene = await platform.open();
  await using bot = await scene.startBot(name);
  if (name === 'studio') await bot.ask({ kind: 'tasks', count: running, places: [...scene.places], held: true });
  const asked = await drive(scene, wish);
  into.acknowledged.push(...asked.map(({ tookMs }) => tookMs));
  const { length } = asked;
  if (wish === 't2v' && name === 'studio') {
    into.lost += await lostOf(length, async () => (await bot.ask({ kind: 'accepted' })).value);
  }
  const { cardsAtMs } = scene;
  if (wish === 't2v' && cardsAtMs !== undefined) {
    into.lost += await lostOf(length, () => Promise.resolve(cardsAtMs.size));
    for (const [index, { atMs }] of asked.entries()) into.cards.push((cardsAtMs.get(index) ?? Number.NaN) - atMs);
  }
  into.refused += scene.refused?.() ?? 0;
}

/** Gives commands at an even pace; returns when each was given, and how many milliseconds its answer took. */
async function drive(
  scene: AckScene,
  wish: Wish,
): Promise<readonly { readonly atMs: number; readonly tookMs: number }[]> {
  const answered: Promise<{ atMs: number; tookMs: number }>[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < perSecond * turnS; index += 1) {
    await sleep(Math.max(0, startedAt + (index * 1_000) / perSecond - performance.now()));
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
