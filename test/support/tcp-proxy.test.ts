import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startTcpProxy } from './tcp-proxy.ts';

/** A server that answers with what it was sent, and ends when it was. */
async function startEcho(): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

test('what passes late is not overtaken by what comes after the delay', async () => {
  await using echo = await startEcho();
  await using proxy = await startTcpProxy(echo.port);
  const socket = connect(proxy.port, '127.0.0.1').setNoDelay(true);
  const words = ['one ', 'two ', 'three ', 'four ', 'five '];
  let got = '';
  socket.setEncoding('utf8').on('data', (part: string) => (got += part));
  for (const [index, word] of words.entries()) {
    proxy.delay(index < 3 ? 60 : 0);
    socket.write(word);
    await sleep(10);
  }
  const all = words.join('');
  await expect.poll(() => got.length).toBe(all.length);
  expect(got).toBe(all);
  socket.destroy();
});
