import { z } from 'zod';
import { refuse } from './checks.ts';
import { findMentions, textsOf } from './mentions.ts';
import { MESSAGE_FLAGS } from './message-shape.ts';
import { storeFile } from './messages.ts';
import { refusals } from './refusal.ts';
import type { UploadedFile } from './request-body.ts';
import { checkMessage } from './rules/message-rules.ts';
import type { RuleProblem } from './rules/rule-problem.ts';
import type { StoredAttachment, StoredMessage, World } from './world.ts';

const bodySchema = z.looseObject({
  content: z.string().nullish(),
  embeds: z.array(z.unknown()).nullish(),
  components: z.array(z.unknown()).nullish(),
  attachments: z
    .array(
      z.looseObject({ id: z.union([z.string(), z.number()]).transform(String), description: z.string().nullish() }),
    )
    .nullish(),
  flags: z.number().nullish(),
  allowed_mentions: z
    .looseObject({
      parse: z.array(z.string()).optional(),
      users: z.array(z.string()).optional(),
      roles: z.array(z.string()).optional(),
    })
    .nullish(),
});

type Body = z.infer<typeof bodySchema>;

/** The part of a message that its sender writes. */
export type WrittenMessage = Pick<
  StoredMessage,
  'content' | 'embeds' | 'components' | 'attachments' | 'flags' | 'mentionIds' | 'mentionRoleIds' | 'mentionsEveryone'
>;

/** What came in, and where it goes. */
export interface MessageInput {
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  readonly channelId: string;
  readonly uploadLimitBytes: number;
}

/**
 * Reads a new message.
 *
 * @throws Refusal: 40005 for a file that is too large, 50035 for what Discord rejects
 */
export function readNewMessage(world: World, input: MessageInput): WrittenMessage {
  requireSize(input);
  refuse(checkMessage(input.body ?? {}, { files: input.files }));
  const body = bodySchema.parse(input.body ?? {});
  return write(body, storeFiles(world, input, body), { content: '', embeds: [], components: [], flags: 0 });
}

/**
 * Reads a change of `message`: what is absent stays as it is. Files that `attachments` does not list are gone.
 *
 * @throws as `readNewMessage`
 */
export function readChange(world: World, input: MessageInput, message: StoredMessage): WrittenMessage {
  requireSize(input);
  const parsed = bodySchema.safeParse(input.body ?? {});
  const listed = parsed.success ? parsed.data.attachments?.map(({ id }) => id) : undefined;
  const kept = message.attachments.filter(({ id }) => listed?.includes(id) ?? true);
  const edit = { flags: message.flags, attachments: message.attachments };
  refuse(checkMessage(input.body ?? {}, { files: input.files, edit }));
  const body = bodySchema.parse(input.body ?? {});
  const added = storeFiles(world, input, body);
  const written = write(body, [...kept, ...added], { ...message, flags: message.flags & ~MESSAGE_FLAGS.loading });
  if (hasV2(written.flags)) refuse(leftovers(written));
  return written;
}

function write(
  body: Body,
  attachments: readonly StoredAttachment[],
  before: Pick<StoredMessage, 'content' | 'embeds' | 'components' | 'flags'>,
): WrittenMessage {
  const content = body.content === undefined ? before.content : (body.content ?? '');
  const components = body.components === undefined ? before.components : (body.components ?? []);
  const words = [content, ...textsOf(components)].join('\n');
  return {
    content,
    components,
    attachments,
    embeds: body.embeds === undefined ? before.embeds : (body.embeds ?? []),
    flags: before.flags | (body.flags ?? 0),
    ...findMentions(words, body.allowed_mentions ?? undefined),
  };
}

function storeFiles(world: World, input: MessageInput, body: Body): StoredAttachment[] {
  // Discord goes by the name: what the request calls a file's type does not count.
  return input.files.map(({ id, name, bytes }) => {
    const description = body.attachments?.find((entry) => entry.id === id)?.description;
    return storeFile(world, input.channelId, { name, bytes }, description ?? undefined);
  });
}

function requireSize({ files, uploadLimitBytes }: MessageInput): void {
  if (files.some(({ bytes }) => bytes.byteLength > uploadLimitBytes)) throw refusals.tooLarge();
}

/** Who turns a message to Components V2 must take its content and embeds away in the same edit. */
function leftovers({ content, embeds }: WrittenMessage): RuleProblem[] {
  const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
  const problem = (path: string): RuleProblem => ({ path, code, message: `The "${path}" field must be emptied` });
  return [...(content === '' ? [] : [problem('content')]), ...(embeds.length === 0 ? [] : [problem('embeds')])];
}

function hasV2(flags: number): boolean {
  return (flags & MESSAGE_FLAGS.componentsV2) !== 0;
}
