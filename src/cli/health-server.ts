import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MoraError, systemCode } from '../core/errors.ts';
import { inTime } from '../core/in-time.ts';
import type { Logger } from '../core/log.ts';
import type { QueueLoad } from '../core/queue/queue-load.ts';

/** What the server for supervisors is opened with. */
export interface HealthServerParts {
  /** 0 takes any free port. */
  readonly port: number;
  readonly logger: Logger;
  /** Resolves while the process can do its work, and rejects where not. */
  readonly check: () => Promise<void>;
  /** What `/queues` answers; without it there is no such path. */
  readonly load?: () => Promise<QueueLoad>;
}

/** A server for supervisors, until it is disposed. */
export interface HealthServer extends AsyncDisposable {
  readonly port: number;
}

/** Supervisors give up after a few seconds and then know no reason. */
const patienceMs = 4_000;

/**
 * Listens on all addresses for those that watch this process from other machines: `/healthz` and, where there is a load,
 * `/queues`. Nothing else is there, and neither holds anything of anybody. Throws `port-in-use` or `configuration`.
 */
export async function openHealthServer(parts: HealthServerParts): Promise<HealthServer> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '', parts).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body));
    });
  });
  await listen(server, parts.port);
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      server.closeAllConnections();
      await promise;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

async function answer(url: string, { check, load, logger }: HealthServerParts): Promise<Answer> {
  const [path] = url.split('?', 1);
  const healthy = async (): Promise<object> => check().then(() => ({ status: 'ok' }));
  const work: (() => Promise<object>) | undefined =
    path === '/healthz' ? healthy : path === '/queues' ? load : undefined;
  if (work === undefined) return { status: 404, body: { error: 'There is nothing here.' } };
  try {
    const body = await inTime(work(), patienceMs, () => {
      throw new MoraError('unavailable', 'no answer in time');
    });
    return { status: 200, body };
  } catch (error) {
    logger.debug({ err: error }, 'not healthy');
    const reason = error instanceof MoraError ? error.userMessage : 'something went wrong; the log says what';
    return { status: 503, body: { status: 'unavailable', reason } };
  }
}

async function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, resolve);
  try {
    await promise;
  } catch (error) {
    const code = systemCode(error);
    throw new MoraError(
      code === 'EADDRINUSE' ? 'port-in-use' : 'configuration',
      `Port ${port} cannot be listened on. Set MORA_HEALTH_PORT to another number.`,
      { cause: error, detail: code ?? 'no code' },
    );
  } finally {
    server.off('error', reject);
  }
}
