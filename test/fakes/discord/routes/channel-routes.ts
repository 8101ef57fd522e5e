import { z } from 'zod';
import { setArchived } from '../messages.ts';
import { guildOf, requireChannel } from '../permissions.ts';
import { refusals } from '../refusal.ts';
import { NO_CONTENT, ok, param, type Route } from '../rest-route.ts';
import { channelShape, guildShape, memberShape, userShape } from '../shapes.ts';
import type { StoredGuild, World } from '../world.ts';

const wakeSchema = z.strictObject({ archived: z.literal(false) });

/** Reading channels, guilds and members; waking threads; typing; joining threads. */
export function channelRoutes(world: World): Route[] {
  function requireGuild(guildId: string): StoredGuild {
    const guild = world.guilds.get(guildId);
    if (guild === undefined) throw refusals.unknownGuild();
    if (!guild.hasBot) throw refusals.missingAccess();
    return guild;
  }

  return [
    {
      method: 'GET',
      path: '/channels/:channelId',
      handle: (request) => ok(channelShape(world, requireChannel(world, param(request, 'channelId')))),
    },
    {
      // Of all that can be changed of a channel, only this: a thread that nobody locked may be woken by who may write there.
      method: 'PATCH',
      path: '/channels/:channelId',
      handle(request) {
        const thread = requireChannel(world, param(request, 'channelId'));
        wakeSchema.parse(request.body);
        if (thread.locked) throw refusals.threadLocked();
        setArchived(world, thread, false, false);
        return ok(channelShape(world, thread));
      },
    },
    {
      method: 'POST',
      path: '/channels/:channelId/typing',
      handle(request) {
        requireChannel(world, param(request, 'channelId'));
        return NO_CONTENT;
      },
    },
    {
      method: 'PUT',
      path: '/channels/:channelId/thread-members/:userId',
      handle(request) {
        const thread = requireChannel(world, param(request, 'channelId'));
        if (thread.archived) throw refusals.threadArchived();
        return NO_CONTENT;
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guildId',
      handle: (request) => ok(guildShape(world, requireGuild(param(request, 'guildId')))),
    },
    {
      method: 'GET',
      path: '/guilds/:guildId/channels',
      handle(request) {
        const guild = requireGuild(param(request, 'guildId'));
        const channels = [...world.channels.values()].filter((channel) => guildOf(world, channel) === guild);
        return ok(channels.filter(({ parentId }) => parentId === undefined).map((one) => channelShape(world, one)));
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guildId/members/:userId',
      handle(request) {
        const guild = requireGuild(param(request, 'guildId'));
        const user = world.users.get(param(request, 'userId'));
        if (user === undefined) throw refusals.unknownUser();
        return ok({ ...memberShape(world, guild, user.id), user: userShape(user) });
      },
    },
  ];
}
