import { z } from 'zod';
import { slashCommandData, type TypedCommand } from './command-data.ts';
import { fakeInteraction, type FakeInteraction } from './fake-interaction.ts';
import { fakeMessage } from './fake-message.ts';
import type { InteractionRecord, Interactions } from './interactions.ts';
import { uploadLimitBytes } from './limits.ts';
import { gatewayMessageShape, messageShape, MESSAGE_FLAGS, WHOLE } from './message-shape.ts';
import { MEMBER_PERMISSIONS, botPermissions, guildOf } from './permissions.ts';
import type { StoredCommand } from './routes/command-routes.ts';
import { channelShape, memberPermissions, memberShape, userShape } from './shapes.ts';
import type { StoredChannel, StoredGuild, StoredMessage, StoredUser, World } from './world.ts';

/** Who does something, and where. */
export interface FakePlace {
  readonly userId: string;
  readonly channelId: string;
  /** The channel knows its guild; giving it checks that. */
  readonly guildId?: string;
  readonly locale?: string;
}

/** `/mora …` as somebody typed it. */
export interface FakeCommand extends FakePlace, Omit<TypedCommand, 'channelId' | 'focused'> {
  /** `user`: by the person's own installation; the bot is no member of that guild. */
  readonly installed?: 'guild' | 'user';
  readonly attachmentSizeLimit?: number;
}

/** A command chosen from a message's menu. */
export interface FakeMessageCommand extends FakePlace {
  readonly name: string;
  readonly messageId: string;
  readonly installed?: 'guild' | 'user';
}

/** A click on a button. */
export interface FakePress {
  readonly userId: string;
  readonly messageId: string;
  readonly customId: string;
  readonly locale?: string;
}

/** A form filled in. */
export interface FakeSubmit {
  readonly userId: string;
  /** What was answered with the form. */
  readonly of: FakeInteraction;
  /** By the custom ids of the inputs. */
  readonly values: Readonly<Record<string, string>>;
}

/** An option that is being typed. */
export interface FakeAutocomplete extends FakePlace, Pick<TypedCommand, 'path' | 'options'> {
  readonly focused: { readonly name: string; readonly value: string };
}

/** What people do; each of these reaches the bot over the gateway. */
export interface People {
  command(o: FakeCommand): FakeInteraction;
  messageCommand(o: FakeMessageCommand): FakeInteraction;
  /** @throws Error where the message has no such button that is enabled */
  press(o: FakePress): FakeInteraction;
  submitModal(o: FakeSubmit): FakeInteraction;
  autocomplete(o: FakeAutocomplete): FakeInteraction;
}

const TYPES = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
/** Text inputs and radio groups have one value, selects and groups of boxes a list. */
const ONE_VALUE: ReadonlySet<number> = new Set([4, 21]);
const inputSchema = z.looseObject({ type: z.number(), custom_id: z.string() });

/** Lets people act in `world`, with the commands that the bot has registered. */
export function createPeople(
  world: World,
  interactions: Interactions,
  commands: ReadonlyMap<string, StoredCommand>,
): People {
  function start(
    type: number,
    place: FakePlace & { installed?: 'guild' | 'user'; attachmentSizeLimit?: number },
    data: unknown,
    source?: StoredMessage,
  ): FakeInteraction {
    const scene = sceneOf(world, place);
    if (place.installed === 'user' && scene.guild?.hasBot === true) {
      throw new Error('The bot is a member of that guild: add it with { bot: false }');
    }
    const record = interactions.open({
      type,
      userId: scene.user.id,
      channelId: scene.channel.id,
      userOnly: scene.guild?.hasBot === false,
      uploadLimitBytes: place.attachmentSizeLimit ?? uploadLimitBytes(scene.guild?.premiumTier ?? 0),
      ...(scene.guild === undefined ? {} : { guildId: scene.guild.id }),
      ...(source === undefined ? {} : { sourceMessageId: source.id }),
    });
    const payload = {
      ...frameOf(world, record, scene, place.locale),
      data,
      ...(source === undefined ? {} : { message: messageIn(world, source) }),
    };
    // Where the bot is no member, its interactions come as direct messages do: on shard 0.
    const guildId = record.userOnly ? undefined : scene.guild?.id;
    world.announce({ name: 'INTERACTION_CREATE', guildId, intents: 0, data: () => payload });
    return fakeInteraction(world, record);
  }

  return {
    command: (o) => start(TYPES.command, o, slashCommandData(world, commands.values(), o)),
    autocomplete: (o) => start(TYPES.autocomplete, o, slashCommandData(world, commands.values(), o)),
    messageCommand(o) {
      const target = messageOf(world, o.messageId);
      const registered = [...commands.values()].find(({ name, type }) => name === o.name && type === 3);
      if (registered === undefined && commands.size > 0) throw new Error(`No message command ${o.name} is registered`);
      return start(TYPES.command, o, {
        id: registered?.id ?? world.nextId(),
        name: o.name,
        type: 3,
        target_id: target.id,
        resolved: { messages: { [target.id]: messageShape(world, target, WHOLE) } },
      });
    },
    press(o) {
      const message = messageOf(world, o.messageId);
      const button = fakeMessage(world, message)
        .buttons()
        .find(({ customId }) => customId === o.customId);
      if (button === undefined) throw new Error(`The message has no button ${o.customId}`);
      if (button.disabled) throw new Error(`The button ${o.customId} is disabled`);
      const place = { ...o, channelId: message.channelId };
      return start(TYPES.component, place, { custom_id: o.customId, component_type: 2 }, message);
    },
    submitModal(o) {
      const modal = o.of.modal();
      if (modal === undefined) throw new Error('That interaction was not answered with a form');
      const data = { custom_id: modal['custom_id'], components: fillIn(modal['components'], o.values) };
      const sourceId = interactions.byId(o.of.id)?.sourceMessageId;
      const source = sourceId === undefined ? undefined : world.messages.get(sourceId);
      return start(TYPES.modal, { userId: o.userId, channelId: o.of.channelId }, data, source);
    },
  };
}

