import { z } from 'zod';
import { SlackRefusal } from '../refusal.ts';
import { messageShape } from '../shapes.ts';
import type { StoredMessage } from '../message-reader.ts';
import type { World, WorldChannel, WorldTeam } from '../world.ts';
import { method, type Method } from './method.ts';
import { demandChannel } from './places.ts';

const number = z.coerce.number().int().min(1).max(999).default(100);
const flag = z
  .union([z.boolean(), z.enum(['true', 'false', '1', '0'])])
  .transform((value) => value === true || value === 'true' || value === '1')
  .default(false);
const pageSchema = z.object({
  channel: z.string(),
  oldest: z.string().default('0'),
  latest: z.string().optional(),
  inclusive: flag,
  limit: number,
  cursor: z.string().default('0'),
  include_all_metadata: flag,
});

/** Reading a channel needs its kind's right, and being in it. */
function demandReadable(world: World, team: WorldTeam, id: string): WorldChannel {
  const channel = demandChannel(world, team, id);
  const scope = { public: 'channels:history', private: 'groups:history', direct: 'im:history' }[channel.kind];
  if (!team.scopes.includes(scope)) throw new SlackRefusal('missing_scope', { needed: scope });
  if (!channel.botIsMember) throw new SlackRefusal('not_in_channel');
  return channel;
}

function pageOf(
  world: World,
  messages: readonly StoredMessage[],
  { oldest, latest, inclusive, limit, cursor, include_all_metadata: withMetadata }: z.infer<typeof pageSchema>,
): Readonly<Record<string, unknown>> {
  const after = (ts: string): boolean => (inclusive ? ts >= oldest : ts > oldest);
  const before = (ts: string): boolean => latest === undefined || (inclusive ? ts <= latest : ts < latest);
  const all = messages.filter(({ ts }) => oldest === '0' || after(ts)).filter(({ ts }) => before(ts));
  const start = Number(cursor);
  const page = all.slice(start, start + limit).map((message) => {
    const { metadata, ...shape } = messageShape(world, message);
    return withMetadata && metadata !== undefined ? { ...shape, metadata } : shape;
  });
  const more = start + limit < all.length;
  return {
    messages: page,
    has_more: more,
    response_metadata: { next_cursor: more ? String(start + limit) : '' },
  };
}

const isShown = ({ onlyFor }: StoredMessage): boolean => onlyFor === undefined;

export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.history': method([], pageSchema, ({ world }, team, args) => {
    const channel = demandReadable(world, team, args.channel);
    const top = world.messages
      .filter((one) => one.channelId === channel.id && one.threadTs === undefined)
      .filter(isShown);
    return pageOf(world, top.toReversed(), args);
  }),
  'conversations.replies': method([], pageSchema.extend({ ts: z.string() }), ({ world }, team, args) => {
    const channel = demandReadable(world, team, args.channel);
    const here = world.messages.filter((one) => one.channelId === channel.id).filter(isShown);
    // A reply names its thread, too.
    const root = here.find(({ ts }) => ts === args.ts)?.threadTs ?? args.ts;
    const parent = here.find(({ ts }) => ts === root);
    if (parent === undefined) throw new SlackRefusal('thread_not_found');
    const replies = here.filter(({ threadTs }) => threadTs === root);
    // The parent is always there, whatever part of the thread is asked for.
    const { messages, ...rest } = pageOf(world, replies, { ...args, limit: Math.max(1, args.limit - 1) });
    const { metadata, ...shape } = messageShape(world, parent);
    const first = args.include_all_metadata && metadata !== undefined ? { ...shape, metadata } : shape;
    const own = z.array(z.unknown()).parse(messages);
    return { messages: args.limit === 1 ? [first] : [first, ...own], ...rest };
  }),
  'conversations.info': method(
    ['channels:read', 'groups:read', 'im:read'],
    z.object({ channel: z.string() }),
    ({ world }, team, { channel: id }) => ({ channel: shapeOf(demandChannel(world, team, id)) }),
  ),
  'conversations.join': method(
    ['channels:join'],
    z.object({ channel: z.string() }),
    ({ world }, team, { channel: id }) => {
      const channel = demandChannel(world, team, id);
      if (channel.kind !== 'public') throw new SlackRefusal('method_not_supported_for_channel_type');
      if (channel.archived) throw new SlackRefusal('is_archived');
      channel.botIsMember = true;
      return { channel: shapeOf(channel) };
    },
  ),
  'conversations.open': method(['im:write'], z.object({ users: z.string() }), ({ world }, team, { users }) => {
    const user = world.users.get(users);
    if (user?.teamId !== team.id) throw new SlackRefusal('user_not_found');
    return { channel: shapeOf(world.directChannel(team.id, user.id)) };
  }),
};

function shapeOf({ id, name, kind, botIsMember, archived }: WorldChannel): Readonly<Record<string, unknown>> {
  if (kind === 'direct') return { id, is_im: true };
  return {
    id,
    name,
    is_channel: true,
    is_private: kind === 'private',
    is_member: botIsMember,
    is_archived: archived,
    is_im: false,
  };
}
