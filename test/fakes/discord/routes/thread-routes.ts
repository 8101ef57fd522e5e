import { z } from 'zod';
import { refuse } from '../checks.ts';
import { readNewMessage } from '../message-input.ts';
import { messageShape } from '../message-shape.ts';
import { postMessage } from '../messages.ts';
import { CHANNEL_TYPES, PERMISSIONS, requireChannel } from '../permissions.ts';
import { refusals } from '../refusal.ts';
import { ok, param, type Route } from '../rest-route.ts';
import type { RuleProblem } from '../rules/rule-problem.ts';
import { channelShape } from '../shapes.ts';
import { channelLimitBytes } from '../send-rules.ts';
import { openThread } from '../threads.ts';
import type { World } from '../world.ts';

/** https://discord.com/developers/docs/resources/channel#start-thread-from-message */
const NAME_LIMIT = 100;
const ARCHIVE_MINUTES: ReadonlySet<unknown> = new Set([60, 1440, 4320, 10_080]);
const PARENT_TYPES: ReadonlySet<number> = new Set([CHANNEL_TYPES.text, CHANNEL_TYPES.news, CHANNEL_TYPES.forum]);

const threadSchema = z.looseObject({
  name: z.unknown().optional(),
  type: z.unknown().optional(),
  auto_archive_duration: z.unknown().optional(),
  message: z.unknown().optional(),
});

/** Starting threads: on a message, in a channel, and as a forum's post. */
export function threadRoutes(world: World): Route[] {
  return [
    {
      method: 'POST',
      path: '/channels/:channelId/messages/:messageId/threads',
      rate: 'startThread',
      handle(request) {
        const parent = requireChannel(world, param(request, 'channelId'), PERMISSIONS.CREATE_PUBLIC_THREADS);
        const message = world.messages.get(param(request, 'messageId'));
        if (message === undefined || message.channelId !== parent.id) throw refusals.unknownMessage();
        if (!PARENT_TYPES.has(parent.type)) throw refusals.wrongChannelType();
        const { name } = readThread(request.body);
        if (message.threadId !== undefined) throw refusals.threadExists();
        const thread = openThread(world, { parent, name, ownerId: world.bot.id, on: message });
        return { status: 201, body: channelShape(world, thread) };
      },
    },
    {
      method: 'POST',
      path: '/channels/:channelId/threads',
      rate: 'startThread',
      handle(request) {
        const parent = requireChannel(world, param(request, 'channelId'));
        if (!PARENT_TYPES.has(parent.type)) throw refusals.wrongChannelType();
        const isForum = parent.type === CHANNEL_TYPES.forum;
        requireChannel(world, parent.id, isForum ? PERMISSIONS.SEND_MESSAGES : PERMISSIONS.CREATE_PUBLIC_THREADS);
        const { name, type, message } = readThread(request.body);
        if (!isForum) {
          // Without a type Discord makes a private thread, which this server has none of.
          if (type !== CHANNEL_TYPES.thread && type !== CHANNEL_TYPES.newsThread) throw refusals.missingPermissions();
          return { status: 201, body: channelShape(world, openThread(world, { parent, name, ownerId: world.bot.id })) };
        }
        const id = world.nextId();
        const written = readNewMessage(world, {
          body: message,
          files: request.files,
          channelId: id,
          uploadLimitBytes: channelLimitBytes(world, parent),
        });
        const thread = openThread(world, { parent, name, ownerId: world.bot.id, id });
        // A post and its first message share their id.
        const first = postMessage(world, { ...written, id, channelId: id, authorId: world.bot.id });
        const shown = messageShape(world, first, { messageContent: world.messageContent });
        return { status: 201, body: { ...channelShape(world, thread), message: shown } };
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guildId/threads/active',
      handle(request) {
        const guildId = param(request, 'guildId');
        const active = [...world.channels.values()].filter(
          (channel) => channel.guildId === guildId && channel.parentId !== undefined && !channel.archived,
        );
        return ok({ threads: active.map((thread) => channelShape(world, thread)), members: [] });
      },
    },
  ];
}

function readThread(body: unknown): { name: string; type: unknown; message: unknown } {
  const parsed = threadSchema.parse(body ?? {});
  const problems: RuleProblem[] = [];
  const name = typeof parsed.name === 'string' ? parsed.name : '';
  if (name.trim().length < 1 || name.length > NAME_LIMIT) {
    problems.push({ path: 'name', code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 100 in length.' });
  }
  const minutes = parsed.auto_archive_duration ?? undefined;
  if (minutes !== undefined && !ARCHIVE_MINUTES.has(minutes)) {
    const message = 'Value must be one of (60, 1440, 4320, 10080).';
    problems.push({ path: 'auto_archive_duration', code: 'BASE_TYPE_CHOICES', message });
  }
  refuse(problems);
  return { name, type: parsed.type, message: parsed.message };
}
