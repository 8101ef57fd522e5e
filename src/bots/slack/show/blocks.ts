import type { Button } from '../../delivery.ts';
import type { Translator } from '../../locales/translate.ts';
import type { Blocks, OutgoingMessage } from '../api.ts';
import { limits } from '../limits.ts';
import { cutWithin } from '../markup.ts';

/** A block, or a part of one, in Slack's own form. */
export type Block = Blocks[number];

/** What a message says: its blocks, and the escaped text of notifications. */
export type Message = Pick<OutgoingMessage, 'text' | 'blocks'>;

/** The block that holds a prompt, whole or cut. */
export const blockIds = { prompt: 'mora_prompt', cutPrompt: 'mora_prompt_cut' } as const;

/** Characters of the text for notifications: they show the beginning. */
export const fallbackLength = 300;

/** A text object in which nothing is parsed, not even the names of emoji. */
export function plain(text: string, length: number = limits.textLength): Block {
  return { type: 'plain_text', text: cutWithin(text, length), emoji: false };
}

/** Literal text within rich text. Slack takes none that is empty. */
export function literal(text: string, style?: { readonly bold: true }): Block[] {
  return text === '' ? [] : [{ type: 'text', text, ...(style === undefined ? {} : { style }) }];
}

/** A paragraph of rich text: nothing in it is parsed. No block where there is nothing to say. */
export function paragraph(...elements: readonly Block[]): Block[] {
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

/** What somebody asked for, as a literal quotation. */
export function promptQuote(prompt: string): Block[] {
  if (prompt === '') return [];
  const shown = cutWithin(prompt, limits.textLength);
  return [
    {
      type: 'rich_text',
      block_id: shown === prompt ? blockIds.prompt : blockIds.cutPrompt,
      elements: [{ type: 'rich_text_quote', elements: literal(shown) }],
    },
  ];
}

/** Small grey text. No block where there is nothing to say. */
export function context(text: string): Block[] {
  return text === '' ? [] : [{ type: 'context', elements: [plain(text)] }];
}

const styles: Readonly<Partial<Record<Button['action'], 'primary' | 'danger'>>> = {
  again: 'primary',
  remix: 'primary',
  cancel: 'danger',
  delete: 'danger',
};

/** Buttons in as many rows as they need; their labels are translated already. What cannot be had back is asked once more. */
export function buttonRows(
  buttons: readonly Pick<Button, 'id' | 'action' | 'label'>[],
  { text: say }: Pick<Translator, 'text'>,
): Block[] {
  const rows: Block[] = [];
  for (let start = 0; start < buttons.length; start += limits.buttonsPerRow) {
    const elements = buttons.slice(start, start + limits.buttonsPerRow).map(({ id, action, label }) => ({
      ...button(id, label, styles[action]),
      ...(action === 'delete' ? { confirm: confirmDelete(say) } : {}),
    }));
    rows.push({ type: 'actions', elements });
  }
  return rows;
}

/** One button; `label` is translated already. */
export function button(id: string, label: string, style?: 'primary' | 'danger'): Block {
  return {
    type: 'button',
    action_id: id,
    text: plain(label, limits.buttonLabelLength),
    ...(style === undefined ? {} : { style }),
  };
}

function confirmDelete(say: Translator['text']): Block {
  return {
    title: plain(say('Delete'), limits.confirmTitleLength),
    text: plain(
      say('Delete this video here, in the gallery and in the studio? It cannot be had back.'),
      limits.confirmTextLength,
    ),
    confirm: plain(say('Delete for good'), limits.confirmButtonLength),
    deny: plain(say('Keep it'), limits.confirmButtonLength),
    style: 'danger',
  };
}
