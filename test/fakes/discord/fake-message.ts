import { z } from 'zod';
import { textsOf } from './mentions.ts';
import { messageShape, WHOLE } from './message-shape.ts';
import type { StoredMessage, World } from './world.ts';

/** A button as people see it. */
export interface FakeButton {
  /** Absent on a link. */
  readonly customId?: string;
  readonly url?: string;
  readonly label: string;
  readonly disabled: boolean;
}

/** A picture, video or file as people see it. */
export interface FakeMedia {
  readonly url: string;
  readonly description: string | undefined;
  readonly spoiler: boolean;
}

/** A message as it stands: `raw` is what the API gives of it, whole. */
export interface FakeMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly content: string;
  readonly flags: number;
  readonly ephemeral: boolean;
  readonly nonce: string | undefined;
  readonly replyTo: string | undefined;
  /** The thread that hangs on it. */
  readonly threadId: string | undefined;
  readonly createdAtMs: number;
  readonly editedAtMs: number | undefined;
  /** Whom it pings: people and roles by id, and `everyone`. */
  readonly pings: readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly raw: Readonly<Record<string, unknown>>;
  /** All its text: content, embeds and text displays, one a line. */
  words(): string;
  buttons(): readonly FakeButton[];
  media(): readonly FakeMedia[];
}

const buttonSchema = z.looseObject({
  type: z.literal(2),
  custom_id: z.string().optional(),
  url: z.string().optional(),
  label: z.string().default(''),
  disabled: z.boolean().default(false),
});
const mediaSchema = z.looseObject({
  description: z.string().nullish(),
  spoiler: z.boolean().default(false),
  media: z.looseObject({ url: z.string() }).optional(),
  file: z.looseObject({ url: z.string() }).optional(),
});
const embedSchema = z.looseObject({ title: z.string().optional(), description: z.string().optional() });
const attachmentSchema = z.looseObject({ url: z.string(), filename: z.string(), description: z.string().optional() });
const shapeSchema = z.looseObject({
  components: z.array(z.unknown()),
  attachments: z.array(attachmentSchema),
});

/** Shows a message as it stands at this moment. */
export function fakeMessage(world: World, message: StoredMessage): FakeMessage {
  const raw = messageShape(world, message, WHOLE);
  const { components, attachments } = shapeSchema.parse(raw);
  return {
    id: message.id,
    channelId: message.channelId,
    authorId: message.authorId,
    content: message.content,
    flags: message.flags,
    ephemeral: message.ephemeral,
    nonce: message.nonce,
    replyTo: message.reference?.messageId,
    threadId: message.threadId,
    createdAtMs: message.createdAtMs,
    editedAtMs: message.editedAtMs,
    pings: [...message.mentionIds, ...message.mentionRoleIds, ...(message.mentionsEveryone ? ['everyone'] : [])],
    files: message.attachments.map(({ name, bytes }) => ({ name, bytes })),
    raw,
    words: () => [message.content, ...message.embeds.flatMap(embedTexts), ...textsOf(components)].join('\n').trim(),
    buttons: () => everyObject(components).flatMap(toButton),
    media: () => [
      ...attachments.map(({ url, filename, description }) => ({
        url,
        description,
        spoiler: filename.startsWith('SPOILER_'),
      })),
      ...everyObject(components).flatMap(toMedia),
    ],
  };
}

function embedTexts(embed: unknown): string[] {
  const { title, description } = embedSchema.safeParse(embed).data ?? {};
  return [title, description].filter((text) => text !== undefined);
}

function toButton(component: unknown): FakeButton[] {
  const parsed = buttonSchema.safeParse(component);
  if (!parsed.success) return [];
  const { custom_id: customId, url, label, disabled } = parsed.data;
  return [{ label, disabled, ...(customId === undefined ? {} : { customId }), ...(url === undefined ? {} : { url }) }];
}

function toMedia(component: unknown): FakeMedia[] {
  const { data } = mediaSchema.safeParse(component);
  const url = data?.media?.url ?? data?.file?.url;
  if (data === undefined || url === undefined) return [];
  return [{ url, description: data.description ?? undefined, spoiler: data.spoiler }];
}

/** All objects in a tree, outermost first. */
function everyObject(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(everyObject);
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(everyObject)];
}
