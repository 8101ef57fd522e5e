/**
 * Text of a person as everything inside may rely on: well-formed Unicode, no control characters but line breaks and
 * tabs, no bidirectional overrides (they would let a prompt rewrite the look of our own text), trimmed.
 */
export function cleanText(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll(/\r\n?/gu, '\n')
      // oxlint-disable-next-line no-control-regex -- removing control characters is what this does
      .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
      .trim()
  );
}

/** At most `length` characters of a text, never half a character, with an ellipsis where something was cut. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
