import type { InteractionRecord, Interactions } from '../interactions.ts';
import { readChange, readNewMessage, type MessageInput } from '../message-input.ts';
import { messageShape, MESSAGE_FLAGS, WHOLE } from '../message-shape.ts';
import { changeMessage, removeMessage } from '../messages.ts';
import { refusals } from '../refusal.ts';
import { NO_CONTENT, ok, param, type RestAnswer, type RestRequest, type Route } from '../rest-route.ts';
import type { StoredMessage, World } from '../world.ts';
import { postAnswer } from './callback-routes.ts';

/** Follow-ups and edits through an interaction's token, for its fifteen minutes. */
export function webhookRoutes(world: World, interactions: Interactions): Route[] {
  const base = '/webhooks/:applicationId/:token';
  const one = `${base}/messages/:messageId`;

  function requireRecord(request: RestRequest): InteractionRecord {
    const record = interactions.byToken(param(request, 'token'));
    if (record === undefined || param(request, 'applicationId') !== world.applicationId) throw refusals.tokenExpired();
    if (world.clock.nowMs() - record.createdAtMs > world.limits.tokenMs) throw refusals.tokenExpired();
    // Before the first answer there is no webhook.
    if (record.callback === undefined) throw refusals.unknownWebhook();
    return record;
  }

  function requireMessage(request: RestRequest, record: InteractionRecord): StoredMessage {
    const wanted = param(request, 'messageId');
    const id = wanted === '@original' ? record.originalId : wanted;
    const isOwn = id !== undefined && (id === record.originalId || record.followUpIds.includes(id));
    const message = isOwn ? world.messages.get(id) : undefined;
    if (message === undefined) throw refusals.unknownMessage();
    return message;
  }

  function inputOf(request: RestRequest, record: InteractionRecord): MessageInput {
    return {
      body: request.body,
      files: request.files,
      channelId: record.channelId,
      uploadLimitBytes: record.uploadLimitBytes,
    };
  }

  function change(request: RestRequest, record: InteractionRecord, message: StoredMessage): RestAnswer {
    if (world.channels.get(message.channelId)?.archived === true) throw refusals.threadArchived();
    const wasLoading = (message.flags & MESSAGE_FLAGS.loading) !== 0;
    const written = readChange(world, inputOf(request, record), message);
    changeMessage(world, message, { ...written, ...(wasLoading ? {} : { editedAtMs: world.clock.nowMs() }) });
    return ok(messageShape(world, message, WHOLE));
  }

  return [
    {
      method: 'POST',
      path: base,
      rate: 'webhook',
      open: true,
      handle(request) {
        const record = requireRecord(request);
        const original = record.originalId === undefined ? undefined : world.messages.get(record.originalId);
        // The first follow-up to a deferred answer is that answer.
        if (original !== undefined && (original.flags & MESSAGE_FLAGS.loading) !== 0) {
          return change(request, record, original);
        }
        if (world.channels.get(record.channelId) === undefined) throw refusals.unknownChannel();
        if (record.userOnly && record.followUpCount >= world.limits.userInstalledFollowUps) {
          throw refusals.tooManyFollowUps();
        }
        const written = readNewMessage(world, inputOf(request, record));
        const message = postAnswer(world, record, written);
        record.followUpCount += 1;
        record.followUpIds.push(message.id);
        return ok(messageShape(world, message, WHOLE));
      },
    },
    {
      method: 'GET',
      path: one,
      open: true,
      handle(request) {
        return ok(messageShape(world, requireMessage(request, requireRecord(request)), WHOLE));
      },
    },
    {
      method: 'PATCH',
      path: one,
      rate: 'webhook',
      open: true,
      handle(request) {
        const record = requireRecord(request);
        return change(request, record, requireMessage(request, record));
      },
    },
    {
      method: 'DELETE',
      path: one,
      open: true,
      handle(request) {
        removeMessage(world, requireMessage(request, requireRecord(request)));
        return NO_CONTENT;
      },
    },
  ];
}
