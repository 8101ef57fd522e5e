import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds between two looks for connections that have become idle while the server closes. */
const idleCheckMs = 20;

/**
 * Watches a server's connections; the returned function closes it: no new requests, what is under way may end within
 * the grace, then it is cut. Node's own `closeIdleConnections` leaves out those that never asked for anything, and
 * browsers open such ones in advance.
 */
export function prepareClosing(server: Server): (graceMs: number) => Promise<void> {
  const idle = new Set<Socket>();
  server.on('connection', (socket) => {
    idle.add(socket);
    socket.once('close', () => idle.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) idle.add(socket);
    });
  });

  return async (graceMs) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const endIdle = (): void => {
      for (const socket of idle) socket.destroySoon();
    };
    server.close(() => resolve());
    endIdle();
    const checking = setInterval(endIdle, idleCheckMs);
    const cutting = setTimeout(() => server.closeAllConnections(), graceMs);
    await promise;
    clearInterval(checking);
    clearTimeout(cutting);
  };
}
