import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { SocketModeReceiver } from '@slack/bolt';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { boltLogger, clientOptions } from '../../../src/bots/slack/client-options.ts';
import { keepSocket, type Socket } from '../../../src/bots/slack/socket.ts';
import { silentLogger, type Logger } from '../../../src/core/log.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';

interface Kept extends Socket, AsyncDisposable {
  /** Ends all from outside, as the shutdown of the adapter does. */
  end(): void;
}

function keep({ apiUrl, appToken }: Pick<FakeSlack, 'apiUrl' | 'appToken'>, logger: Logger = silentLogger()): Kept {
  const ending = new AbortController();
  const receiver = new SocketModeReceiver({
    appToken,
    logger: boltLogger(silentLogger()),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions(apiUrl, silentLogger(), ending.signal) },
  });
  const socket = keepSocket(receiver, logger, ending.signal);
  return {
    ...socket,
    end: () => ending.abort(),
    async [Symbol.asyncDispose]() {
      ending.abort();
      await socket.close();
    },
  };
}

const lineSchema = z.object({ msg: z.string() });

/** Lines of a log by their messages. */
function listeningLogger(): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const logger = pino(
    { level: 'info' },
    { write: (line: string) => void lines.push(lineSchema.parse(JSON.parse(line)).msg) },
  );
  return { logger, lines };
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

function asked({ requests }: FakeSlack): number {
  return requests.filter(({ method }) => method === 'apps.connections.open').length;
}

describe('the connection', () => {
  test('is opened, and opened again when it ends, however it does', async () => {
    await using slack = await startFakeSlack();
    await using kept = keep(slack);
    await kept.opened;
    expect(slack.socket.hellos()).toBe(1);
    const ends = [
      () => slack.socket.drop(),
      () => slack.socket.drop({ code: 1011 }),
      () => slack.socket.refresh(),
      () => slack.socket.refresh('link_disabled'),
    ];
    for (const [index, end] of ends.entries()) {
      end();
      await expect.poll(() => [slack.socket.hellos(), slack.socket.connections()]).toEqual([index + 2, 1]);
    }
  });

  test('is opened once Slack can be reached', async () => {
    await using slack = await startFakeSlack();
    slack.cut({ method: 'apps.connections.open', when: 'after' });
    slack.socket.refuse(1, 'upgrade');
    await using kept = keep(slack);
    await kept.opened;
    expect(slack.socket.connections()).toBe(1);
    expect(asked(slack)).toBe(3);
  });

  test('is opened again after failures on the way', async () => {
    await using slack = await startFakeSlack();
    await using kept = keep(slack);
    await kept.opened;
    slack.socket.refuse(1, 'upgrade');
    slack.fail({ method: 'apps.connections.open', error: 'internal_error' });
    slack.fail({ method: 'apps.connections.open', status: 503 });
    slack.socket.drop();
    await expect.poll(() => [slack.socket.hellos(), slack.socket.connections()]).toEqual([2, 1]);
  });

  test('waits as long as Slack wants it to', async () => {
    await using slack = await startFakeSlack();
    slack.fail({ method: 'apps.connections.open', retryAfterS: 2 });
    await using kept = keep(slack);
    await kept.opened;
    const [first, second] = slack.requests.filter(({ method }) => method === 'apps.connections.open');
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(1_990);
  });
});

describe('a token that will never do', () => {
  test('is said to be that, and not tried again', async () => {
    await using slack = await startFakeSlack();
    const { logger, lines } = listeningLogger();
    await using kept = keep({ apiUrl: slack.apiUrl, appToken: 'xapp-1-wrong' }, logger);
    await expect(kept.opened).rejects.toMatchObject({
      code: 'configuration',
      userMessage: expect.stringContaining('connections:write'),
    });
    await kept.close();
    expect(asked(slack)).toBe(1);
    expect(lines).toEqual(['slack-connection-refused']);
  });

  test('may become that later', async () => {
    await using slack = await startFakeSlack();
    const { logger, lines } = listeningLogger();
    await using kept = keep(slack, logger);
    await kept.opened;
    slack.fail({ method: 'apps.connections.open', error: 'token_revoked' });
    slack.socket.drop();
    await expect.poll(() => lines).toContain('slack-connection-refused');
    await kept.close();
    expect(asked(slack)).toBe(2);
    expect(lines).toEqual(['slack-connected', 'slack-connection-ended', 'slack-connection-refused']);
  });
});

