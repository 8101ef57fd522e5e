import { z } from 'zod';
import { SlackRefusal } from '../refusal.ts';
import { userInfo } from '../shapes.ts';
import { method, type Method } from './method.ts';

const flag = z
  .union([z.boolean(), z.enum(['true', 'false', '1', '0'])])
  .transform((value) => value === true || value === 'true' || value === '1')
  .default(false);

export const userMethods: Readonly<Record<string, Method>> = {
  'users.info': method(
    ['users:read'],
    z.object({ user: z.string(), include_locale: flag }),
    ({ world }, team, { user: id, include_locale: withLocale }) => {
      const user = world.users.get(id);
      if (user?.teamId !== team.id) throw new SlackRefusal('user_not_found');
      return { user: userInfo(user, withLocale) };
    },
  ),
  'usergroups.list': method(['usergroups:read'], z.object({ include_users: flag }), ({ world }, team) => ({
    usergroups: [...world.groups.values()]
      .filter(({ teamId }) => teamId === team.id)
      .map(({ id, handle, users }) => ({ id, handle, name: handle, users: [...users] })),
  })),
};
