import { randomUUID } from 'node:crypto';
import type { OpenCollection } from '../../core/database/records.ts';
import { MoraError, toMoraError } from '../../core/errors.ts';
import { inTime } from '../../core/in-time.ts';
import type { ChatAdapter } from '../chat.ts';
import { translatorFor } from '../locales/translate.ts';
import { locales } from '../locales/locales.ts';
import { createApi, refusalOf } from './api.ts';
import { createChannelBook } from './channel-book.ts';
import { callsPerSecond, createRest, identify, openGateway, type Gateway, type GatewayOptions } from './gateway.ts';
import { createAnswers } from './intake/answers.ts';
import { createAttachments } from './intake/attachments.ts';
import { createInteractions } from './intake/interactions.ts';
import { createMentions } from './intake/mentions.ts';
import { createMessageActions } from './intake/message-actions.ts';
import { platform } from './intake/origin.ts';
import { limits } from './limits.ts';
import { openMemory } from './memory.ts';
import type { DiscordParts } from './parts.ts';
import { createCards, type Cards } from './place/cards.ts';
import { createDeliverer, type Deliverer } from './place/deliver.ts';
import { createEntries, type Entries } from './place/entries.ts';
import { describeCommands } from './registration/describe-commands.ts';
import { registerCommands } from './registration/register.ts';
import { guardStart } from './start-guard.ts';
import { untilAnswered } from './until-answered.ts';

/** Milliseconds that calls under way have to end at a shutdown. */
const shutdownMs = 5_000;

/** What the adapter is built from. */
export type DiscordOptions = Pick<
  DiscordParts,
  'studio' | 'commands' | 'artifacts' | 'media' | 'links' | 'scratchDir' | 'logger'
> &
  Pick<GatewayOptions, 'token' | 'apiUrl'> & {
    readonly collection: OpenCollection;
    /** Milliseconds since 1970. */
    readonly nowMs?: () => number;
  };

/** Discord as a chat of the studio. */
export interface DiscordAdapter extends ChatAdapter {
  /** Resolves once events come in. Rejects where the token is refused. */
  ready(): Promise<void>;
}

/** What can be done once it is known who we are. */
interface Open {
  readonly cards: Cards;
  readonly deliverer: Deliverer;
  readonly entries: Entries;
}

/**
 * Discord's own bounds on edits, as a community feels them: a card each two seconds, five a channel in five seconds. Of
 * the fifty calls a second that it allows, cards take few: reading them costs the embedded database more than all else.
 */
const cardPace = {
  intervalMs: 2_000,
  perGroup: { count: 5, windowMs: 5_000 },
  overall: { count: 8, windowMs: 1_000 },
} as const;

export function createDiscord(options: DiscordOptions): DiscordAdapter {
  const { token, apiUrl, collection, commands, logger, nowMs = Date.now } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const gatewayOptions: GatewayOptions = { token, apiUrl, logger, signal };
  const rest = createRest(gatewayOptions, callsPerSecond);
  const answersRest = createRest(gatewayOptions, Number.MAX_SAFE_INTEGER);
  const memory = openMemory(collection);
  const ready = Promise.withResolvers<void>();
  // Whoever does not wait for it is not to be ended by its failure.
  ready.promise.catch(() => undefined);
  const underWay = new Set<Promise<void>>();
  let open: Open | undefined;
  let gateway: Gateway | undefined;
  let connecting: Promise<void> = Promise.resolve();

  async function connect(): Promise<void> {
    const identity = await identify(rest, gatewayOptions);
    const api = createApi(rest, answersRest, identity.applicationId);
    const parts: DiscordParts = {
      ...options,
      api,
      channels: createChannelBook(api, nowMs),
      memory,
      fileLimit: (guildId) => gateway?.fileLimit(guildId) ?? limits.fileBytes.default,
      mayPost: (guildId, channelId) => gateway?.mayPost(guildId, channelId),
      botId: () => identity.botId,
      processId: randomUUID(),
      nowMs,
      signal,
    };
    const guildLocale = (guildId: string | undefined): string | undefined => gateway?.guildLocale(guildId);
    const cards = createCards(parts);
    const deliverer = createDeliverer(parts, cards);
    const entries = createEntries(parts, guildLocale);
    open = { cards, deliverer, entries };

    const openAttachment = createAttachments(apiUrl);
    const answers = createAnswers(parts, cards, deliverer);
    const messageActions = createMessageActions(parts, entries, openAttachment);
    const onInteraction = createInteractions({ parts, answers, entries, messageActions, open: openAttachment });
    const onMessage = createMentions({ parts, answers, entries, open: openAttachment, guildLocale });
    await guardStart(memory, nowMs, logger, signal);
    gateway = await openGateway(rest, identity, gatewayOptions, {
      onInteraction: (raw) => track(onInteraction(raw)),
      onMessage: (raw) => track(onMessage(raw)),
    });
    ready.resolve();

    await register(identity.applicationId);
  }

  /** People can use what is registered already: a bot that cannot change that goes on. */
  async function register(applicationId: string): Promise<void> {
    try {
      const desired = describeCommands(commands, locales.map(translatorFor));
      const changes = await untilAnswered(
        'discord-registration',
        gatewayOptions,
        () => registerCommands({ rest, applicationId, desired, signal }),
        (error) => refusalOf(error) === 'later',
      );
      logger.info(changes, 'discord-commands-registered');
    } catch (error) {
      if (!signal.aborted) logger.error({ err: error }, 'discord-commands-not-registered');
    }
  }

  function track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => logger.error({ err: error }, 'discord-event-failed'))
      .then(() => void underWay.delete(tracked));
    underWay.add(tracked);
  }

  /** Before it is known who we are, nothing can be posted: the queue tries again. */
  function demandOpen(): Open {
    if (open !== undefined && !signal.aborted) return open;
    throw new MoraError('unavailable', 'Discord cannot be reached just now.');
  }

  return {
    platform,
    cardPace,
    cardGroup: ({ channel, thread }) => thread ?? channel,
    ready: () => ready.promise,
    start() {
      connecting = connect().catch((error: unknown) => {
        ready.reject(error);
        const { code, userMessage } = toMoraError(error);
        // The other chats of the studio go on.
        if (!signal.aborted) logger.error({ err: error, code }, `discord-closed: ${userMessage}`);
      });
      return Promise.resolve();
    },
    showCard: async (card) => open?.cards.show(card),
    deliver: async (delivery, until) => demandOpen().deliverer.deliver(delivery, until),
    showEntry: async (entry) => demandOpen().entries.show(entry),
    hideEntry: async (row) => demandOpen().entries.hide(row),
    async stop() {
      stopping.abort();
      await connecting;
      await gateway?.close();
      // What waits for Discord's rate limits would hold up the whole shutdown; it is taken up again after the start.
      await inTime(Promise.all(underWay), shutdownMs, () => undefined);
    },
  };
}
