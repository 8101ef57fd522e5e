import { z } from 'zod';

/** Ids of Slack: a letter that says of what, and more letters and digits. */
export const idSchema = z.string().regex(/^[A-Z][A-Z0-9]{1,30}$/u);

/** The time stamp that names a message within its channel. */
export const tsSchema = z.string().regex(/^\d{1,12}\.\d{1,10}$/u);

/** A file as messages and forms carry it. */
export const fileSchema = z.object({
  id: idSchema,
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
  /** `check_file_info` where the rest has to be asked for, such as in a channel that two organisations share. */
  file_access: z.string().nullish(),
});
export type SlackFile = z.infer<typeof fileSchema>;

/** A message as far as we read it. Its blocks are searched for our ids. */
export const messageSchema = z.object({
  ts: tsSchema,
  thread_ts: tsSchema.optional(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  subtype: z.string().optional(),
  text: z.string().default(''),
  blocks: z.array(z.unknown()).default([]),
  files: z.array(fileSchema).catch([]).default([]),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()).default({}) })
    .optional()
    .catch(undefined),
});
export type SlackMessage = z.infer<typeof messageSchema>;

/** A message event: a message with its place. */
export const messageEventSchema = messageSchema.extend({
  type: z.enum(['message', 'app_mention']),
  channel: idSchema,
  channel_type: z.string().optional(),
});
export type MessageEvent = z.infer<typeof messageEventSchema>;

/** The envelope of every event. */
export const eventBodySchema = z.object({ event_id: z.string().min(1), event_time: z.number().optional() });

const personSchema = z.object({ id: idSchema });
const placeSchema = z.object({ id: idSchema });

export const commandBodySchema = z.object({
  text: z.string().default(''),
  trigger_id: z.string().min(1),
  user_id: idSchema,
  channel_id: idSchema,
});

export const messageShortcutSchema = z.object({
  type: z.literal('message_action'),
  callback_id: z.string(),
  trigger_id: z.string().min(1),
  user: personSchema,
  channel: placeSchema,
  message: messageSchema,
});
export type MessageShortcut = z.infer<typeof messageShortcutSchema>;

export const globalShortcutSchema = z.object({
  type: z.literal('shortcut'),
  callback_id: z.string(),
  trigger_id: z.string().min(1),
  user: personSchema,
});

const viewSchema = z.object({
  id: z.string(),
  type: z.string(),
  hash: z.string().optional(),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  blocks: z.array(z.unknown()).default([]),
  state: z.unknown().optional(),
});
export type SlackView = z.infer<typeof viewSchema>;

const pressedSchema = z.object({
  action_id: z.string(),
  action_ts: z.string().default('0'),
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

/** Somebody pressed a button of a message, of a modal or of the Home tab. */
export const pressSchema = z.object({
  type: z.literal('block_actions'),
  trigger_id: z.string().min(1),
  user: personSchema,
  channel: placeSchema.optional(),
  message: messageSchema.optional(),
  view: viewSchema.optional(),
  actions: z.tuple([pressedSchema]).rest(pressedSchema),
});
export type Press = z.infer<typeof pressSchema>;

export const submissionSchema = z.object({
  type: z.literal('view_submission'),
  trigger_id: z.string().optional(),
  user: personSchema,
  view: viewSchema,
});

/** Somebody has a menu open whose choices we have. */
export const suggestionSchema = z.object({
  type: z.literal('block_suggestion'),
  user: personSchema,
  value: z.string().default(''),
  view: viewSchema.optional(),
});

export const reactionEventSchema = z.object({
  type: z.enum(['reaction_added', 'reaction_removed']),
  user: idSchema,
  reaction: z.string(),
  item: z.object({ type: z.string(), channel: idSchema.optional(), ts: tsSchema.optional() }),
  event_ts: z.string().default('0'),
});

export const homeEventSchema = z.object({ user: idSchema, tab: z.string() });

/** What an answer that makes a message has for us. */
export const postedSchema = z.object({ channel: idSchema, ts: tsSchema });
export type Posted = z.infer<typeof postedSchema>;

export const messagesSchema = z.object({
  messages: z.array(z.unknown()).default([]),
  response_metadata: z
    .object({ next_cursor: z.string().default('') })
    .partial()
    .optional(),
});

const shareSchema = z.record(z.string(), z.array(z.object({ ts: tsSchema, thread_ts: tsSchema.optional() })));

/** What becomes of a file: where it is shared, once Slack has taken it in. */
export const fileAnswerSchema = z.object({
  file: fileSchema.extend({
    shares: z.object({ public: shareSchema.optional(), private: shareSchema.optional() }).optional().catch(undefined),
  }),
});
export type FileAnswer = z.infer<typeof fileAnswerSchema>['file'];

export const uploadSchema = z.object({ upload_url: z.url(), file_id: idSchema });
export type Upload = z.infer<typeof uploadSchema>;

export const channelAnswerSchema = z.object({
  channel: z.object({
    id: idSchema,
    is_member: z.boolean().optional(),
    is_im: z.boolean().optional(),
    is_mpim: z.boolean().optional(),
    is_private: z.boolean().optional(),
    is_archived: z.boolean().optional(),
  }),
});
export type SlackChannel = z.infer<typeof channelAnswerSchema>['channel'];

export const userAnswerSchema = z.object({
  user: z.object({
    id: idSchema,
    name: z.string().default(''),
    real_name: z.string().nullish(),
    locale: z.string().nullish(),
    is_admin: z.boolean().nullish(),
    is_owner: z.boolean().nullish(),
    is_bot: z.boolean().nullish(),
    team_id: idSchema.nullish(),
    enterprise_user: z.object({ teams: z.array(z.string()).default([]) }).nullish(),
    profile: z.object({ display_name: z.string().nullish(), real_name: z.string().nullish() }).default({}),
  }),
});
export type SlackUser = z.infer<typeof userAnswerSchema>['user'];

export const userGroupsSchema = z.object({
  usergroups: z
    .array(z.object({ id: z.string(), handle: z.string().default(''), users: z.array(z.string()).default([]) }))
    .default([]),
});
export type SlackUserGroup = z.infer<typeof userGroupsSchema>['usergroups'][number];

const elementSchema = z.object({ action_id: z.string() });
const blockSchema = z.object({
  block_id: z.string().optional(),
  elements: z.array(z.unknown()).catch([]).optional(),
  accessory: z.unknown().optional(),
});

/** The ids of the buttons in the blocks of a message. */
export function actionIdsOf(blocks: readonly unknown[]): string[] {
  return blocks.flatMap((block) => {
    const parsed = blockSchema.safeParse(block);
    if (!parsed.success) return [];
    const { elements = [], accessory } = parsed.data;
    return [...elements, accessory].flatMap((element) => {
      const action = elementSchema.safeParse(element);
      return action.success ? [action.data.action_id] : [];
    });
  });
}
