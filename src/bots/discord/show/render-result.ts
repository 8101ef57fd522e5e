import { actionId } from '../../../commands/actions.ts';
import type { Delivery } from '../../delivery.ts';
import type { Translator } from '../../locales/translate.ts';
import { limits } from '../limits.ts';
import { escapeMarkup, escapeWithin, quote } from '../markup.ts';
import { accents, buttonRows, componentIds, componentMessage, media, text, type Component } from './components.ts';

/** Escaped characters of a prompt: the rest of what a message may hold is for its facts. */
const promptLength = 2_200;

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
  const quoted = prompt === '' ? undefined : quote(escapeWithin(prompt, promptLength));
  const lines = facts.map(([name, value]) => `-# ${say(name)}: ${escapeMarkup(say(value))}`);
  const opening = say(delivery.text);
  // Links unfurl only in messages without components of the newer kind.
  if (shown.kind === 'link') {
    const tooLarge = say('This video is too large for this place, so it has a page of its own:');
    const body = [escapeMarkup(opening), tooLarge, shown.url, ...lines].join('\n');
    return { content: body.slice(0, limits.contentLength), components: buttonRows(buttons) };
  }
  const components: Component[] = [
    text(escapeMarkup(opening)),
    ...(quoted === undefined ? [] : [text(quoted, componentIds.prompt)]),
    ...(shown.kind === 'file' ? [media(shown.name, altText(prompt, say), shown.spoiler)] : []),
    ...(shown.kind === 'none' && shown.why !== undefined ? [text(escapeMarkup(say(shown.why)))] : []),
    ...(lines.length === 0 ? [] : [text(lines.join('\n'))]),
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
