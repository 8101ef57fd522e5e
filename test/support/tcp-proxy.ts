import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server on loopback, and treats what passes as a bad network would. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** Breaks every connection; new ones are taken. */
  cut(): void;
  /** While stalled nothing passes either way, and nothing ends: both sides wait. */
  stall(isStalled: boolean): void;
  /** Everything passes so many milliseconds late, in its order. */
  delay(ms: number): void;
}

/** Starts it on a free port in front of a port of this machine. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  let stalled = false;
  let delayMs = 0;

  function carry(from: Socket, to: Socket): void {
    // Each timer passes on what came first, whosever timer it is: what a connection carries never overtakes itself.
    const late: Buffer[] = [];
    from.on('data', (bytes: Buffer) => {
      if (delayMs === 0 && late.length === 0) return void to.write(bytes);
      late.push(bytes);
      const timer = setTimeout(() => {
        timers.delete(timer);
        const first = late.shift();
        if (first !== undefined) to.write(first);
      }, delayMs);
      timers.add(timer);
    });
    from.on('close', () => to.destroy());
    // What breaks on one side ends on both; that is said by `close`.
    from.on('error', () => undefined);
  }

  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    carry(client, target);
    carry(target, client);
    if (stalled) for (const socket of [client, target]) socket.pause();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');

  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cut,
    stall(isStalled) {
      stalled = isStalled;
      for (const socket of sockets) {
        if (isStalled) socket.pause();
        else socket.resume();
      }
    },
    delay(ms) {
      delayMs = ms;
    },
    async [Symbol.asyncDispose]() {
      for (const timer of timers) clearTimeout(timer);
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}
