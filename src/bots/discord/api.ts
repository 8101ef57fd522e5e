import { DiscordAPIError, HTTPError, MessageFlags, RateLimitError, Routes, type REST } from 'discord.js';
import { z } from 'zod';
import { MoraError } from '../../core/errors.ts';
import {
  channelSchema,
  messageSchema,
  postedSchema,
  type DiscordChannel,
  type DiscordMessage,
  type Posted,
} from './wire.ts';

/** A file on its way to Discord. */
export interface OutgoingFile {
  readonly name: string;
  readonly data: Buffer;
  readonly contentType: string;
}

/** A message on its way to Discord; `body` is Discord's own form. */
export interface OutgoingMessage {
  readonly body: Readonly<Record<string, unknown>>;
  readonly files?: readonly OutgoingFile[];
  /** The message that it answers; where that may not be answered, it stands alone. */
  readonly replyTo?: string | undefined;
  /** However often it is posted with the same one in some minutes, it is there once; see `nonceOf`. */
  readonly nonce?: string;
}

/** What we ask of Discord's REST API, by the bot's own token or by that of an interaction. No message ever mentions anybody. */
export interface DiscordApi {
  post(channelId: string, message: OutgoingMessage, signal?: AbortSignal): Promise<Posted>;
  edit(channelId: string, messageId: string, message: OutgoingMessage, signal?: AbortSignal): Promise<Posted>;
  delete(channelId: string, messageId: string): Promise<void>;
  message(channelId: string, messageId: string): Promise<DiscordMessage>;
  /** The newest messages, newest first. */
  messages(channelId: string, limit: number): Promise<readonly DiscordMessage[]>;
  /** The first messages that came after an id, newest first. */
  messagesAfter(channelId: string, id: string, limit: number): Promise<readonly DiscordMessage[]>;
  channel(channelId: string): Promise<DiscordChannel>;
  startThread(channelId: string, messageId: string, name: string): Promise<string>;
  joinThread(threadId: string, userId: string): Promise<void>;
  typing(channelId: string): Promise<void>;
  /** The channel of direct messages with somebody. */
  direct(userId: string): Promise<string>;
  /** Answers an interaction for the first time. */
  answer(interaction: InteractionKey, body: Readonly<Record<string, unknown>>): Promise<Acknowledged>;
  /** Says something more to an interaction, for the person alone. */
  whisper(token: string, body: Readonly<Record<string, unknown>>): Promise<void>;
  /** Changes the first answer of an interaction, within the life of its token. */
  editAnswer(token: string, message: OutgoingMessage, signal?: AbortSignal): Promise<Posted>;
}

/**
 * What became of a first answer. `taken`: it was answered before, by another process of ours or by a call of which we
 * never heard. `late`: Discord has forgotten the interaction.
 */
export type Acknowledged = 'done' | 'taken' | 'late';

/** What answers an interaction. */
export interface InteractionKey {
  readonly id: string;
  readonly token: string;
}

/** A name of the 24 hours of a thread's rest before it is archived. */
const archiveMinutes = 1_440;

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const alreadyAcknowledged = 40_060;
const unknownInteraction = 10_062;
const threadArchived = 50_083;
/** Who may not read what was said before may not answer it. */
const noHistory = 160_002;

/**
 * `answers` is for what is authorised by an interaction's token: Discord does not count that among the calls of the bot,
 * and an acknowledgement must never wait behind them.
 */
