import { z } from 'zod';
import { OLD_MESSAGE_MS } from '../limits.ts';
import { readChange, readNewMessage } from '../message-input.ts';
import { messageShape, MESSAGE_FLAGS } from '../message-shape.ts';
import { changeMessage, postMessage, removeMessage } from '../messages.ts';
import { botPermissions, PERMISSIONS, requireChannel } from '../permissions.ts';
import { invalidForm, refusals } from '../refusal.ts';
import { NO_CONTENT, ok, param, type RestRequest, type Route } from '../rest-route.ts';
import { toErrorBody } from '../rules/rule-problem.ts';
import { channelLimitBytes, requireSendable } from '../send-rules.ts';
import type { StoredChannel, StoredMessage, World } from '../world.ts';

const sendSchema = z.looseObject({
  nonce: z.union([z.string(), z.number()]).transform(String).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z
    .looseObject({
      message_id: z.string(),
      channel_id: z.string().optional(),
      fail_if_not_exists: z.boolean().optional(),
    })
    .nullish(),
});

/** Messages by the bot's own token (https://discord.com/developers/docs/resources/message). */
export function messageRoutes(world: World): Route[] {
  const list = '/channels/:channelId/messages';
  const one = `${list}/:messageId`;
  const viewer = { messageContent: world.messageContent };

  function requireMessage(request: RestRequest, channel: StoredChannel): StoredMessage {
    const message = world.messages.get(param(request, 'messageId'));
    if (message === undefined || message.channelId !== channel.id || message.ephemeral) throw refusals.unknownMessage();
    return message;
  }

  return [
    {
      method: 'GET',
      path: list,
      handle(request) {
        const channel = requireChannel(world, param(request, 'channelId'));
        // Without the permission to read what was before, Discord answers an empty list.
        if ((botPermissions(world, channel) & PERMISSIONS.READ_MESSAGE_HISTORY) === 0n) return ok([]);
        const page = pageOf(visibleMessages(world, channel.id), request.query);
        return ok(page.map((message) => messageShape(world, message, viewer)));
      },
    },
    {
      method: 'GET',
      path: one,
      handle(request) {
        const channel = requireChannel(world, param(request, 'channelId'), PERMISSIONS.READ_MESSAGE_HISTORY);
        return ok(messageShape(world, requireMessage(request, channel), viewer));
      },
    },
    {
      method: 'POST',
      path: list,
      rate: 'postMessage',
      handle(request) {
        const channel = requireSendable(world, param(request, 'channelId'), request.files.length > 0);
        const written = readNewMessage(world, {
          body: request.body,
          files: request.files,
          channelId: channel.id,
          uploadLimitBytes: channelLimitBytes(world, channel),
        });
        const body = sendSchema.parse(request.body ?? {});
        const nonce = body.nonce ?? undefined;
        const there = body.enforce_nonce === true && nonce !== undefined ? sameNonce(world, channel, nonce) : undefined;
        if (there !== undefined) return ok(messageShape(world, there, viewer));
        const reference = referenceOf(world, channel, body.message_reference ?? undefined);
        const message = postMessage(world, {
          ...written,
          channelId: channel.id,
          authorId: world.bot.id,
          ...(nonce === undefined ? {} : { nonce }),
          ...(reference === undefined ? {} : { reference }),
        });
        return ok(messageShape(world, message, viewer));
      },
    },
    {
      method: 'PATCH',
      path: one,
      rate: 'editMessage',
      handle(request) {
        const channel = requireChannel(world, param(request, 'channelId'));
        const message = requireMessage(request, channel);
        if (message.authorId !== world.bot.id) throw refusals.notOwnMessage();
        if (channel.archived) throw refusals.threadArchived();
        const written = readChange(
          world,
          {
            body: request.body,
            files: request.files,
            channelId: channel.id,
            uploadLimitBytes: channelLimitBytes(world, channel),
          },
          message,
        );
        countOldEdit(world, message);
        changeMessage(world, message, { ...written, editedAtMs: world.clock.nowMs() });
        return ok(messageShape(world, message, viewer));
      },
    },
    {
      method: 'DELETE',
      path: one,
      handle(request) {
        const channel = requireChannel(world, param(request, 'channelId'));
        const message = requireMessage(request, channel);
        const manages = (botPermissions(world, channel) & PERMISSIONS.MANAGE_MESSAGES) !== 0n;
        if (message.authorId !== world.bot.id && !manages) throw refusals.missingPermissions();
        if (channel.archived) throw refusals.threadArchived();
        removeMessage(world, message);
        return NO_CONTENT;
      },
    },
  ];
}

/** All that a channel's people see, oldest first. */
export function visibleMessages(world: World, channelId: string): StoredMessage[] {
  return [...world.messages.values()].filter(
    (message) =>
      message.channelId === channelId && !message.ephemeral && (message.flags & MESSAGE_FLAGS.ephemeral) === 0,
  );
}

/** Newest first, as Discord lists them. */
function pageOf(messages: readonly StoredMessage[], query: URLSearchParams): StoredMessage[] {
  const limit = Number(query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    const message = 'Value must be between 1 and 100.';
    throw invalidForm(toErrorBody([{ path: 'limit', code: 'NUMBER_TYPE_MIN_MAX', message }]));
  }
  const newest = messages.toReversed();
  const [before, after, around] = [query.get('before'), query.get('after'), query.get('around')];
  if (around !== null) {
    const half = Math.floor(limit / 2);
    const older = newest.filter(({ id }) => BigInt(id) <= BigInt(around)).slice(0, half + 1);
    return [...newest.filter(({ id }) => BigInt(id) > BigInt(around)).slice(-half), ...older].slice(0, limit);
  }
  if (before !== null) return newest.filter(({ id }) => BigInt(id) < BigInt(before)).slice(0, limit);
  if (after !== null) return newest.filter(({ id }) => BigInt(id) > BigInt(after)).slice(-limit);
  return newest.slice(0, limit);
}

function sameNonce(world: World, channel: StoredChannel, nonce: string): StoredMessage | undefined {
  const since = world.clock.nowMs() - world.limits.nonceMs;
  return [...world.messages.values()].find(
    (message) =>
      message.nonce === nonce &&
      message.channelId === channel.id &&
      message.authorId === world.bot.id &&
      message.createdAtMs > since,
  );
}

function referenceOf(
  world: World,
  channel: StoredChannel,
  wanted: { message_id: string; fail_if_not_exists?: boolean | undefined } | undefined,
): StoredMessage['reference'] {
  if (wanted === undefined) return undefined;
  if ((botPermissions(world, channel) & PERMISSIONS.READ_MESSAGE_HISTORY) === 0n) throw refusals.replyNeedsHistory();
  const message = world.messages.get(wanted.message_id);
  if (message?.channelId === channel.id) return { messageId: message.id, channelId: channel.id };
  if (wanted.fail_if_not_exists === false) return undefined;
  throw invalidForm(
    toErrorBody([{ path: 'message_reference', code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }]),
  );
}

/** @throws Refusal (30046) for one edit too many of a message older than an hour */
function countOldEdit(world: World, message: StoredMessage): void {
  const now = world.clock.nowMs();
  if (now - message.createdAtMs < OLD_MESSAGE_MS) return;
  const { count, windowMs } = world.limits.oldEdits;
  if (message.oldEditsMs.filter((atMs) => atMs > now - windowMs).length >= count) throw refusals.tooManyOldEdits();
  message.oldEditsMs.push(now);
}
