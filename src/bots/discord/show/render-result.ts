import { actionId } from '../../../commands/actions.ts';
import type { Delivery } from '../../delivery.ts';
import type { Translator } from '../../locales/translate.ts';
import { limits } from '../limits.ts';
import { escapeMarkup, escapeWithin, quoteWithin } from '../markup.ts';
import {
  accents,
  buttonRows,
  componentIds,
  componentMessage,
  linesWithin,
  media,
  text,
  type Component,
} from './components.ts';

/** Characters of what an outcome says, escapes and all: together they are what a message may hold. */
const openingLength = 700;
const promptLength = 2_200;
const factsLength = 1_000;
/** Of a message with a link, which holds half as much. */
const linked = { promptLength: 800, factsLength: 500 } as const;

/** What becomes of the video of a delivery. */
export type Shown =
  /** It is a file of the message. */
  | { readonly kind: 'file'; readonly name: string; readonly spoiler: boolean }
  /** It is too large for the place and has a page of its own. */
  | { readonly kind: 'link'; readonly url: string }
  /** It is not shown: `why` says the reason and what to do. */
  | { readonly kind: 'none'; readonly why?: string };

/** The end of a task as the body of a message. */
export function renderResult(delivery: Delivery, shown: Shown, { text: say }: Translator): Record<string, unknown> {
  const { taskId, prompt, facts } = delivery;
  const buttons = buttonsFor(delivery, shown).map((button) => ({ ...button, label: say(button.label) }));
  const lines = facts.map(([name, value]) => `-# ${say(name)}: ${escapeMarkup(say(value))}`);
  const opening = escapeWithin(say(delivery.text), openingLength);
  // Links unfurl only in messages without components of the newer kind.
  if (shown.kind === 'link') {
    const tooLarge = say('This video is too large for this place, so it has a page of its own:');
    const quoted = prompt === '' ? [] : [quoteWithin(prompt, linked.promptLength)];
    const body = [opening, tooLarge, shown.url, ...quoted, linesWithin(lines, linked.factsLength)];
    return { content: linesWithin(body, limits.contentLength), components: buttonRows(buttons) };
  }
  const components: Component[] = [
    text(opening),
    ...(prompt === '' ? [] : [text(quoteWithin(prompt, promptLength), componentIds.prompt)]),
    ...(shown.kind === 'file' ? [media(shown.name, altText(prompt, say), shown.spoiler)] : []),
    ...(shown.kind === 'none' && shown.why !== undefined ? [text(escapeMarkup(say(shown.why)))] : []),
    ...(lines.length === 0 ? [] : [text(linesWithin(lines, factsLength))]),
    ...buttonRows(buttons),
  ];
  return componentMessage(accents[delivery.status], components);

  function buttonsFor({ buttons: all }: Delivery, { kind }: Shown): Delivery['buttons'] {
    // What cannot be seen here is nothing to go on from; its owner can make it again or delete it.
    const hidden = kind === 'none' && delivery.clip !== undefined;
    return hidden ? all.filter(({ id }) => id !== actionId({ name: 'share', taskId })) : all;
  }
}

/** What somebody who cannot see the video is told. */
export function altText(prompt: string, say: (english: string) => string): string {
  return prompt === '' ? say('A video') : `${say('A video')}: ${prompt}`;
}
