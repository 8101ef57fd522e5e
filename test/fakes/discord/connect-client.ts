import { Client, Events, GatewayIntentBits, Partials, type ClientOptions } from 'discord.js';
import type { FakeDiscord } from './fake-discord.ts';

/** A real discord.js client on the fake server: its intents, and what it heard. */
export interface ConnectedClient extends AsyncDisposable {
  readonly client: Client<true>;
}

/**
 * Logs the real discord.js in and waits until it is ready.
 *
 * @throws what `client.login` throws
 */
export async function connectClient(
  discord: FakeDiscord,
  options: Partial<ClientOptions> = {},
): Promise<ConnectedClient> {
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      GatewayIntentBits.MessageContent,
    ],
    partials: [Partials.Channel],
    ...options,
    rest: { api: discord.apiUrl, ...options.rest },
  });
  const ready = Promise.withResolvers<Client<true>>();
  client.once(Events.ClientReady, ready.resolve);
  client.on(Events.Error, () => undefined);
  try {
    await client.login(discord.token);
    return { client: await ready.promise, [Symbol.asyncDispose]: () => client.destroy() };
  } catch (error) {
    await client.destroy();
    throw error;
  }
}
