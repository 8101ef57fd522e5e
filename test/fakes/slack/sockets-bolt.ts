import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';

/** Where a Bolt app of a test connects to. */
export interface BoltTarget {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly appToken: string;
}

/**
 * The real Bolt over Socket Mode, not started: add listeners, then `start()`.
 * It reconnects after one second (of its own it takes five), or not at all, and says nothing in the log.
 */
export function boltOverSockets(
  target: BoltTarget,
  o: { reconnects?: boolean } = {},
): { app: App; receiver: SocketModeReceiver } & AsyncDisposable {
  const clientOptions = { slackApiUrl: target.apiUrl };
  const receiver = new SocketModeReceiver({
    appToken: target.appToken,
    clientPingTimeout: 1000,
    autoReconnectEnabled: o.reconnects ?? true,
    logLevel: LogLevel.ERROR,
    logger: silentLogger(),
    installerOptions: { clientOptions },
  });
  let settled: Promise<void> = Promise.resolve();
  const begin = (): void => {
    const { promise, resolve } = Promise.withResolvers<void>();
    settled = promise;
    for (const event of ['connected', 'close']) receiver.client.once(event, () => resolve());
  };
  receiver.client.on('reconnecting', begin);
  receiver.client.on('connecting', begin);
  const app = new App({
    receiver,
    clientOptions,
    convoStore: false,
    logger: silentLogger(),
    authorize: async () => ({ botToken: target.botToken, botId: target.botId, botUserId: target.botUserId }),
  });
  return {
    app,
    receiver,
    async [Symbol.asyncDispose]() {
      // A client that is stopped in the middle of connecting leaves a rejection that nobody can handle.
      await settled;
      const { promise, resolve } = Promise.withResolvers<unknown>();
      receiver.client.once('disconnected', resolve);
      await app.stop();
      await promise;
    },
  };
}

function silentLogger() {
  const nothing = (): void => {};
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    setLevel: nothing,
    setName: nothing,
    getLevel: () => LogLevel.ERROR,
  };
}