interface Scene {
  readonly user: StoredUser;
  readonly channel: StoredChannel;
  readonly guild: StoredGuild | undefined;
}

function sceneOf(world: World, place: FakePlace): Scene {
  const user = world.users.get(place.userId);
  const channel = world.channels.get(place.channelId);
  if (user === undefined) throw new Error(`There is no user ${place.userId}`);
  if (channel === undefined) throw new Error(`There is no channel ${place.channelId}`);
  const guild = guildOf(world, channel);
  if (place.guildId !== undefined && place.guildId !== guild?.id) throw new Error('That channel is in another guild');
  return { user, channel, guild };
}

function messageOf(world: World, messageId: string): StoredMessage {
  const message = world.messages.get(messageId);
  if (message === undefined) throw new Error(`There is no message ${messageId}`);
  return message;
}

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
function frameOf(world: World, record: InteractionRecord, { user, channel, guild }: Scene, locale?: string) {
  const appPermissions = record.userOnly ? MEMBER_PERMISSIONS : botPermissions(world, channel);
  const permissions = guild === undefined ? MEMBER_PERMISSIONS : memberPermissions(guild, user.id);
  const parent = channel.parentId === undefined ? undefined : world.channels.get(channel.parentId);
  return {
    id: record.id,
    application_id: world.applicationId,
    type: record.type,
    token: record.token,
    version: 1,
    channel_id: channel.id,
    channel: {
      ...channelShape(world, channel),
      permissions: String(permissions),
      ...(parent === undefined ? {} : { nsfw: parent.nsfw }),
    },
    app_permissions: String(appPermissions),
    locale: locale ?? user.locale,
    entitlements: [],
    attachment_size_limit: record.uploadLimitBytes,
    context: guild === undefined ? 1 : 0,
    authorizing_integration_owners: record.userOnly ? { 1: user.id } : { 0: guild?.id ?? '0' },
    ...(guild === undefined
      ? { user: userShape(user) }
      : {
          guild_id: guild.id,
          guild_locale: guild.locale,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          member: {
            ...memberShape(world, guild, user.id),
            user: userShape(user),
            permissions: String(permissions),
          },
        }),
  };
}

function messageIn(world: World, message: StoredMessage): Record<string, unknown> {
  const { guild_id: _guild, member: _member, ...shape } = gatewayMessageShape(world, message, WHOLE);
  return { ...shape, flags: message.flags & ~MESSAGE_FLAGS.loading };
}

/** The form's inputs with their values, in the form's own nesting. */
function fillIn(components: unknown, values: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(components)) return components.map((component: unknown) => fillIn(component, values));
  if (typeof components !== 'object' || components === null) return components;
  const input = inputSchema.safeParse(components);
  if (input.success) {
    const { type, custom_id: customId } = input.data;
    const value = values[customId] ?? ('value' in components ? components.value : undefined) ?? '';
    return {
      type,
      custom_id: customId,
      ...(ONE_VALUE.has(type) ? { value } : { values: value === '' ? [] : [value] }),
    };
  }
  return Object.fromEntries(
    Object.entries(components).map(([key, value]) => [
      key,
      key === 'components' || key === 'component' ? fillIn(value, values) : value,
    ]),
  );
}