export function createApi(rest: REST, answers: REST, applicationId: string): DiscordApi {
  const withoutMentions = ({ body, files }: OutgoingMessage) => ({
    body: { ...body, allowed_mentions: { parse: [] } },
    ...(files === undefined ? {} : { files: [...files] }),
  });
  const messagesOf = async (channelId: string, query: Record<string, string>): Promise<DiscordMessage[]> =>
    z
      .array(messageSchema)
      .parse(await rest.get(Routes.channelMessages(channelId), { query: new URLSearchParams(query) }));
  const toPosted = (answer: unknown): Posted => postedSchema.parse(answer);

  return {
    async post(channelId, { replyTo, nonce, ...message }, signal) {
      const once = nonce === undefined ? {} : { nonce, enforce_nonce: true };
      const send = async (reference: object): Promise<Posted> => {
        const whole = withoutMentions({ ...message, body: { ...message.body, ...once, ...reference } });
        return toPosted(await rest.post(Routes.channelMessages(channelId), { ...whole, ...signalled(signal) }));
      };
      if (replyTo === undefined) return send({});
      try {
        return await send({ message_reference: { message_id: replyTo, fail_if_not_exists: false } });
      } catch (error) {
        if (error instanceof DiscordAPIError && error.code === noHistory) return send({});
        throw error;
      }
    },
    edit: async (channelId, messageId, message, signal) =>
      toPosted(
        await rest.patch(Routes.channelMessage(channelId, messageId), {
          ...withoutMentions(message),
          ...signalled(signal),
        }),
      ),
    async delete(channelId, messageId) {
      const remove = () => rest.delete(Routes.channelMessage(channelId, messageId));
      await remove().catch(async (error: unknown) => {
        if (!(error instanceof DiscordAPIError) || error.code !== threadArchived) throw error;
        // A thread that sleeps gives nothing away: it is woken, and falls asleep again by itself.
        await rest.patch(Routes.channel(channelId), { body: { archived: false } });
        await remove();
      });
    },
    message: async (channelId, messageId) =>
      messageSchema.parse(await rest.get(Routes.channelMessage(channelId, messageId))),
    messages: (channelId, limit) => messagesOf(channelId, { limit: String(limit) }),
    messagesAfter: (channelId, after, limit) => messagesOf(channelId, { after, limit: String(limit) }),
    channel: async (channelId) => channelSchema.parse(await rest.get(Routes.channel(channelId))),
    async startThread(channelId, messageId, name) {
      const body = { name, auto_archive_duration: archiveMinutes };
      return channelSchema.parse(await rest.post(Routes.threads(channelId, messageId), { body })).id;
    },
    joinThread: async (threadId, userId) => void (await rest.put(Routes.threadMembers(threadId, userId))),
    typing: async (channelId) => void (await rest.post(Routes.channelTyping(channelId))),
    direct: async (userId) =>
      channelSchema.parse(await rest.post(Routes.userChannels(), { body: { recipient_id: userId } })).id,
    async answer({ id, token }, body) {
      const send = () => answers.post(Routes.interactionCallback(id, token), { body, auth: false });
      try {
        // A broken connection does not say whether Discord heard: the second call says so.
        await send().catch((error: unknown) => {
          if (error instanceof DiscordAPIError) throw error;
          return send();
        });
        return 'done';
      } catch (error) {
        const code = error instanceof DiscordAPIError ? error.code : undefined;
        if (code === alreadyAcknowledged) return 'taken';
        if (code === unknownInteraction) return 'late';
        throw error;
      }
    },
    async whisper(token, body) {
      const flagged = withoutMentions({ body: { ...body, flags: MessageFlags.Ephemeral } });
      await answers.post(Routes.webhook(applicationId, token), { ...flagged, auth: false });
    },
    editAnswer: async (token, message, signal) =>
      toPosted(
        await answers.patch(Routes.webhookMessage(applicationId, token, '@original'), {
          ...withoutMentions(message),
          ...signalled(signal),
          auth: false,
        }),
      ),
  };
}

function signalled(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** What a refusal of Discord means for what we wanted to do. */
export type Refusal =
  /** The place is gone or closed to us: try another one. */
  | 'no-place'
  /** The file is larger than this place takes. */
  | 'too-large'
  /** The message is gone. */
  | 'no-message'
  /** The message can hardly be changed any more. */
  | 'too-old'
  /** Discord, or the way to it, is down; it will be back. */
  | 'later'
  /** It does not like what we sent: a fault of ours. */
  | 'never';

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const refusals: Readonly<Record<number, Refusal>> = {
  10_003: 'no-place',
  10_004: 'no-place',
  10_008: 'no-message',
  10_013: 'no-place',
  10_015: 'no-message',
  30_046: 'too-old',
  40_005: 'too-large',
  50_001: 'no-place',
  50_007: 'no-place',
  50_008: 'no-place',
  50_013: 'no-place',
  50_027: 'no-message',
  50_083: 'too-old',
  50_278: 'no-place',
  160_005: 'no-place',
};

/** Reads an error of a call. Anything that is no answer of Discord is taken for a broken way to it. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof DiscordAPIError) {
    const known = refusals[Number(error.code)];
    if (known !== undefined) return known;
    if (error.status === 413) return 'too-large';
    if (error.status === 404 || error.status === 403) return 'no-place';
    return error.status >= 500 || error.status === 429 || error.status === 401 ? 'later' : 'never';
  }
  if (error instanceof HTTPError) return error.status === 413 ? 'too-large' : 'later';
  if (error instanceof RateLimitError) return 'later';
  return error instanceof z.ZodError || error instanceof TypeError ? 'never' : 'later';
}

/** Whether a thread could not be started because the message has one already. */
export function isThreadThere(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === 160_004;
}

/** A failed call as ours: the queue tries again what may work later. */
export function toDeliveryError(error: unknown): MoraError {
  if (error instanceof MoraError) return error;
  return new MoraError('unavailable', 'Discord cannot be reached just now.', { cause: error });
}
