import { z } from 'zod';
import type { Meaning } from '../../commands/meant-by.ts';
import { snowflakeSchema } from './wire.ts';

/** Asks for something to be done with a message: it holds all that is needed, so that it works after restarts and for ever. */
export interface MessageAction {
  readonly meaning: Meaning;
  readonly channelId: string;
  readonly messageId: string;
}

const meanings = ['connect', 'extend', 'edit', 'simulate', 'i2v', 't2v'] as const;
const schema = z.tuple([z.literal('1do'), z.enum(meanings), snowflakeSchema, snowflakeSchema]);

/** Such an action as the id of a button or a modal; 60 characters at most. */
export function messageActionId({ meaning, channelId, messageId }: MessageAction): string {
  return `1do.${meaning}.${channelId}.${messageId}`;
}

/** Undefined for what is no such id. */
export function parseMessageActionId(id: string): MessageAction | undefined {
  const parsed = schema.safeParse(id.split('.'));
  if (!parsed.success) return undefined;
  const [, meaning, channelId, messageId] = parsed.data;
  return { meaning, channelId, messageId };
}

/**
 * Discord posts a message with a nonce only once in some minutes. `kind` is a letter, so that a task's card, its outcome
 * and its entries in the gallery differ; at most 25 characters.
 */
export function nonceOf(kind: 'c' | 'd' | 'n' | 'r' | `g${number}`, id: string): string {
  const digits = id.replace(/^task-/u, '');
  return `${kind}${digits}`.slice(0, maxNonceLength);
}

/** https://discord.com/developers/docs/resources/message#create-message */
const maxNonceLength = 25;
