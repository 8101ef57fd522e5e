import { z } from 'zod';

/** An id of Discord: a number of 64 bits as text. */
export const snowflakeSchema = z.string().regex(/^\d{1,20}$/u);

const userSchema = z.object({
  id: snowflakeSchema,
  username: z.string().default(''),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});
export type DiscordUser = z.infer<typeof userSchema>;

const memberSchema = z.object({
  roles: z.array(snowflakeSchema).default([]),
  nick: z.string().nullish(),
  /** Only in interactions: all that the member may do in the channel. */
  permissions: z.string().optional(),
});

const attachmentSchema = z.object({
  id: snowflakeSchema,
  filename: z.string().default('file'),
  content_type: z.string().nullish(),
  size: z.number().default(0),
  url: z.string(),
});
export type DiscordAttachment = z.infer<typeof attachmentSchema>;

/** A message as far as we read it. Its components are searched for our ids, however deep they stand. */
export const messageSchema = z.object({
  id: snowflakeSchema,
  channel_id: snowflakeSchema,
  guild_id: snowflakeSchema.optional(),
  type: z.number().default(0),
  author: userSchema,
  webhook_id: snowflakeSchema.optional(),
  member: memberSchema.optional(),
  content: z.string().default(''),
  attachments: z.array(attachmentSchema).default([]),
  mentions: z.array(userSchema).default([]),
  components: z.array(z.unknown()).default([]),
  embeds: z.array(z.unknown()).default([]),
  flags: z.number().default(0),
  message_reference: z
    .object({ message_id: snowflakeSchema.optional(), channel_id: snowflakeSchema.optional() })
    .optional(),
  get referenced_message() {
    return messageSchema.nullish();
  },
});
export type DiscordMessage = z.infer<typeof messageSchema>;

const optionSchema = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
  get options() {
    return z.array(optionSchema).optional();
  },
});
export type DiscordOption = z.infer<typeof optionSchema>;

export const channelSchema = z.object({
  id: snowflakeSchema,
  type: z.number(),
  guild_id: snowflakeSchema.optional(),
  parent_id: snowflakeSchema.nullish(),
  nsfw: z.boolean().optional(),
  name: z.string().nullish(),
});
export type DiscordChannel = z.infer<typeof channelSchema>;

const common = z.object({
  id: snowflakeSchema,
  application_id: snowflakeSchema,
  token: z.string(),
  guild_id: snowflakeSchema.optional(),
  channel: channelSchema.partial().extend({ id: snowflakeSchema }).optional(),
  channel_id: snowflakeSchema.optional(),
  member: memberSchema.extend({ user: userSchema }).optional(),
  user: userSchema.optional(),
  locale: z.string().optional(),
  app_permissions: z.string().default('0'),
  /** Key 0 where the app is installed in the server, 1 where its user installed it. */
  authorizing_integration_owners: z.record(z.string(), z.string()).default({}),
  /** 0 a server, 1 a direct message with the bot, 2 any other direct message. */
  context: z.number().optional(),
  attachment_size_limit: z.number().optional(),
});

/** The kinds of interaction that Discord sends us, by their `type`. */
export const interactionSchema = z.discriminatedUnion('type', [
  common.extend({
    type: z.literal(2),
    data: z.object({
      name: z.string(),
      /** 1 slash, 3 on a message. */
      type: z.number(),
      options: z.array(optionSchema).default([]),
      target_id: snowflakeSchema.optional(),
      resolved: z
        .object({
          attachments: z.record(z.string(), attachmentSchema).optional(),
          messages: z.record(z.string(), messageSchema).optional(),
        })
        .default({}),
    }),
  }),
  common.extend({
    type: z.literal(3),
    data: z.object({ custom_id: z.string() }),
    message: messageSchema,
  }),
  common.extend({
    type: z.literal(4),
    data: z.object({ name: z.string(), options: z.array(optionSchema).default([]) }),
  }),
  common.extend({
    type: z.literal(5),
    data: z.object({ custom_id: z.string(), components: z.array(z.unknown()).default([]) }),
    message: messageSchema.optional(),
  }),
]);
export type DiscordInteraction = z.infer<typeof interactionSchema>;
export type InteractionOf<T extends DiscordInteraction['type']> = Extract<DiscordInteraction, { type: T }>;

/** What an answer that makes or finds a message has for us. */
export const postedSchema = z.object({
  id: snowflakeSchema,
  channel_id: snowflakeSchema,
  components: z.array(z.unknown()).default([]),
});
export type Posted = z.infer<typeof postedSchema>;

const componentSchema = z.object({
  id: z.number().optional(),
  type: z.number().optional(),
  custom_id: z.string().optional(),
  content: z.string().optional(),
  value: z.string().optional(),
  component: z.unknown().optional(),
  components: z.array(z.unknown()).optional(),
  accessory: z.unknown().optional(),
  items: z.array(z.object({ media: z.object({ attachment_id: snowflakeSchema.optional() }).optional() })).optional(),
});
export type DiscordComponent = z.infer<typeof componentSchema>;

/** All components of a message or a modal, the nested ones too. What is no component is left out. */
export function flattenComponents(components: readonly unknown[]): DiscordComponent[] {
  return components.flatMap((one) => {
    const parsed = componentSchema.safeParse(one);
    if (!parsed.success) return [];
    const { component, accessory, components: inner = [] } = parsed.data;
    return [parsed.data, ...flattenComponents([component, accessory, ...inner])];
  });
}

/** Ids of the files that the components of a message show: such a message lists them nowhere else. */
export function shownAttachments({ components }: Pick<Posted, 'components'>): string[] {
  return flattenComponents(components).flatMap(({ items = [] }) =>
    items.flatMap(({ media }) => media?.attachment_id ?? []),
  );
}
