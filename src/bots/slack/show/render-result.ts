import { z } from 'zod';
import { actionId } from '../../../commands/actions.ts';
import type { Delivery } from '../../delivery.ts';
import type { Translator } from '../../locales/translate.ts';
import { cutWithin, escapeWithin, linesWithin } from '../markup.ts';
import {
  blockIds,
  buttonRows,
  context,
  fallbackLength,
  literal,
  paragraph,
  promptQuote,
  type Block,
  type Message,
} from './blocks.ts';

const openingLength = 2_000;
const factsLength = 2_000;

/** What becomes of the video of a delivery. */
export type Shown =
  /** It is the file of the message. */
  | { readonly kind: 'file' }
  /** It is too large for the place and has a page of its own. */
  | { readonly kind: 'link'; readonly url: string }
  /** It is not shown: `why` says the reason and what to do. */
  | { readonly kind: 'none'; readonly why?: string };

/** The end of a task as a message, which notifies whoever asked. */
export function renderResult(delivery: Delivery, shown: Shown, t: Translator): Message {
  const { text: say } = t;
  const { taskId, personId, prompt, facts } = delivery;
  const opening = cutWithin(say(delivery.text), openingLength);
  // What cannot be seen here is nothing to go on from; its owner can make it again or delete it.
  const hidden = shown.kind === 'none' && delivery.clip !== undefined;
  const buttons = delivery.buttons
    .filter(({ id }) => !hidden || id !== actionId({ name: 'share', taskId }))
    .map((button) => ({ ...button, label: say(button.label) }));
  const lines = facts.map(([name, value]) => `${say(name)}: ${say(value)}`);
  return {
    text: escapeWithin(opening, fallbackLength),
    blocks: [
      ...paragraph(...ownerOf(personId), ...literal(opening)),
      ...promptQuote(prompt),
      ...wayTo(shown, say),
      ...context(linesWithin(lines, factsLength)),
      ...buttonRows(buttons, t),
    ],
  };
}

function ownerOf(personId: string): Block[] {
  const isUser = /^[UW][A-Z0-9]{1,30}$/u.test(personId);
  return isUser ? [{ type: 'user', user_id: personId }, ...literal(' ')] : [];
}

function wayTo(shown: Shown, say: Translator['text']): Block[] {
  switch (shown.kind) {
    case 'file':
      return [];
    case 'link': {
      const tooLarge = say('This video is too large for this place, so it has a page of its own:');
      return paragraph(...literal(`${tooLarge} `), { type: 'link', url: shown.url });
    }
    case 'none':
      return shown.why === undefined ? [] : paragraph(...literal(cutWithin(say(shown.why), openingLength)));
  }
}

/** What a quotation of ours can be by the time it comes back: Slack may tell emoji apart from the words around them. */
const quotedSchema = z.object({
  block_id: z.literal(blockIds.prompt),
  elements: z.tuple([
    z.object({
      elements: z.array(
        z.union([
          z.object({ type: z.literal('text'), text: z.string() }),
          z.object({ type: z.literal('emoji'), unicode: z.string().regex(/^[\da-f]{1,6}(?:-[\da-f]{1,6})*$/iu) }),
        ]),
      ),
    }),
  ]),
});

/** The prompt that a message of ours shows, so that a modal needs nothing of the database. Undefined where it is not whole. */
export function shownPrompt(blocks: unknown): string | undefined {
  if (!Array.isArray(blocks)) return undefined;
  for (const block of blocks) {
    const { data } = quotedSchema.safeParse(block);
    if (data === undefined) continue;
    const [{ elements }] = data.elements;
    return elements.map((element) => (element.type === 'text' ? element.text : emojiOf(element.unicode))).join('');
  }
  return undefined;
}

function emojiOf(unicode: string): string {
  const points = unicode.split('-').map((hex) => Number.parseInt(hex, 16));
  return points.every((point) => point <= 0x10_ff_ff) ? String.fromCodePoint(...points) : '';
}
