import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Redis } from 'ioredis';
import { found, freePort, stop, until, type TestServer } from './servers.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A Redis that keeps what it was told over its own death. */
export interface DurableRedis extends TestServer {
  kill(): Promise<void>;
  /** Starts it again where it was. */
  revive(): Promise<void>;
}

const client = (port: number): Redis => {
  const made = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null });
  made.on('error', () => undefined);
  return made;
};

/** Asks one server something by a connection of its own. */
async function ask<T>(port: number, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = client(port);
  try {
    await redis.connect();
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

async function launch(port: number, directory: string, ...settings: string[]): Promise<ChildProcess> {
  await mkdir(directory, { recursive: true });
  const basic = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory];
  const program = spawn('redis-server', [...basic, ...settings], { stdio: 'ignore' });
  await until(async () => void (await ask(port, (redis) => redis.ping())));
  return program;
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const exited = once(program, 'exit');
  program.kill('SIGKILL');
  await exited;
}

/** One server that writes down each command before it answers. */
export async function startDurableRedis(): Promise<DurableRedis> {
  await using started = new AsyncDisposableStack();
  const directory = started.use(await temporaryDirectory());
  const port = await freePort();
  const start = (): Promise<ChildProcess> =>
    launch(port, directory.path, '--appendonly', 'yes', '--appendfsync', 'always');
  let program = await start();
  started.defer(() => end(program));
  const held = started.move();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => end(program),
    async revive() {
      program = await start();
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

const slots = 16_384;

/** A cluster of three. */
export async function startRedisCluster(): Promise<TestServer> {
  await using started = new AsyncDisposableStack();
  const directory = started.use(await temporaryDirectory());
  const nodes: { readonly port: number; readonly bus: number }[] = [];
  for (let index = 0; index < 3; index += 1) {
    const node = { port: await freePort(), bus: await freePort() };
    const folder = path.join(directory.path, String(index));
    const program = await launch(node.port, folder, '--cluster-enabled', 'yes', '--cluster-port', String(node.bus));
    started.defer(() => end(program));
    const [from, to] = [index, index + 1].map((edge) => Math.floor((slots / 3) * edge));
    await ask(node.port, (redis) => redis.call('CLUSTER', 'ADDSLOTSRANGE', String(from), String((to ?? slots) - 1)));
    nodes.push(node);
  }
  const [first, ...others] = nodes;
  for (const { port, bus } of others) {
    await ask(first?.port ?? 0, (redis) => redis.call('CLUSTER', 'MEET', '127.0.0.1', String(port), String(bus)));
  }
  for (const { port } of nodes) {
    await until(async () => {
      const info = await ask(port, async (redis) => String(await redis.call('CLUSTER', 'INFO')));
      if (!info.includes('cluster_state:ok') || !info.includes('cluster_known_nodes:3')) throw new Error(info);
    });
  }
  const held = started.move();
  const url = `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
  return { url, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** How far a server has written, or followed another one. */
async function offsetOf(port: number): Promise<number> {
  const info = await ask(port, (redis) => redis.info('replication'));
  return Number(/^(?:slave_repl_offset|master_repl_offset):(\d+)/mu.exec(info)?.[1]);
}

/** A server with a replica, and a Sentinel that watches them. */
export interface WatchedRedis extends TestServer {
  /** Kills the server that takes writes, and resolves when the replica has its place. */
  failOver(): Promise<void>;
}

export async function startWatchedRedis(): Promise<WatchedRedis> {
  await using started = new AsyncDisposableStack();
  const directory = started.use(await temporaryDirectory());
  const [first, second, sentinel] = [await freePort(), await freePort(), await freePort()];
  const main = await launch(first, path.join(directory.path, 'main'));
  started.defer(() => end(main));
  const replica = await launch(second, path.join(directory.path, 'replica'), '--replicaof', '127.0.0.1', String(first));
  started.defer(() => end(replica));
  const settings = path.join(directory.path, 'sentinel.conf');
  await writeFile(
    settings,
    [
      `port ${sentinel}`,
      'bind 127.0.0.1',
      `dir ${directory.path}`,
      `sentinel monitor mora 127.0.0.1 ${first} 1`,
      'sentinel down-after-milliseconds mora 1000',
      'sentinel failover-timeout mora 5000',
    ].join('\n'),
  );
  const watcher = spawn('redis-server', [settings, '--sentinel'], { stdio: 'ignore' });
  started.defer(() => end(watcher));
  await until(async () => {
    const known = await ask(sentinel, (redis) => redis.call('SENTINEL', 'replicas', 'mora'));
    if (!Array.isArray(known) || known.length === 0) throw new Error('the Sentinel knows no replica yet');
  });
  await until(async () => {
    const info = await ask(second, (redis) => redis.info('replication'));
    if (!info.includes('master_link_status:up')) throw new Error('the replica is not up to date yet');
  });
  const held = started.move();
  return {
    url: `redis+sentinel://127.0.0.1:${sentinel}/mora`,
    async failOver() {
      // A replica lags by a moment, and what it never got would be lost: that is Redis's promise, not what is tried here.
      // Something is always written: it is enough to have what had been written by now.
      const written = await offsetOf(first);
      await until(async () => {
        if ((await offsetOf(second)) < written) throw new Error('the replica lags');
      });
      await end(main);
      await until(async () => {
        const info = await ask(second, (redis) => redis.info('replication'));
        if (!info.includes('role:master')) throw new Error('not yet');
      });
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** Whether certificates can be made here. */
export function hasOpenssl(): boolean {
  return found(spawnSync('openssl', ['version']).status === 0, 'openssl');
}

/** A server that speaks TLS alone, with the authority that its certificate is to be trusted by. */
export async function startRedisWithTls(): Promise<TestServer & { readonly authority: string }> {
  await using started = new AsyncDisposableStack();
  const directory = started.use(await temporaryDirectory());
  const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => path.join(directory.path, name));
  const made = spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '1',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost,IP:127.0.0.1',
    '-keyout',
    key ?? '',
    '-out',
    certificate ?? '',
  ]);
  if (made.status !== 0) throw new Error(`openssl: ${String(made.stderr)}`);
  const port = await freePort();
  const program = spawn(
    'redis-server',
    [
      '--port',
      '0',
      '--tls-port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--dir',
      directory.path,
      '--tls-cert-file',
      certificate ?? '',
      '--tls-key-file',
      key ?? '',
      '--tls-ca-cert-file',
      certificate ?? '',
      '--tls-auth-clients',
      'no',
    ],
    { stdio: 'ignore' },
  );
  started.defer(() => stop(program));
  const held = started.move();
  return {
    url: `rediss://localhost:${port}`,
    authority: certificate ?? '',
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
