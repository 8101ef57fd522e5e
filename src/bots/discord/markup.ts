/**
 * Text of a person as Discord shows it literally: every sign that its markdown, its mentions, its links or its emoji
 * could take for their own has a backslash before it, which Discord takes away again.
 */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[\\*_~`|<>#[\](){}:@\-+.!=&/]/gu, String.raw`\$&`);
}

/** The text as it was before `escapeMarkup`. */
export function unescapeMarkup(text: string): string {
  return text.replaceAll(/\\([^\p{L}\p{N}\s])/gu, '$1');
}

/** Ends what was cut. */
export const ellipsis = '…';

const quoteMark = '> ';

/** Escaped text as a quotation, which every line of it has to say by itself. */
function quote(escaped: string): string {
  return escaped
    .split('\n')
    .map((line) => `${quoteMark}${line}`)
    .join('\n');
}

/**
 * A text of a person as a quotation within a length. Each line of it costs its mark, so that a column of short lines is
 * much longer than its words.
 */
export function quoteWithin(text: string, length: number): string {
  const whole = quote(escapeMarkup(text));
  if (whole.length <= length) return whole;
  let cut = quoteMark;
  for (const character of text) {
    const next = character === '\n' ? `\n${quoteMark}` : escapeMarkup(character);
    if (cut.length + next.length + ellipsis.length > length) break;
    cut += next;
  }
  return `${cut}${ellipsis}`;
}

/** What was quoted. */
export function unquote(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^> ?/u, ''))
    .join('\n');
}

/** Text within a length as Discord may count it, in UTF-16 units; no character is cut in two. */
export function cutWithin(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - ellipsis.length).replace(/[\uD800-\uDBFF]$/u, '')}${ellipsis}`;
}

/** Escaped text within a length; nothing is cut in the middle of an escape. */
export function escapeWithin(text: string, length: number): string {
  const escaped = escapeMarkup(text);
  if (escaped.length <= length) return escaped;
  let cut = '';
  for (const character of text) {
    const next = escapeMarkup(character);
    if (cut.length + next.length + ellipsis.length > length) break;
    cut += next;
  }
  return `${cut}${ellipsis}`;
}
