import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultName, PlannedFault } from './plan-storm.ts';
import { processesWith } from './processes.ts';
import type { StormHouse } from './storm-house.ts';
import type { Supervised } from './supervised.ts';

/** So many requests meet a fault of an outside server; what is left of it ends with `calm`. */
const requests = 6;

/** Further than clocks that are kept should be apart. */
const clockMs = 60_000;

const slowMs = 120;
/** How long a child with a video is waited for. */
const childPatienceMs = 1_500;

/** Lets one thing go wrong; resolves once it is over, where it has an end of its own. */
export async function strike(house: StormHouse, { name, forMs, which }: PlannedFault): Promise<void> {
  await blows[name](house, { forMs, which });
}

/** Ends whatever would still go wrong with the servers outside. */
export function calm({ s3, workers, bot, redisProxy, postgresProxy }: StormHouse): void {
  s3.calm();
  for (const one of [bot, ...workers]) one.moveClock(0);
  for (const proxy of [redisProxy, postgresProxy]) {
    proxy?.stall(false);
    proxy?.delay(0);
  }
}

type Blow = (house: StormHouse, how: Pick<PlannedFault, 'forMs' | 'which'>) => unknown;

const blows: Readonly<Record<FaultName, Blow>> = {
  lull: async (_house, { forMs }) => sleep(forMs),
  'kill-bot': async ({ bot }, { forMs }) => bot.kill(forMs),
  'kill-worker': async (house, { forMs, which }) => workerOf(house, which).kill(forMs),
  'stop-bot': async ({ bot }) => bot.stop(),
  'stop-worker': async (house, { which }) => workerOf(house, which).stop(),
  'kill-media-child': killMediaChild,
  'kill-redis': async ({ redis }, { forMs }) => {
    await redis?.kill();
    await sleep(forMs);
    await redis?.revive();
  },
  'restart-postgres': async ({ postgres }, { forMs }) => {
    await postgres.stop();
    await sleep(forMs);
    await postgres.start();
  },
  'cut-redis': ({ redisProxy }) => redisProxy?.cut(),
  'cut-postgres': ({ postgresProxy }) => postgresProxy.cut(),
  'slow-redis': async ({ redisProxy }, { forMs }) => slowed(redisProxy, forMs),
  'slow-postgres': async ({ postgresProxy }, { forMs }) => slowed(postgresProxy, forMs),
  'stall-redis': async ({ redisProxy }, { forMs }) => stalled(redisProxy, forMs),
  'stall-postgres': async ({ postgresProxy }, { forMs }) => stalled(postgresProxy, forMs),
  's3-errors': ({ s3 }, { which }) => {
    for (const method of ['GET', 'PUT']) {
      s3.fault({ method, kind: 'status', status: which % 2 === 0 ? 500 : 503, times: requests });
    }
  },
  's3-slow': ({ s3 }) => s3.fault({ method: 'PUT', kind: 'slow', times: requests }),
  's3-broken-answers': ({ s3 }) => {
    s3.fault({ method: 'PUT', kind: 'late', times: 2 });
    s3.fault({ method: 'GET', key: 'bytes/', kind: 'cut', times: 2 });
  },
  'clock-ahead': async (house, { which, forMs }) => withClock(oneOf(house, which), clockMs, forMs),
  'clock-behind': async (house, { which, forMs }) => withClock(oneOf(house, which), -clockMs, forMs),
  'provider-down': ({ replicate }) => replicate.fault({ path: '^/v1/', kind: 'status', status: 503, times: requests }),
  'provider-limits': ({ replicate }) =>
    replicate.fault({ path: '^/v1/', kind: 'status', status: 429, headers: { 'retry-after': '1' }, times: requests }),
  'provider-broken-answers': ({ replicate }, { which }) =>
    replicate.fault({
      method: 'POST',
      path: 'predictions$',
      kind: which % 2 === 0 ? 'cut-after' : 'status-after',
      status: 502,
    }),
  'discord-limits': ({ discord }) =>
    discord.fail({
      status: 429,
      headers: { 'retry-after': '1', 'x-ratelimit-scope': 'shared' },
      body: { message: 'You are being rate limited.', retry_after: 1, global: false },
      times: 3,
    }),
  'discord-errors': ({ discord }) => discord.fail({ status: 502, body: 'bad gateway', times: 3 }),
  'discord-broken-answers': ({ discord }) =>
    discord.cut({ method: 'POST', path: /^\/channels\/\d+\/messages$/u, when: 'after' }),
  'discord-drops': ({ discord }, { which }) =>
    which % 2 === 0 ? discord.gateway.drop() : discord.gateway.invalidate(true),
  'slack-limits': ({ slack }) => slack.fail({ method: /^(?:chat|files)\./u, retryAfterS: 1, times: 3 }),
  'slack-errors': ({ slack }) => slack.fail({ method: /^(?:chat|files)\./u, status: 503, times: 3 }),
  'slack-broken-answers': ({ slack }, { which }) =>
    slack.cut({ method: which % 2 === 0 ? 'chat.postMessage' : 'files.completeUploadExternal', when: 'after' }),
  'slack-drops': ({ slack }) => slack.socket.drop(),
};

function workerOf({ workers, bot }: StormHouse, which: number): Supervised {
  return workers[which % workers.length] ?? bot;
}

function oneOf({ workers, bot }: StormHouse, which: number): Supervised {
  return [bot, ...workers][which % (workers.length + 1)] ?? bot;
}

async function slowed(proxy: StormHouse['redisProxy'], forMs: number): Promise<void> {
  proxy?.delay(slowMs);
  await sleep(forMs);
  proxy?.delay(0);
}

async function stalled(proxy: StormHouse['redisProxy'], forMs: number): Promise<void> {
  proxy?.stall(true);
  await sleep(forMs);
  proxy?.stall(false);
}

async function withClock(one: Supervised, offsetMs: number, forMs: number): Promise<void> {
  one.moveClock(offsetMs);
  await sleep(forMs);
  one.moveClock(0);
}

/** Kills one that works on a video, once there is one. */
async function killMediaChild({ mark }: StormHouse, { which }: Pick<PlannedFault, 'which'>): Promise<void> {
  const endAt = performance.now() + childPatienceMs;
  while (performance.now() < endAt) {
    const children = (await processesWith(mark)).filter(({ command }) =>
      /(?:image|video)-child\.ts|child\.ts/u.test(command),
    );
    const child = children[which % Math.max(1, children.length)];
    if (child !== undefined) {
      try {
        process.kill(child.pid, 'SIGKILL');
      } catch {
        // It had just ended.
      }
      return;
    }
    await sleep(50);
  }
}
