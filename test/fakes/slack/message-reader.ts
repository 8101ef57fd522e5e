import { z } from 'zod';

/** A message as it stands in the world. */
export interface StoredMessage {
  readonly ts: string;
  readonly channelId: string;
  readonly threadTs?: string;
  readonly userId?: string;
  readonly botId?: string;
  text: string;
  blocks: readonly Readonly<Record<string, unknown>>[];
  metadata?: Readonly<Record<string, unknown>>;
  fileIds: readonly string[];
  edited: boolean;
  /** Only this person sees it. */
  readonly onlyFor?: string;
}

/** A button as a person sees it. */
export interface FakeButton {
  readonly actionId: string;
  readonly label: string;
  readonly value?: string;
  /** Whether it asks once more. */
  readonly confirm: boolean;
}

const textSchema = z.object({ type: z.string(), text: z.string() });
const nodeSchema = z.record(z.string(), z.unknown());

/** All words of a message as a person reads them: nothing of it is markup any more. */
export function wordsOf({ text, blocks }: Pick<StoredMessage, 'text' | 'blocks'>): string {
  return blocks.length === 0 ? unescapeMrkdwn(text) : blocks.map(wordsOfNode).filter(Boolean).join('\n');
}

function wordsOfNode(node: unknown): string {
  const parsed = nodeSchema.safeParse(node);
  if (!parsed.success) return '';
  const { type, text, elements, fields, alt_text: alt } = parsed.data;
  switch (type) {
    case 'mrkdwn':
      return unescapeMrkdwn(String(text));
    case 'plain_text':
    case 'text':
      return String(text);
    case 'link':
      return typeof text === 'string' ? `${text} ${String(parsed.data['url'])}` : String(parsed.data['url']);
    case 'user':
      return `<@${String(parsed.data['user_id'])}>`;
    case 'channel':
      return `<#${String(parsed.data['channel_id'])}>`;
    case 'image':
      return String(alt);
    case 'rich_text':
    case 'rich_text_section':
    case 'rich_text_quote':
    case 'rich_text_list':
      return listOf(elements)
        .map(wordsOfNode)
        .join(type === 'rich_text' ? '\n' : '');
    case 'context':
    case 'actions':
      return listOf(elements).map(wordsOfNode).join(' ');
    default:
      return [text, ...listOf(fields)]
        .filter((part) => textSchema.safeParse(part).success)
        .map(wordsOfNode)
        .join('\n');
  }
}

function unescapeMrkdwn(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const buttonSchema = z.object({
  type: z.literal('button'),
  action_id: z.string(),
  text: z.object({ text: z.string() }),
  value: z.string().optional(),
  confirm: z.unknown().optional(),
});

/** The buttons of blocks, in their order. */
export function buttonsOf(blocks: readonly unknown[]): FakeButton[] {
  return blocks.flatMap((block) => {
    const parsed = nodeSchema.safeParse(block);
    if (!parsed.success) return [];
    return [...listOf(parsed.data['elements']), parsed.data['accessory']].flatMap((element) => {
      const button = buttonSchema.safeParse(element);
      if (!button.success) return [];
      const { action_id: actionId, text, value, confirm } = button.data;
      return [
        { actionId, label: text.text, confirm: confirm !== undefined, ...(value === undefined ? {} : { value }) },
      ];
    });
  });
}

const imageSchema = z.object({ type: z.literal('image'), slack_file: z.object({ id: z.string() }) });

/** Ids of the files that the blocks show as pictures. */
export function imagesOf(blocks: readonly unknown[]): string[] {
  return blocks.flatMap((block) => imageSchema.safeParse(block).data?.slack_file.id ?? []);
}