describe('a close', () => {
  test('ends the connection for good, however often it is asked for', async () => {
    await using slack = await startFakeSlack();
    const before = timers();
    await using kept = keep(slack);
    await kept.opened;
    await Promise.all([kept.close(), kept.close()]);
    await kept.close();
    await waitUntil(() => timers() <= before);
    await expect.poll(() => slack.socket.connections()).toBe(0);
    expect(asked(slack)).toBe(1);
  });

  test('ends the wait for another try', async () => {
    await using slack = await startFakeSlack();
    slack.fail({ method: 'apps.connections.open', retryAfterS: 600 });
    const before = timers();
    const { logger, lines } = listeningLogger();
    await using kept = keep(slack, logger);
    await expect.poll(() => lines).toEqual(['slack-connection-failed']);
    await kept.close();
    await waitUntil(() => timers() <= before);
    await expect(kept.opened).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('does not wait for a call that is under way', async () => {
    await using slack = await startFakeSlack();
    slack.delay({ method: 'apps.connections.open', ms: 100_000_000 });
    await using kept = keep(slack);
    await expect.poll(() => asked(slack)).toBe(1);
    await kept.close();
    await expect(kept.opened).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('closes what a call opens that was under way', async () => {
    await using slack = await startFakeSlack();
    slack.delay({ method: 'apps.connections.open', ms: 300 });
    await using kept = keep(slack);
    await expect.poll(() => asked(slack)).toBe(1);
    await kept.close();
    await expect.poll(() => [slack.socket.hellos(), slack.socket.connections()]).toEqual([1, 0]);
    expect(asked(slack)).toBe(1);
  });

  test.each(['never greets', 'never says goodbye'] as const)('ends a connection whose other side %s', async (side) => {
    await using mute = await openMute(side === 'never says goodbye');
    await using kept = keep(mute);
    const before = timers();
    if (side === 'never says goodbye') await kept.opened;
    else await expect.poll(() => mute.sockets()).toBe(1);
    await kept.close();
    expect(timers()).toBeLessThanOrEqual(before);
    await expect.poll(() => mute.sockets()).toBe(0);
  });

  test('comes with the end of all', async () => {
    await using slack = await startFakeSlack();
    await using kept = keep(slack);
    await kept.opened;
    kept.end();
    await kept.close();
    await expect.poll(() => slack.socket.connections()).toBe(0);
    expect(asked(slack)).toBe(1);
  });
});

/** https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
const handshakeId = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A Slack that hands out connections and leaves each alone: without a word at all, or after its greeting. */
async function openMute(greets: boolean): Promise<AsyncDisposable & FakeLink> {
  const sockets = new Set<NetSocket>();
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/link` }));
  });
  server.on('upgrade', (request, socket: NetSocket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    // A socket that was upgraded stays half open of itself.
    socket.on('end', () => socket.destroy()).resume();
    if (!greets) return;
    const key = `${request.headers['sec-websocket-key']}${handshakeId}`;
    const accept = createHash('sha1').update(key).digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.write([...head, `Sec-WebSocket-Accept: ${accept}`, '', ''].join('\r\n'));
    const hello = Buffer.from(JSON.stringify({ type: 'hello' }));
    socket.write(Buffer.concat([Buffer.from([0x81, hello.length]), hello]));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    appToken: 'xapp-1-mute',
    sockets: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface FakeLink {
  readonly apiUrl: string;
  readonly appToken: string;
  /** Connections that are open. */
  sockets(): number;
}
