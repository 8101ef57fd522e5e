import { setTimeout as sleep } from 'node:timers/promises';
import {
  ApplicationFlags,
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  GuildPremiumTier,
  HTTPError,
  Options,
  PermissionFlagsBits,
  REST,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import { MoraError } from '../../core/errors.ts';
import type { Logger } from '../../core/log.ts';
import { limits } from './limits.ts';
import { untilAnswered } from './until-answered.ts';
import { snowflakeSchema } from './wire.ts';

/** Where Discord is, and who we are there. */
export interface GatewayOptions {
  readonly token: string;
  /** Another place than Discord's own, such as a server on loopback. */
  readonly apiUrl: string | undefined;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** Who the token belongs to. */
export interface Identity {
  readonly applicationId: string;
  readonly botId: string;
  /** Whether Discord shows us messages that do not mention us. */
  readonly messageContent: boolean;
}

/** What the gateway brings, in Discord's own form. */
export interface Listeners {
  readonly onInteraction: (raw: unknown) => void;
  readonly onMessage: (raw: unknown) => void;
}

/** The connection that brings events. It resumes by itself after a drop. */
export interface Gateway {
  /** Bytes that a file may have in a server, by its boosts. */
  fileLimit(guildId: string | undefined): number;
  /** The language that a server has chosen. */
  guildLocale(guildId: string | undefined): string | undefined;
  /** Whether we may post videos in a channel of a server; undefined where the gateway did not tell. */
  mayPost(guildId: string | undefined, channelId: string): boolean | undefined;
  close(): Promise<void>;
}

/** What a video needs of a channel. */
const toPost = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages, PermissionFlagsBits.AttachFiles];

/** Clocks differ: a little later than Discord says. */
const resetMarginMs = 2_000;

/** Milliseconds within which a call is answered, or is tried again: 100 MB, the largest file, on 8 Mbit/s. */
const callTimeoutMs = 120_000;

/** Discord's own bound for a bot: https://discord.com/developers/docs/topics/rate-limits#global-rate-limit */
export const callsPerSecond = 50;

/** Calls to Discord, so many a second at most; they wait for what its rate limits allow. */
export function createRest({ token, apiUrl }: Pick<GatewayOptions, 'token' | 'apiUrl'>, perSecond: number): REST {
  const api = apiUrl === undefined ? {} : { api: apiUrl };
  const options = { version: '10', timeout: callTimeoutMs, globalRequestsPerSecond: perSecond, ...api };
  return new REST(options).setToken(token);
}

const applicationSchema = z.object({
  id: snowflakeSchema,
  flags: z.number().default(0),
  bot: z.object({ id: snowflakeSchema }).optional(),
});

/** Asks who we are until Discord answers. Throws `configuration` for a token that is none: asking again would get us banned. */
export async function identify(rest: REST, { logger, signal }: GatewayOptions): Promise<Identity> {
  const application = await untilAnswered('discord-identity', { logger, signal }, async () =>
    applicationSchema.parse(await rest.get(Routes.currentApplication(), { signal })),
  );
  const content = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;
  return {
    applicationId: application.id,
    botId: application.bot?.id ?? application.id,
    messageContent: (application.flags & content) !== 0,
  };
}

const sessionsSchema = z.object({
  shards: z.number(),
  session_start_limit: z.object({ remaining: z.number(), reset_after: z.number() }),
});

/** Connects all shards and begins to listen. Resolves when they are ready, however long Discord is down on the way. */
export async function openGateway(
  rest: REST,
  identity: Identity,
  options: GatewayOptions,
  listeners: Listeners,
): Promise<Gateway> {
  const logInWhereAllowed = async (): Promise<Gateway> => {
    await waitForSessions(rest, options);
    return logIn(identity, options, listeners);
  };
  // Logins are counted: one that Discord refuses is refused the next time, too.
  return untilAnswered('discord-login', options, logInWhereAllowed, isBrokenWay);
}

/** Whether a login failed on the way to Discord, and not by its word. */
function isBrokenWay(error: unknown): boolean {
  return (
    error instanceof HTTPError ||
    (error instanceof TypeError && error.message === 'fetch failed') ||
    isNetworkError(error)
  );
}

/** What the system says of a connection has a code of its own, such as ECONNRESET. */
function isNetworkError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:E[A-Z]+|UND_ERR_\w+)$/u.test(String(error.code));
}

