import { SlackRefusal } from '../refusal.ts';
import type { World, WorldChannel, WorldTeam } from '../world.ts';

/** A channel of the workspace that the bot may know of. */
export function demandChannel(world: World, team: WorldTeam, id: string): WorldChannel {
  // A person stands for the talk with them.
  const user = world.users.get(id);
  const channel = user?.teamId === team.id ? world.directChannel(team.id, id) : world.channels.get(id);
  if (channel?.teamId !== team.id) throw new SlackRefusal('channel_not_found');
  if (channel.kind === 'private' && !channel.botIsMember) throw new SlackRefusal('channel_not_found');
  return channel;
}

/** A channel that the bot may write to. */
export function demandPostable(world: World, team: WorldTeam, id: string, withFile = false): WorldChannel {
  const channel = demandChannel(world, team, id);
  if (channel.archived) throw new SlackRefusal('is_archived');
  if (channel.withUser !== undefined && world.users.get(channel.withUser)?.closedToBot === true) {
    throw new SlackRefusal('messages_tab_disabled');
  }
  const open = channel.kind === 'public' && team.scopes.includes('chat:write.public') && !withFile;
  if (!channel.botIsMember && !open) throw new SlackRefusal('not_in_channel');
  return channel;
}

/** The first message of a thread there. */
export function demandThread(world: World, channelId: string, threadTs: string | undefined): void {
  if (threadTs === undefined) return;
  const parent = world.message(channelId, threadTs);
  if (parent === undefined || parent.threadTs !== undefined) throw new SlackRefusal('thread_not_found');
}
