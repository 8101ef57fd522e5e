import type { ListItem } from '../../../commands/define-command.ts';
import type { Translator } from '../../locales/translate.ts';
import { limits } from '../limits.ts';
import { escapeMarkup } from '../markup.ts';

/** A plain answer as the body of a message: every line of it in the person's language, nothing of it is markup. */
export function renderText(english: string, { text: say }: Translator): Record<string, unknown> {
  return { content: within([escapeMarkup(say(english))]) };
}

/** A list as the body of a message. */
export function renderList(items: readonly ListItem[], { text: say }: Translator): Record<string, unknown> {
  return {
    content: within(
      items.map(({ text, url }) => `- ${showMentions(escapeMarkup(say(text)))}${url === undefined ? '' : ` ${url}`}`),
    ),
  };
}

/** A sign that no text of a person has: such signs are taken out where it comes in. */
const mark = '\u0001';

/** A channel or a role in a text of ours. It is shown by its name and notifies nobody. */
export function mentionOf(sign: '#' | '@&', id: string): string {
  return /^\d{1,20}$/u.test(id) ? `${mark}${sign}${id}${mark}` : id;
}

function showMentions(escaped: string): string {
  return escaped
    .split(mark)
    .map((piece, index) => (index % 2 === 0 ? piece : `<${piece.replaceAll('\\', '')}>`))
    .join('');
}

/** As many whole lines as a message may hold. */
function within(lines: readonly string[]): string {
  const all = lines.join('\n');
  if (all.length <= limits.contentLength) return all;
  const cut = all.slice(0, limits.contentLength - 2);
  const end = cut.lastIndexOf('\n');
  return `${end > 0 ? cut.slice(0, end) : cut.replace(/\\$/u, '')}\n…`;
}
