import { z } from 'zod';
import { MoraError } from '../core/errors.ts';
import type { ModelOffer } from '../core/studio/models.ts';
import type { SpaceSettings } from '../core/studio/space-settings.ts';
import { demandModel, isAllowed } from './choose-model.ts';
import { defineCommand, type CommandContext, type CommandReply } from './define-command.ts';
import { demandManager } from './demand-allowed.ts';
import { channelOption, roleOption } from './mention-options.ts';
import { modelsMeant } from './model-names.ts';
import { modelOption } from './model-option.ts';

/** More channels or roles than any list in a settings page. */
const most = 50;

const lists = z.object({
  channel: channelOption.optional().describe('A channel in which videos may be asked for'),
  role: roleOption.optional().describe('A role whose members may ask for videos'),
  model: modelOption.optional().describe('A model that may be chosen'),
});

/** What takes the usual model away. */
const none = 'none';

export const settingsShow = defineCommand({
  name: 'settings show',
  description: 'Where, by whom and with which models videos may be made here',
  example: '/mora settings show',
  options: z.object({}),
  run: async (_options, context) => describe(await context.studio.settings.get(context.thread), context),
});

export const settingsAllow = defineCommand({
  name: 'settings allow',
  description: 'For moderators: allow a channel, role or model; from the first one on, only those',
  example: '/mora settings allow #videos',
  options: lists,
  positional: 'channel',
  run: async ({ channel, role, model }, context) => {
    demandManager(context);
    const { findChannel, findRole } = context;
    const named = {
      channel: channel !== undefined && findChannel !== undefined ? await findChannel(channel) : channel,
      role: role !== undefined && findRole !== undefined ? await findRole(role) : role,
      model: model === undefined ? undefined : (await findModel(model, context)).name,
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
  description: 'For moderators: take a channel, role or model off its list; an empty list allows all',
  example: '/mora settings forbid #videos',
  options: lists,
  positional: 'channel',
  run: async ({ channel, role, model }, context) => {
    demandManager(context);
    // What is gone from the space must be able to leave the list, too.
    const found = role === undefined ? undefined : await context.findRole?.(role).catch(() => undefined);
    const named = { channel, role: found ?? role, model: model && (await listedModel(model, context)) };
    return change(named, context, (list, id) => list.filter((known) => known !== id));
  },
});

export const settingsModel = defineCommand({
  name: 'settings model',
  description: 'For moderators: who makes videos where nobody names a model; “none” leaves it to the studio',
  example: '/mora settings model none',
  options: z.object({
    model: modelOption.meta({ completes: 'models', suggestions: [none] }).describe('The usual model, or none'),
  }),
  positional: 'model',
  run: async ({ model: typed }, context) => {
    demandManager(context);
    const model = typed.toLowerCase() === none ? undefined : (await findModel(typed, context)).name;
    const changed = await context.studio.settings.change(context.thread, (settings) => {
      if (model === undefined || isAllowed(model, settings)) return { model };
      throw new MoraError('bad-input', `${model} may not be chosen here. Allow it first with /mora settings allow.`);
    });
    return describe(changed, context);
  },
});

const displays = ['show', 'hide'] as const;

export const settingsPrice = defineCommand({
  name: 'settings price',
  description: 'For moderators: whether people see what a video will cost and has cost',
  example: '/mora settings price hide',
  options: z.object({
    display: z.enum(displays, `Choose one of ${displays.join(', ')}.`).describe('Show prices or hide them'),
  }),
  positional: 'display',
  run: async ({ display }, context) => {
    demandManager(context);
    const changed = await context.studio.settings.change(context.thread, () => ({ showPrice: display === 'show' }));
    return describe(changed, context);
  },
});

async function findModel(typed: string, { studio, thread }: CommandContext): Promise<ModelOffer> {
  return demandModel(typed, await studio.models(), await studio.settings.get(thread));
}

/** The whole name of a model on the list; what was typed where there is none such. */
async function listedModel(typed: string, { studio, thread }: CommandContext): Promise<string> {
  const { models } = await studio.settings.get(thread);
  const [listed] = modelsMeant(
    typed,
    models.map((name) => ({ name, label: name })),
  );
  return listed?.name ?? typed;
}

type Named = { readonly [What in 'channel' | 'role' | 'model']: string | undefined };

async function change(
  { channel, role, model }: Named,
  context: CommandContext,
  apply: (list: readonly string[], id: string) => readonly string[],
): Promise<CommandReply> {
  if ((channel ?? role ?? model) === undefined) {
    throw new MoraError('bad-input', 'Name a channel, a role or a model.');
  }
  const changed = await context.studio.settings.change(context.thread, ({ channels, roles, models }) => ({
    channels: channel === undefined ? channels : [...apply(channels, channel)],
    roles: role === undefined ? roles : [...apply(roles, role)],
    models: model === undefined ? models : [...apply(models, model)],
  }));
  return describe(changed, context);
}

function describe(
  { channels, roles, galleryChannel, model, models, showPrice }: SpaceSettings,
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
  const which =
    models.length === 0 ? 'All models may be chosen.' : `These models may be chosen: ${list(models, undefined)}`;
  const usual =
    model === undefined
      ? 'Where nobody names a model, the studio chooses who makes a video.'
      : `Where nobody names another model, videos are made by: ${model}`;
  const price = showPrice ? 'People see what videos cost.' : 'People do not see what videos cost.';
  return { kind: 'list', items: [where, who, gallery, which, usual, price].map((text) => ({ text })) };
}
