import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { Readable, Transform } from 'node:stream';
import S3rver, { type S3Context } from '@20minutes/s3rver';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** What goes wrong with the next requests that are alike. */
export interface S3Fault {
  readonly method: string;
  /** Of the path: `facts/` or `bytes/`; any where absent. */
  readonly key?: string;
  /** `cut` breaks the connection in the middle of the answer; `late` carries the request out and then loses the answer. */
  readonly kind: 'status' | 'cut' | 'late' | 'slow';
  /** For `status`: 503 where absent. */
  readonly status?: number;
  /** How many requests; 1 where absent. */
  readonly times?: number;
}

/** A server that speaks S3, signatures included, on loopback. */
export interface FakeS3 extends AsyncDisposable {
  readonly url: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Requests so far: method and path. */
  readonly seen: readonly string[];
  fault(fault: S3Fault): void;
  /** Forgets the faults that are still to come. */
  calm(): void;
  /** Stops heeding “If-None-Match”, as older servers do not. */
  ignoreConditions(): void;
}

const bucket = 'mora-test';
const slowMs = 1_500;

/** Starts it on a port of loopback, any free one where none is named, over a directory of its own. */
export async function startFakeS3({ port = 0 } = {}): Promise<FakeS3> {
  const directory = await temporaryDirectory();
  const server = new S3rver({
    address: '127.0.0.1',
    port,
    silent: true,
    directory: directory.path,
    configureBuckets: [{ name: bucket }],
  });
  const seen: string[] = [];
  let faults: (S3Fault & { left: number })[] = [];
  let heedsConditions = true;
  /** Writes under way, by their path. */
  const writes = new Map<string, Promise<void>>();

  function takeFault({ method, path }: S3Context): S3Fault | undefined {
    const fault = faults.find((one) => one.method === method && one.left > 0 && path.includes(one.key ?? ''));
    if (fault !== undefined) fault.left -= 1;
    return fault;
  }

  function refuse(context: S3Context, status: number, code: string): void {
    context.status = status;
    context.type = 'application/xml';
    context.body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  }

  // The package keeps what came of a write that broke off, and lets a reader see half of what is being written; S3 does neither.
  async function wholeWrites(context: S3Context, next: () => Promise<void>): Promise<void> {
    const { method, path } = context;
    const before = writes.get(path);
    if (method !== 'PUT') {
      await before;
      return next();
    }
    const body = await readWhole(context.req);
    if (body === undefined) return;
    context.req = Object.assign(Readable.from([body], { objectMode: false }), { socket: context.req.socket });
    const written = (async () => {
      await before;
      return next();
    })();
    const settled = written.catch(() => undefined);
    writes.set(path, settled);
    await written;
    if (writes.get(path) === settled) writes.delete(path);
  }

  // Nor does it know conditional writes.
  async function conditions(context: S3Context, next: () => Promise<void>): Promise<void> {
    const { method, path, headers } = context;
    const isConditional = heedsConditions && method === 'PUT' && headers['if-none-match'] === '*';
    const key = decodeURIComponent(path.slice(bucket.length + 2));
    if (isConditional && (await server.store.existsObject(bucket, key))) {
      return refuse(context, 412, 'PreconditionFailed');
    }
    return next();
  }

  async function trouble(context: S3Context, next: () => Promise<void>): Promise<void> {
    seen.push(`${context.method} ${context.path}`);
    const fault = takeFault(context);
    if (fault === undefined) return next();
    if (fault.kind === 'status') {
      const { status = 503 } = fault;
      return refuse(context, status, status === 503 ? 'SlowDown' : 'InternalError');
    }
    if (fault.kind === 'slow') await sleep(slowMs);
    await next();
    if (fault.kind === 'late') context.req.socket.destroy();
    if (fault.kind === 'cut' && isStream(context.body)) context.body = context.body.pipe(breakingOff(context));
  }

  // The SDK signs a bucket's own address with a slash at its end; the package checks that so only for buckets with a host.
  function bucketAddress(context: S3Context, next: () => Promise<void>): Promise<void> {
    if (context.path === `/${bucket}/`) {
      context.state['vhost'] = true;
      context.mountPath = '/';
    }
    return next();
  }

  server.middleware.unshift(trouble, wholeWrites, conditions);
  server.middleware.splice(-1, 0, bucketAddress);
  const bound = await server.run();
  return {
    url: `http://127.0.0.1:${bound.port}`,
    bucket,
    // The one account that the package knows.
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    seen,
    fault: (fault) => void faults.push({ ...fault, left: fault.times ?? 1 }),
    calm: () => {
      faults = [];
    },
    ignoreConditions: () => {
      heedsConditions = false;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server.httpServer, 'close');
      server.httpServer.close();
      server.httpServer.closeAllConnections();
      await closed;
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** All that a client sends; undefined where it went away meanwhile. */
async function readWhole(request: Readable): Promise<Buffer | undefined> {
  try {
    return await buffer(request);
  } catch {
    return undefined;
  }
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && 'pipe' in body;
}

/** Lets a few bytes pass and breaks the connection. */
function breakingOff({ req }: S3Context): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      this.push(chunk.subarray(0, Math.ceil(chunk.length / 2)));
      setImmediate(() => req.socket.destroy());
      done();
    },
  });
}
