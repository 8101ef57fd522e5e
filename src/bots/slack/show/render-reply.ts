import type { ListItem } from '../../../commands/define-command.ts';
import type { Translator } from '../../locales/translate.ts';
import { limits } from '../limits.ts';
import { cutWithin, escapeWithin } from '../markup.ts';
import { fallbackLength, literal, paragraph, type Block, type Message } from './blocks.ts';

type Say = Pick<Translator, 'text'>;

/** A plain answer as a message: every line of it in the person's language, nothing of it is markup. */
export function renderText(english: string, { text: say }: Say): Message {
  const said = say(english);
  return { text: fallbackOf(said), blocks: paragraph(...elementsOf(cutWithin(said, limits.textLength))) };
}

/** A list as a message: as many whole lines as fit. */
export function renderList(items: readonly ListItem[], { text: say }: Say): Message {
  const elements: Block[] = [];
  let length = 0;
  for (const { text, url } of items) {
    const line = cutWithin(`${elements.length === 0 ? '' : '\n'}• ${say(text)}`, limits.textLength - 10);
    length += line.length + (url?.length ?? 0) + 1;
    if (length > limits.textLength - 10) {
      elements.push(...literal('\n…'));
      break;
    }
    elements.push(...elementsOf(line), ...(url === undefined ? [] : [...literal(' '), { type: 'link', url }]));
  }
  return { text: fallbackOf(say(items[0]?.text ?? '…')), blocks: paragraph(...elements) };
}

/** A sign that no text of a person has: such signs are taken out where it comes in. */
const mark = '\u0001';

/** A channel in a text of ours: it is shown by its name and notifies nobody. What is no id stays as it is. */
export function mentionOf(sign: '#', id: string): string {
  return /^[CG][A-Z0-9]{1,30}$/u.test(id) ? `${mark}${sign}${id}${mark}` : id;
}

/** A text with its mentions of channels; one that was cut is none. */
function elementsOf(text: string): Block[] {
  return text.split(mark).flatMap((piece, index) => {
    const isMention = index % 2 === 1 && /^#[CG][A-Z0-9]{1,30}$/u.test(piece);
    return isMention ? [{ type: 'channel', channel_id: piece.slice(1) }] : literal(piece);
  });
}

function fallbackOf(text: string): string {
  return escapeWithin(text.replaceAll(mark, ''), fallbackLength);
}
