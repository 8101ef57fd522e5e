import { z } from 'zod';
import { applicationShape } from '../application-shape.ts';
import type { SessionStartLimit } from '../gateway.ts';
import { refusals } from '../refusal.ts';
import { ok, param, type Route } from '../rest-route.ts';
import { channelShape, userShape } from '../shapes.ts';
import type { StoredChannel, World } from '../world.ts';

const recipientSchema = z.looseObject({ recipient_id: z.string() });

/** The application itself, its user, its guilds, and where the gateway is. */
export function applicationRoutes(o: {
  world: World;
  shards: number;
  sessionStartLimit: () => SessionStartLimit;
  directChannel: (userId: string) => StoredChannel;
}): Route[] {
  const { world } = o;
  const gatewayUrl = (): string => world.origin.replace('http', 'ws');
  return [
    { method: 'GET', path: '/gateway', handle: () => ok({ url: gatewayUrl() }) },
    {
      method: 'GET',
      path: '/gateway/bot',
      handle() {
        const { total, remaining, resetAfterMs } = o.sessionStartLimit();
        // All shards may identify at once: a test has no five seconds for each.
        const limit = { total, remaining, reset_after: resetAfterMs, max_concurrency: 16 };
        return ok({ url: gatewayUrl(), shards: o.shards, session_start_limit: limit });
      },
    },
    { method: 'GET', path: '/applications/@me', handle: () => ok(applicationShape(world)) },
    { method: 'GET', path: '/oauth2/applications/@me', handle: () => ok(applicationShape(world)) },
    { method: 'GET', path: '/users/@me', handle: () => ok({ ...userShape(world.bot), verified: true, flags: 0 }) },
    {
      method: 'GET',
      path: '/users/@me/guilds',
      handle: () =>
        ok(
          [...world.guilds.values()]
            .filter(({ hasBot }) => hasBot)
            .map((guild) => ({
              id: guild.id,
              name: guild.name,
              icon: null,
              owner: false,
              permissions: String(guild.botPermissions),
              features: [],
            })),
        ),
    },
    {
      method: 'GET',
      path: '/users/:userId',
      handle(request) {
        const user = world.users.get(param(request, 'userId'));
        if (user === undefined) throw refusals.unknownUser();
        return ok(userShape(user));
      },
    },
    {
      method: 'POST',
      path: '/users/@me/channels',
      handle(request) {
        const body = recipientSchema.safeParse(request.body);
        const user = body.success ? world.users.get(body.data.recipient_id) : undefined;
        if (user === undefined) throw refusals.unknownUser();
        if (user.bot) throw refusals.directClosed();
        return ok(channelShape(world, o.directChannel(user.id)));
      },
    },
  ];
}