async function logIn(
  { botId, messageContent }: Identity,
  { token, apiUrl, logger, signal }: GatewayOptions,
  { onInteraction, onMessage }: Listeners,
): Promise<Gateway> {
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...(messageContent ? [GatewayIntentBits.MessageContent] : []),
    ],
    shards: 'auto',
    rest: { timeout: callTimeoutMs, ...(apiUrl === undefined ? {} : { api: apiUrl }) },
    // We read events as they come: what would be kept of them is never looked at.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: ({ id }) => id === botId },
    }),
  });
  client.on(Events.Error, (error) => logger.error({ err: error }, 'discord-error'));
  client.on(Events.Warn, (message) => logger.warn({ message }, 'discord-warning'));
  client.on(Events.ShardError, (error, shardId) => logger.warn({ err: error, shardId }, 'discord-shard-error'));
  client.on(Events.ShardDisconnect, ({ code }, shardId) => logger.error({ code, shardId }, 'discord-shard-lost'));
  client.on(Events.ShardReconnecting, (shardId) => logger.info({ shardId }, 'discord-shard-reconnecting'));
  client.on(Events.ShardResume, (shardId) => logger.info({ shardId }, 'discord-shard-resumed'));
  client.on(Events.Invalidated, () => logger.error('discord-session-invalidated'));
  client.ws.on(GatewayDispatchEvents.InteractionCreate, onInteraction);
  client.ws.on(GatewayDispatchEvents.MessageCreate, onMessage);

  const ready = Promise.withResolvers<void>();
  client.once(Events.ClientReady, () => ready.resolve());
  const stopped = (): void => ready.reject(new MoraError('cancelled', 'This was cancelled.'));
  signal.addEventListener('abort', stopped, { once: true });
  try {
    await Promise.all([client.login(token), ready.promise]);
  } catch (error) {
    await client.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', stopped);
  }
  logger.info({ servers: client.guilds.cache.size, shards: client.ws.shards.size, messageContent }, 'discord-ready');

  return {
    fileLimit(guildId) {
      const tier = guildId === undefined ? undefined : client.guilds.cache.get(guildId)?.premiumTier;
      if (tier === GuildPremiumTier.Tier3) return limits.fileBytes.tier3;
      return tier === GuildPremiumTier.Tier2 ? limits.fileBytes.tier2 : limits.fileBytes.default;
    },
    guildLocale: (guildId) => (guildId === undefined ? undefined : client.guilds.cache.get(guildId)?.preferredLocale),
    mayPost(guildId, channelId) {
      const channel = client.channels.cache.get(channelId);
      if (channel === undefined) return undefined;
      if (channel.isDMBased() || channel.guildId !== guildId || !channel.isSendable()) return false;
      return channel.permissionsFor(botId)?.has(toPost);
    },
    close: () => client.destroy(),
  };
}

/** Discord counts logins by the day and resets the token of who goes over: waits where too few are left. */
async function waitForSessions(
  rest: REST,
  { logger, signal }: Pick<GatewayOptions, 'logger' | 'signal'>,
): Promise<void> {
  for (;;) {
    const { shards, session_start_limit: limit } = await untilAnswered(
      'discord-sessions',
      { logger, signal },
      async () => sessionsSchema.parse(await rest.get(Routes.gatewayBot(), { signal })),
    );
    if (limit.remaining >= shards) return;
    logger.error({ remaining: limit.remaining, waitMs: limit.reset_after }, 'discord-logins-used-up');
    await sleep(limit.reset_after + resetMarginMs, undefined, { signal });
  }
}
