import { setTimeout as sleep } from 'node:timers/promises';
import { judge } from './judge.ts';
import { gatherPeople } from './gather-people.ts';
import type { People } from './people.ts';
import {
  faultNames,
  networkFaults,
  planStorm,
  type AskPlace,
  type FaultName,
  type StormPlan,
  type StormStore,
} from './plan-storm.ts';
import { processesWith } from './processes.ts';
import { openStormHouse, type StormHouse } from './storm-house.ts';
import { calm, strike } from './strike.ts';
import { readBook, type Booked } from './task-book.ts';

export interface StormOptions {
  readonly seed: number;
  readonly store: StormStore;
  /** Accepted tasks in all, at least. */
  readonly tasks: number;
  /** The storm lasts as long as this at least. */
  readonly minutes: number;
  readonly workers: number;
  /** Hears how it goes. */
  readonly say: (line: string) => void;
}

/** Memory of one process that lived through a bad network, in bytes. */
export interface HeapChange {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

export interface StormReport {
  readonly asked: number;
  readonly book: readonly Booked[];
  readonly faults: ReadonlyMap<FaultName, number>;
  /** Times that a process was started. */
  readonly starts: readonly (readonly [name: string, count: number])[];
  readonly heaps: readonly HeapChange[];
  /** What did not hold; nothing where all is well. */
  readonly broken: readonly string[];
  readonly seconds: number;
}

/** Tasks under way at a time: enough to keep all busy, few enough to see them end. */
const openAtMost = 8;
const lookMs = 250;
/** Within this time after the last fault everything has to be in its thread: a lock on PostgreSQL lasts two minutes. */
const settleMs = 300_000;
/** How long what comes too often may take to come. */
const afterwardsMs = 3_000;
/** What part of the tasks belongs to the time in which only the network is bad, of which half comes before measuring. */
const windShare = 0.4;
const heapBound = 0.2;

/** Lets a storm blow over a studio on many machines, and says what broke. */
export async function storm(options: StormOptions): Promise<StormReport> {
  const { seed, store, tasks, say } = options;
  const startedAt = performance.now();
  const plan = planStorm(seed, store);
  const faults = new Map<FaultName, number>();
  let asked = 0;
  let house: StormHouse | undefined;
  let mark = '';
  try {
    house = await openStormHouse(store, options.workers);
    mark = house.mark;
    await ready(house);
    const people = await gatherPeople(house);
    const run = { house, people, plan, faults, say, count: () => (asked += 1) };
    const untilMs = performance.now() + options.minutes * 60_000;
    say(`storm: all may die, until ${Math.ceil(tasks * (1 - windShare))} tasks`);
    await blow(run, Math.ceil(tasks * (1 - windShare)), faultNames, untilMs);
    await settle(run);
    say('wind: only the network is bad');
    await blow(run, Math.ceil(tasks * (1 - windShare / 2)), networkFaults);
    await settle(run);
    const before = await heapsOf(house);
    await blow(run, tasks, networkFaults);
    const book = await settle(run);
    const after = await heapsOf(house);
    const heaps = before.map(({ name, bytes }) => ({
      name,
      before: bytes,
      after: after.find((one) => one.name === name)?.bytes ?? 0,
    }));
    await sleep(afterwardsMs);
    const broken = [...(await judge(house, people, book)), ...leaks(heaps)];
    const processes = [house.bot, ...house.workers];
    const starts = processes.map(({ name, starts: times }) => [name, times] as const);
    await house[Symbol.asyncDispose]();
    const fell = processes.flatMap((one) => one.fell);
    const left = (await processesWith(mark)).map(({ pid, command }) => `process ${pid} is left: ${command}`);
    const seconds = (performance.now() - startedAt) / 1_000;
    return { asked, book, faults, starts, heaps, broken: [...broken, ...fell, ...left], seconds };
  } finally {
    await house?.[Symbol.asyncDispose]();
  }
}

interface Run {
  readonly house: StormHouse;
  readonly people: Readonly<Record<AskPlace, People>>;
  readonly plan: StormPlan;
  readonly faults: Map<FaultName, number>;
  readonly say: (line: string) => void;
  readonly count: () => number;
}

async function ready({ bot, workers, discord, slack }: StormHouse): Promise<void> {
  while (![bot, ...workers].every((one) => one.isReady())) await sleep(lookMs);
  while (discord.commands().length === 0 || slack.socket.connections() === 0) await sleep(lookMs);
}

/** People ask until so many tasks were ever accepted, while one thing after the other goes wrong. */
async function blow(run: Run, tasks: number, among: readonly FaultName[], untilMs = 0): Promise<void> {
  const { house, people, plan, faults, say } = run;
  const over = new AbortController();
  const weather = (async () => {
    while (!over.signal.aborted) {
      const fault = plan.fault(among);
      await sleep(fault.afterMs, undefined, { signal: over.signal }).catch(() => undefined);
      if (over.signal.aborted) return;
      faults.set(fault.name, (faults.get(fault.name) ?? 0) + 1);
      say(`  ${fault.name} for ${fault.forMs} ms`);
      await strike(house, fault);
    }
  })();
  try {
    const acts: Promise<unknown>[] = [];
    for (;;) {
      const book = await readBook(house.postgres.url);
      if (book !== undefined && book.length >= tasks && performance.now() >= untilMs) break;
      const open = book?.filter(({ outcome }) => outcome === null).length ?? openAtMost;
      if (open < openAtMost && house.bot.isReady()) {
        const ask = plan.ask();
        const place = ask.kind === 'connect' ? people.playground : people[ask.place];
        const words = `storm number ${run.count()}`;
        acts.push(place.ask(ask, words).catch((error: unknown) => say(`  (asked in vain: ${String(error)})`)));
        const { cancelAfterMs } = ask;
        if (cancelAfterMs !== undefined) {
          acts.push(
            sleep(cancelAfterMs)
              .then(async () => place.cancel(ask.which))
              .catch(() => undefined),
          );
        }
      }
      await sleep(lookMs);
    }
    await Promise.all(acts);
  } finally {
    over.abort();
    await weather;
  }
}

/** Waits until everything that was accepted has its end in its thread, or for as long as that may take. */
async function settle({ house, say }: Run): Promise<readonly Booked[]> {
  calm(house);
  const endAt = performance.now() + settleMs;
  for (;;) {
    const book = await readBook(house.postgres.url);
    const open = book?.filter(({ outcome, delivered }) => outcome === null || !delivered) ?? [];
    if (book !== undefined && (open.length === 0 || performance.now() > endAt)) {
      say(`settled: ${book.length} tasks, ${open.length} of them open`);
      while (![house.bot, ...house.workers].every((one) => one.isReady())) await sleep(lookMs);
      return book;
    }
    await sleep(lookMs);
  }
}

async function heapsOf({
  bot,
  workers,
}: StormHouse): Promise<readonly { readonly name: string; readonly bytes: number }[]> {
  return Promise.all([bot, ...workers].map(async (one) => ({ name: one.name, bytes: await one.heapBytes() })));
}

function leaks(heaps: readonly HeapChange[]): readonly string[] {
  return heaps.flatMap(({ name, before, after }) =>
    Math.abs(after / before - 1) <= heapBound
      ? []
      : [`the memory of ${name} went from ${megabytes(before)} to ${megabytes(after)}`],
  );
}

/** Bytes in words. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
