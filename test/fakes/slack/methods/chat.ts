import { z } from 'zod';
import { SlackRefusal } from '../refusal.ts';
import { messageShape } from '../shapes.ts';
import type { StoredMessage } from '../message-reader.ts';
import type { World, WorldTeam } from '../world.ts';
import { checkMessage } from './check-message.ts';
import { method, type Method } from './method.ts';
import { demandChannel, demandPostable, demandThread } from './places.ts';

const base = z.object({
  channel: z.string(),
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  thread_ts: z.string().optional(),
});
const metadataSchema = z
  .object({ event_type: z.string().regex(/^[\w.-]{1,255}$/u), event_payload: z.record(z.string(), z.unknown()) })
  .strict();

function demandMetadata(metadata: unknown): Readonly<Record<string, unknown>> | undefined {
  if (metadata === undefined) return undefined;
  const parsed = metadataSchema.safeParse(metadata);
  if (!parsed.success) throw new SlackRefusal('invalid_metadata_format');
  if (JSON.stringify(metadata).length > 8_000) throw new SlackRefusal('metadata_too_large');
  return parsed.data;
}

/** A message of the bot's own; others are refused by the word. */
function demandOwn(world: World, team: WorldTeam, channelId: string, ts: string, word: string): StoredMessage {
  const message = world.message(channelId, ts);
  if (message === undefined || message.onlyFor !== undefined) throw new SlackRefusal('message_not_found');
  if (message.botId !== team.botId) throw new SlackRefusal(word);
  return message;
}

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': method(
    ['chat:write'],
    base.extend({ metadata: z.unknown().optional() }),
    ({ world }, team, { channel: id, text = '', blocks, thread_ts: threadTs, metadata }) => {
      const channel = demandPostable(world, team, id);
      demandThread(world, channel.id, threadTs);
      const checked = checkMessage(world, team, { text, blocks });
      const kept = demandMetadata(metadata);
      const message: StoredMessage = {
        ts: world.ts(),
        channelId: channel.id,
        userId: team.botUserId,
        botId: team.botId,
        text,
        blocks: checked,
        fileIds: [],
        edited: false,
        ...(threadTs === undefined ? {} : { threadTs }),
        ...(kept === undefined ? {} : { metadata: kept }),
      };
      world.messages.push(message);
      return { channel: channel.id, ts: message.ts, message: messageShape(world, message) };
    },
  ),
  'chat.update': method(
    ['chat:write'],
    base.extend({ ts: z.string(), metadata: z.unknown().optional() }),
    ({ world }, team, { channel: id, ts, text, blocks, metadata }) => {
      const channel = demandChannel(world, team, id);
      if (channel.archived) throw new SlackRefusal('is_archived');
      const message = demandOwn(world, team, channel.id, ts, 'cant_update_message');
      const checked = checkMessage(world, team, { text, blocks });
      const kept = demandMetadata(metadata);
      if (kept !== undefined) message.metadata = kept;
      if (text !== undefined) message.text = text;
      if (blocks !== undefined) message.blocks = checked;
      message.edited = true;
      return { channel: channel.id, ts, text: message.text };
    },
  ),
  'chat.delete': method(
    ['chat:write'],
    z.object({ channel: z.string(), ts: z.string() }),
    ({ world }, team, { channel: id, ts }) => {
      const channel = demandChannel(world, team, id);
      const message = demandOwn(world, team, channel.id, ts, 'cant_delete_message');
      world.messages.splice(world.messages.indexOf(message), 1);
      return { channel: channel.id, ts };
    },
  ),
  'chat.postEphemeral': method(
    ['chat:write'],
    base.extend({ user: z.string() }),
    ({ world }, team, { channel: id, user, text = '', blocks, thread_ts: threadTs }) => {
      const channel = demandPostable(world, team, id);
      if (world.users.get(user)?.teamId !== team.id) throw new SlackRefusal('user_not_in_channel');
      const checked = checkMessage(world, team, { text, blocks });
      const message: StoredMessage = {
        ts: world.ts(),
        channelId: channel.id,
        userId: team.botUserId,
        botId: team.botId,
        text,
        blocks: checked,
        fileIds: [],
        edited: false,
        onlyFor: user,
        ...(threadTs === undefined ? {} : { threadTs }),
      };
      world.messages.push(message);
      return { message_ts: message.ts };
    },
  ),
  'chat.getPermalink': method(
    [],
    z.object({ channel: z.string(), message_ts: z.string() }),
    ({ world }, team, { channel: id, message_ts: ts }) => {
      const channel = demandChannel(world, team, id);
      const message = world.message(channel.id, ts);
      if (message === undefined) throw new SlackRefusal('message_not_found');
      const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
      const permalink = `https://${team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}${thread}`;
      return { channel: channel.id, permalink };
    },
  ),
};
