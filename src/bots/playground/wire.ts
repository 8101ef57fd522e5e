import { z } from 'zod';
import { actionNames } from '../../commands/action-names.ts';
import { artifactIdSchema } from '../../core/artifacts/artifact.ts';

/** The rooms of the playground. The first is where a newcomer lands. */
export const channels = [
  { id: 'studio', topic: 'Ask for videos and watch them being made' },
  { id: 'ideas', topic: 'Prompts worth trying, pictures worth moving' },
  { id: 'playground', topic: 'Try anything, break nothing' },
  { id: 'gallery', topic: 'The best of what was made here' },
] as const;

/** The platform of the playground's threads, and the only space it has. */
export const platform = 'playground';
export const space = 'local';

/** The room that is the gallery until a person names another. */
export const galleryRoom = 'gallery';

/** Longest message. Longer than any prompt, so that a prompt which is too long is told so by its command. */
export const maxTextLength = 20_000;

/** What a file of a message is for us. */
export const attachmentKindSchema = z.enum(['image', 'video']);
export type AttachmentKind = z.infer<typeof attachmentKindSchema>;

/** What became of a file that the page sent: how it is kept. */
export type Uploaded =
  | { readonly kind: 'image'; readonly artifact: string }
  | { readonly kind: 'video'; readonly artifact: string; readonly durationS: number };

/** Pictures and videos in one message: as many as one connection takes. */
export const maxAttachments = 8;

const channelSchema = z.enum(channels.map((channel) => channel.id));

/** What the page makes up for a message or a press of a button, so that sending it again does nothing new. */
export const clientIdSchema = z.uuid();

/** A key of a stored message. */
const messageIdSchema = z.string().regex(/^[a-z][a-z0-9-]{3,120}$/u);

export const buttonSchema = z.object({
  id: z.string(),
  action: z.enum(actionNames),
  label: z.string(),
});

/** A stage of a plan. With `after`, the keys of those it waits for, the stages are a tree. */
const stageSchema = z.object({
  key: z.string().default(''),
  after: z.array(z.string()).default([]),
  label: z.string(),
  provider: z.string(),
  status: z.enum(['waiting', 'queued', 'running', 'done', 'failed']),
  phase: z.string().optional(),
  percent: z.number().optional(),
});

/** A task while it is made. */
export const cardContentSchema = z.object({
  kind: z.literal('card'),
  taskId: z.string(),
  task: z.string(),
  prompt: z.string(),
  status: z.enum(['working', 'delivering', 'done', 'failed', 'cancelled']),
  stages: z.array(stageSchema),
  notes: z.array(z.string()).default([]),
  queuePosition: z.number().optional(),
  underWay: z.number().optional(),
  etaS: z.number().optional(),
  /** What it will cost, in words. */
  price: z.string().optional(),
  preview: artifactIdSchema.optional(),
  buttons: z.array(buttonSchema),
});

/** A finished video as the page plays it. */
const clipSchema = z.object({
  video: artifactIdSchema,
  poster: artifactIdSchema,
  width: z.number(),
  height: z.number(),
  durationS: z.number(),
  sound: z.boolean().default(false),
  sizeBytes: z.number(),
  /** Whether it is shown only on request. */
  nsfw: z.boolean().default(false),
  stages: z.array(stageSchema.pick({ key: true, after: true, label: true, provider: true }).extend({ ms: z.number() })),
});

/** The end of a task. */
export const resultContentSchema = z.object({
  kind: z.literal('result'),
  taskId: z.string(),
  status: z.enum(['done', 'failed', 'cancelled']),
  prompt: z.string(),
  clip: clipSchema.optional(),
  facts: z.array(z.tuple([z.string(), z.string()])),
  buttons: z.array(buttonSchema),
});

/** A video in the gallery. */
export const entryContentSchema = z.object({
  kind: z.literal('entry'),
  taskId: z.string(),
  prompt: z.string(),
  clip: clipSchema,
  /** Whose it is, and whose videos it was made from. */
  facts: z.array(z.tuple([z.string(), z.string()])),
  buttons: z.array(buttonSchema),
});

/** Words, or a list of lines; `clip` is the finished video that a line speaks of. */
const wordsContentSchema = z.object({
  kind: z.literal('words'),
  items: z.array(z.object({ text: z.string(), url: z.string().optional(), clip: z.string().optional() })).optional(),
  /** What to choose from, where a message can mean several things. */
  choices: z.array(z.object({ id: z.string(), label: z.string() })).optional(),
});

