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

/** Escaped text as a quotation, which every line of it has to say by itself. */
export function quote(escaped: string): string {
  return escaped
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

/** What was quoted. */
export function unquote(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^> ?/u, ''))
    .join('\n');
}

/** Escaped text within a length; nothing is cut in the middle of an escape. */
export function escapeWithin(text: string, length: number): string {
  const escaped = escapeMarkup(text);
  if (escaped.length <= length) return escaped;
  let cut = '';
  for (const character of text) {
    const next = escapeMarkup(character);
    if (cut.length + next.length + 1 > length) break;
    cut += next;
  }
  return `${cut}…`;
}
