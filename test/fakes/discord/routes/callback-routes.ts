import { z } from 'zod';
import { refuse } from '../checks.ts';
import type { InteractionRecord, Interactions } from '../interactions.ts';
import { readChange, readNewMessage, type MessageInput } from '../message-input.ts';
import { messageShape, MESSAGE_FLAGS, WHOLE } from '../message-shape.ts';
import { changeMessage, postMessage } from '../messages.ts';
import { refusals } from '../refusal.ts';
import { NO_CONTENT, ok, param, type RestRequest, type Route } from '../rest-route.ts';
import { checkCallback } from '../rules/callback-rules.ts';
import type { StoredMessage, World } from '../world.ts';

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const CALLBACK = { message: 4, deferredMessage: 5, deferredUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

const callbackSchema = z.looseObject({ type: z.number(), data: z.unknown().optional() });
const flagsSchema = z.looseObject({ flags: z.number().optional() });

/** The first answer to an interaction: once, and in three seconds. */
export function callbackRoutes(world: World, interactions: Interactions): Route[] {
  function sourceOf(record: InteractionRecord): StoredMessage | undefined {
    return record.sourceMessageId === undefined ? undefined : world.messages.get(record.sourceMessageId);
  }

  function answer(record: InteractionRecord, type: number, data: unknown, request: RestRequest): void {
    const input: MessageInput = {
      body: data,
      files: request.files,
      channelId: record.channelId,
      uploadLimitBytes: record.uploadLimitBytes,
    };
    const source = sourceOf(record);
    if (type === CALLBACK.message) {
      record.originalId = postAnswer(world, record, readNewMessage(world, input)).id;
    } else if (type === CALLBACK.deferredMessage) {
      const flags = flagsSchema.safeParse(data).data?.flags ?? 0;
      const fields = { flags: (flags & MESSAGE_FLAGS.ephemeral) | MESSAGE_FLAGS.loading };
      record.originalId = postAnswer(world, record, fields).id;
    } else if (type === CALLBACK.update) {
      if (source === undefined) throw refusals.unknownMessage();
      const written = readChange(world, input, source);
      record.originalId = source.id;
      changeMessage(world, source, { ...written, editedAtMs: world.clock.nowMs() });
    } else if (type === CALLBACK.deferredUpdate && source !== undefined) {
      record.originalId = source.id;
    }
  }

  return [
    {
      method: 'POST',
      path: '/interactions/:interactionId/:token/callback',
      open: true,
      handle(request) {
        const record = interactions.byId(param(request, 'interactionId'));
        if (record === undefined || record.token !== param(request, 'token')) throw refusals.unknownInteraction();
        const now = world.clock.nowMs();
        if (record.callback !== undefined) throw refusals.alreadyAcknowledged();
        if (now - record.createdAtMs > world.limits.acknowledgeMs) throw refusals.unknownInteraction();
        const source = sourceOf(record);
        refuse(
          checkCallback(request.body, record.type, {
            files: request.files,
            hasMessage: source !== undefined,
            ...(source === undefined ? {} : { edit: { flags: source.flags, attachments: source.attachments } }),
          }),
        );
        const { type, data } = callbackSchema.parse(request.body);
        answer(record, type, data, request);
        record.callback = { type, body: request.body, atMs: now };
        record.answered.resolve(request.body);
        return request.query.get('with_response') === 'true' ? ok(responseShape(world, record, type)) : NO_CONTENT;
      },
    },
  ];
}

/** Posts by the interaction: no permission in the channel is needed for that. */
export function postAnswer(
  world: World,
  record: InteractionRecord,
  fields: Partial<StoredMessage> & { readonly flags: number },
): StoredMessage {
  return postMessage(world, {
    ...fields,
    channelId: record.channelId,
    authorId: world.bot.id,
    type: record.type === 2 ? 20 : 0,
    ephemeral: (fields.flags & MESSAGE_FLAGS.ephemeral) !== 0,
    interaction: { id: record.id, type: record.type, userId: record.userId },
  });
}

function responseShape(world: World, record: InteractionRecord, type: number) {
  const message = record.originalId === undefined ? undefined : world.messages.get(record.originalId);
  return {
    interaction: {
      id: record.id,
      type: record.type,
      ...(message === undefined
        ? {}
        : {
            response_message_id: message.id,
            response_message_loading: (message.flags & MESSAGE_FLAGS.loading) !== 0,
            response_message_ephemeral: message.ephemeral,
          }),
    },
    resource: { type, ...(message === undefined ? {} : { message: messageShape(world, message, WHOLE) }) },
  };
}