const contentSchema = z.discriminatedUnion('kind', [
  wordsContentSchema,
  /** An answer that says what went wrong. */
  z.object({ kind: z.literal('problem') }),
  cardContentSchema,
  resultContentSchema,
  entryContentSchema,
  /** In the place of a video that was deleted or withdrawn. */
  z.object({ kind: z.literal('gone') }),
]);

/** A message of the chat, as it is stored and as pages get it. */
export const messageSchema = z.object({
  id: messageIdSchema,
  channel: channelSchema,
  /** The message that the thread hangs on; absent in the channel itself. */
  thread: messageIdSchema.optional(),
  author: z.enum(['you', 'mora']),
  /** Milliseconds since 1970. */
  atMs: z.number(),
  text: z.string(),
  replyTo: messageIdSchema.optional(),
  images: z.array(artifactIdSchema),
  videos: z.array(artifactIdSchema).default([]),
  content: contentSchema,
});
export type Message = z.infer<typeof messageSchema>;
export type CardContent = z.infer<typeof cardContentSchema>;
export type ResultContent = z.infer<typeof resultContentSchema>;
export type EntryContent = z.infer<typeof entryContentSchema>;
export type WordsContent = z.infer<typeof wordsContentSchema>;

/** A message with its place in the order of arrival. */
export const placedMessageSchema = messageSchema.extend({ position: z.number() });
export type PlacedMessage = z.infer<typeof placedMessageSchema>;

/** What a page gets when it connects, and again each time it has to reconnect: nothing is ever missed. */
export const snapshotSchema = z.object({
  messages: z.array(placedMessageSchema),
  /** Whether there are older messages than these. */
  earlier: z.boolean(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

const attachmentsSchema = z
  .array(artifactIdSchema)
  .max(maxAttachments, `Attach at most ${maxAttachments} files.`)
  .default([]);

/** A message on its way in. */
export const saySchema = z.object({
  id: clientIdSchema,
  channel: channelSchema,
  thread: messageIdSchema.optional(),
  replyTo: messageIdSchema.optional(),
  text: z.string().max(maxTextLength, `Keep a message within ${maxTextLength.toLocaleString('en')} characters.`),
  images: attachmentsSchema,
  videos: attachmentsSchema,
});
export type Say = z.infer<typeof saySchema>;

/** A press of a button. `prompt` is what was typed where the button asks for words. */
export const pressSchema = z.object({
  id: clientIdSchema,
  button: z.string().max(200),
  prompt: z.string().max(maxTextLength).optional(),
});

export type PressRequest = z.infer<typeof pressSchema>;

/** What became of a message or a press. */
export const answerSchema = z.object({
  /** A sentence for the person, who may mend and send it again. */
  problem: z.string().optional(),
  /** A word for the person that is no message of the chat. */
  note: z.string().optional(),
  /** The thread in which a task was begun. */
  thread: z.string().optional(),
});
export type Answer = z.infer<typeof answerSchema>;

const optionSchema = z.object({
  name: z.string(),
  description: z.string(),
  type: z.enum(['text', 'number', 'flag', 'channel', 'role']),
  required: z.boolean(),
  choices: z.array(z.string()).readonly().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  suggestions: z.array(z.string()).readonly().optional(),
  completes: z.enum(['clips', 'models']).optional(),
});

/** A command as completion needs it. */
export const commandSpecSchema = z.object({
  name: z.string(),
  description: z.string(),
  example: z.string(),
  positional: z.string().optional(),
  picture: z.enum(['required', 'optional', 'unused']),
  videos: z.number(),
  options: z.array(optionSchema),
});
export type CommandSpec = z.infer<typeof commandSpecSchema>;

/** A model to choose in the message box. */
export const modelSuggestionSchema = z.object({
  name: z.string(),
  label: z.string(),
  price: z.string().optional(),
  /** Names of the commands for which it can be chosen. */
  commands: z.array(z.string()),
});
export type ModelSuggestion = z.infer<typeof modelSuggestionSchema>;

/** What the page is told about the place once. */
export interface About {
  readonly channels: readonly { readonly id: string; readonly topic: string }[];
  readonly commands: readonly CommandSpec[];
}
