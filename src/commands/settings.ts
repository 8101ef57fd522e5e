import { z } from 'zod';
import { MoraError } from '../core/errors.ts';
import type { SpaceSettings } from '../core/studio/space-settings.ts';
import { defineCommand, type CommandContext, type CommandReply } from './define-command.ts';
import { demandManager } from './demand-allowed.ts';
import { channelOption, roleOption } from './mention-options.ts';

/** More channels or roles than any list in a settings page. */
const most = 50;

const places = z.object({
  channel: channelOption.optional().describe('A channel in which videos may be asked for'),
  role: roleOption.optional().describe('A role whose members may ask for videos'),
});

export const settingsShow = defineCommand({
  name: 'settings show',
  description: 'Where and by whom videos may be asked for here',
  example: '/mora settings show',
  options: z.object({}),
  run: async (_options, context) => describe(await context.studio.settings.get(context.thread), context),
});

export const settingsAllow = defineCommand({
  name: 'settings allow',
  description: 'For moderators: allow a channel or a role; from the first one on, only those may',
  example: '/mora settings allow #videos',
  options: places,
  positional: 'channel',
  run: async ({ channel, role }, context) => {
    demandManager(context);
    const { findChannel, findRole } = context;
    const named = {
      channel: channel !== undefined && findChannel !== undefined ? await findChannel(channel) : channel,
      role: role !== undefined && findRole !== undefined ? await findRole(role) : role,
    };
    return change(named, context, (list, id) => {
      if (list.includes(id)) return list;
      if (list.length >= most) throw new MoraError('bad-input', `At most ${most} can be allowed.`);
      return [...list, id];
    });
  },
});

export const settingsForbid = defineCommand({
  name: 'settings forbid',
  description: 'For moderators: take a channel or a role off the list; an empty list allows all',
  example: '/mora settings forbid #videos',
  options: places,
  positional: 'channel',
  run: async ({ channel, role }, context) => {
    demandManager(context);
    // What is gone from the space must be able to leave the list, too.
    const found = role === undefined ? undefined : await context.findRole?.(role).catch(() => undefined);
    return change({ channel, role: found ?? role }, context, (list, id) => list.filter((known) => known !== id));
  },
});

async function change(
  { channel, role }: { readonly channel: string | undefined; readonly role: string | undefined },
  context: CommandContext,
  apply: (list: readonly string[], id: string) => readonly string[],
): Promise<CommandReply> {
  if (channel === undefined && role === undefined) throw new MoraError('bad-input', 'Name a channel or a role.');
  const changed = await context.studio.settings.change(context.thread, ({ channels, roles }) => ({
    channels: channel === undefined ? channels : [...apply(channels, channel)],
    roles: role === undefined ? roles : [...apply(roles, role)],
  }));
  return describe(changed, context);
}

function describe(
  { channels, roles, galleryChannel }: SpaceSettings,
  { nameChannel, nameRole }: CommandContext,
): CommandReply {
  const list = (ids: readonly string[], name: ((id: string) => string) | undefined): string =>
    ids.map((id) => name?.(id) ?? id).join(', ');
  const where =
    channels.length === 0
      ? 'Videos may be asked for in all channels.'
      : `Videos may be asked for in: ${list(channels, nameChannel)}`;
  const who =
    roles.length === 0 ? 'Everybody may ask for videos.' : `These roles may ask for videos: ${list(roles, nameRole)}`;
  const gallery =
    galleryChannel === undefined
      ? 'There is no gallery yet.'
      : `The gallery is: ${list([galleryChannel], nameChannel)}`;
  return { kind: 'list', items: [where, who, gallery].map((text) => ({ text })) };
}
