import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { temporaryDirectory } from './temporary-directory.ts';

/** A server of its own on a free port, gone with its files when it is disposed. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
}

/** A server of PostgreSQL that can be taken away for a while. */
export interface TestPostgres extends TestServer {
  /** Ends it at once, as a power cut would but for its disk. */
  stop(): Promise<void>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
}

/** Whether a real Redis can be started here. Where not, its suites are skipped and this says so. */
export function hasRedis(): boolean {
  return found(spawnSync('redis-server', ['--version']).status === 0, 'redis-server');
}

/** Whether a real PostgreSQL can be started here. */
export function hasPostgres(): boolean {
  return found(postgresPrograms() !== undefined, 'postgresql');
}

export async function startRedis(): Promise<TestServer> {
  await using started = new AsyncDisposableStack();
  const directory = started.use(await temporaryDirectory());
  const port = await freePort();
  const program = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory.path],
    { stdio: 'ignore' },
  );
  started.defer(() => stop(program));
  const url = `redis://127.0.0.1:${port}`;
  await until(async () => {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    await client.connect();
    client.disconnect();
  });
  const held = started.move();
  return { url, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

export async function startPostgres(): Promise<TestPostgres> {
  await using started = new AsyncDisposableStack();
  const programs = postgresPrograms() ?? '';
  const directory = started.use(await temporaryDirectory());
  const port = await freePort();
  // PostgreSQL refuses to run as root; Debian's packages bring a user for it.
  const user = process.getuid?.() === 0 ? idOf('postgres') : undefined;
  if (user !== undefined) await chown(directory.path, user.uid, user.gid);
  const data = path.join(directory.path, 'data');
  const options = { cwd: directory.path, stdio: 'ignore' as const, ...user };
  const init = spawn(
    path.join(programs, 'initdb'),
    ['--pgdata', data, '--username', 'mora', '--auth', 'trust', '--no-sync', '--encoding', 'UTF8'],
    options,
  );
  await once(init, 'exit');
  const parameters = ['-D', data, '-p', String(port), '-k', directory.path, '-h', '127.0.0.1', '-c', 'fsync=off'];
  const url = `postgres://mora@127.0.0.1:${port}/postgres`;
  let program: ChildProcess | undefined;
  const stopServer = async (): Promise<void> => {
    if (program === undefined || program.exitCode !== null || program.signalCode !== null) return;
    const ended = once(program, 'exit');
    // Of its own signals this is the one for "at once": after a kill its children would hold on to the data for a while.
    program.kill('SIGQUIT');
    await ended;
  };
  const start = async (): Promise<void> => {
    program = spawn(path.join(programs, 'postgres'), parameters, options);
    await until(async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.end();
    });
  };
  started.defer(stopServer);
  await start();
  const held = started.move();
  return { url, stop: stopServer, start, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

export function found(isFound: boolean, name: string): boolean {
  if (!isFound) {
    const sentence = `${name} is not installed: the suites that need it are skipped (apt-get install ${name})`;
    if (process.env['MORA_TEST_REQUIRE'] === 'all') throw new Error(sentence);
    process.stderr.write(`${sentence}\n`);
  }
  return isFound;
}

/** The folder with the server's programs: Debian keeps them off the PATH, one folder a version. */
function postgresPrograms(): string | undefined {
  if (spawnSync('postgres', ['--version']).status === 0) return '';
  try {
    const versions = readdirSync('/usr/lib/postgresql').toSorted((a, b) => Number(b) - Number(a));
    return versions[0] === undefined ? undefined : `/usr/lib/postgresql/${versions[0]}/bin`;
  } catch {
    return undefined;
  }
}

function idOf(user: string): { readonly uid: number; readonly gid: number } {
  const number = (flag: string): number => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout);
  return { uid: number('-u'), gid: number('-g') };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}

export async function until(check: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await check();
    } catch {
      await sleep(50);
    }
  }
}

export async function stop(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  program.kill('SIGKILL');
  await once(program, 'exit');
}
