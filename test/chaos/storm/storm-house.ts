import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { allModels } from '../../../workers/providers/replicate/models/all-models.ts';
import { startFakeDiscord, type FakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { startFakeReplicate, type FakeReplicate } from '../../fakes/replicate/fake-replicate.ts';
import { startFakeS3, type FakeS3 } from '../../fakes/s3/fake-s3.ts';
import { startFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';
import { startDurableRedis, type DurableRedis } from '../../support/redis-servers.ts';
import { freePort, startPostgres, type TestPostgres } from '../../support/servers.ts';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import type { StormStore } from './plan-storm.ts';
import { supervise, type Supervised } from './supervised.ts';

/** A studio on many machines, all of them here: real servers, fakes of the world outside, and real processes. */
export interface StormHouse extends AsyncDisposable {
  /** Where the queue is; absent where that is PostgreSQL. */
  readonly redis?: DurableRedis;
  readonly redisProxy?: TcpProxy;
  readonly postgres: TestPostgres;
  readonly postgresProxy: TcpProxy;
  readonly s3: FakeS3;
  readonly replicate: FakeReplicate;
  readonly discord: FakeDiscord;
  readonly slack: FakeSlack;
  readonly bot: Supervised;
  readonly workers: readonly Supervised[];
  /** Of the playground, with a slash at its end. */
  readonly url: string;
  /** In the environment of each process of the studio, so that none is overlooked. */
  readonly mark: string;
  readonly slackTeam: { readonly id: string };
}

/** The one person of the playground asks for more than people may. */
const arrangement = `fairness:
  open-per-person: 0
  open-per-server: 0
  open: 0
`;

export async function openStormHouse(store: StormStore, workerCount: number): Promise<StormHouse> {
  await using opened = new AsyncDisposableStack();
  const directory = opened.use(await temporaryDirectory());
  const config = path.join(directory.path, 'mora.config.yaml');
  await writeFile(config, arrangement);
  const redis = store === 'redis' ? opened.use(await startDurableRedis()) : undefined;
  const redisProxy = redis === undefined ? undefined : opened.use(await startTcpProxy(Number(new URL(redis.url).port)));
  const postgres = opened.use(await startPostgres());
  const postgresProxy = opened.use(await startTcpProxy(Number(new URL(postgres.url).port)));
  const s3 = opened.use(await startFakeS3());
  const replicate = opened.use(await startFakeReplicate(allModels, { startMs: 100, makeMs: 600 }));
  const discord = opened.use(await startFakeDiscord());
  const slack = opened.use(await startFakeSlack());
  const slackTeam = slack.addTeam({ name: 'Makers' });

  const databaseUrl = new URL(postgres.url);
  databaseUrl.port = String(postgresProxy.port);
  const queue =
    redisProxy === undefined
      ? { DATABASE_URL: databaseUrl.href }
      : { REDIS_URL: `redis://127.0.0.1:${redisProxy.port}` };
  const shared = {
    ...queue,
    MORA_DATA_DIR: path.join(directory.path, 'data'),
    MORA_CONFIG: config,
    MORA_CREW: 'fast',
    LOG_LEVEL: 'warn',
    S3_BUCKET: s3.bucket,
    S3_ENDPOINT: s3.url,
    S3_ACCESS_KEY_ID: s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
  };
  const port = await freePort();
  const bot = opened.use(
    supervise('the bot', 'start', {
      ...shared,
      PORT: String(port),
      DATABASE_URL: databaseUrl.href,
      MORA_AGENTS: 'none',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      SLACK_BOT_TOKEN: slackTeam.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    }),
  );
  const forWorkers = { ...shared, REPLICATE_API_TOKEN: replicate.token, REPLICATE_BASE_URL: replicate.url };
  const workers = Array.from({ length: workerCount }, (_, index) =>
    opened.use(supervise(`worker ${index + 1}`, 'worker', forWorkers)),
  );
  const held = opened.move();
  return {
    ...(redis === undefined ? {} : { redis }),
    ...(redisProxy === undefined ? {} : { redisProxy }),
    postgres,
    postgresProxy,
    s3,
    replicate,
    discord,
    slack,
    bot,
    workers,
    url: `http://127.0.0.1:${port}/`,
    mark: directory.path,
    slackTeam,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
