import { z } from 'zod';
import type { Meaning } from '../../commands/meant-by.ts';
import type { MessageRef } from './memory.ts';
import { idSchema, tsSchema } from './wire.ts';

/** Asks for something to be done with a message: it holds all that is needed, so that it works after restarts and for ever. */
export interface MessageAction extends MessageRef {
  readonly meaning: Meaning;
}

const meanings = ['connect', 'extend', 'edit', 'simulate', 'i2v', 't2v'] as const;
const actionSchema = z.tuple([z.literal('1do'), z.enum(meanings)]);
const valueSchema = z.tuple([idSchema, tsSchema]);

/** Such an action as the two ids of a button. */
export function messageActionIds({ meaning, channel, ts }: MessageAction): {
  readonly actionId: string;
  readonly value: string;
} {
  return { actionId: `1do.${meaning}`, value: `${channel}/${ts}` };
}

/** Undefined for what is no such button. */
export function parseMessageAction(actionId: string, value: string | null | undefined): MessageAction | undefined {
  const action = actionSchema.safeParse(actionId.split('.'));
  const place = valueSchema.safeParse((value ?? '').split('/'));
  if (!action.success || !place.success) return undefined;
  const [, meaning] = action.data;
  const [channel, ts] = place.data;
  return { meaning, channel, ts };
}
