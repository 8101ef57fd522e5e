import { announceChannel, changeMessage } from './messages.ts';
import { CHANNEL_TYPES } from './permissions.ts';
import type { StoredChannel, StoredMessage, World } from './world.ts';

/** Opens a thread; one on a message has that message's id. */
export function openThread(
  world: World,
  o: { parent: StoredChannel; name: string; ownerId: string; on?: StoredMessage; id?: string },
): StoredChannel {
  const id = o.on?.id ?? o.id ?? world.nextId();
  const thread: StoredChannel = {
    id,
    type: o.parent.type === CHANNEL_TYPES.news ? CHANNEL_TYPES.newsThread : CHANNEL_TYPES.thread,
    name: o.name,
    nsfw: o.parent.nsfw,
    createdAtMs: world.clock.nowMs(),
    parentId: o.parent.id,
    ownerId: o.ownerId,
    archived: false,
    locked: false,
    ...(o.parent.guildId === undefined ? {} : { guildId: o.parent.guildId }),
    ...(o.on === undefined ? {} : { starterMessageId: o.on.id }),
  };
  world.channels.set(id, thread);
  announceChannel(world, thread, 'THREAD_CREATE');
  if (o.on !== undefined) changeMessage(world, o.on, { threadId: id });
  return thread;
}
