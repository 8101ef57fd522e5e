const leadIn = /^(?:\s{1,20}|[•-] |--[a-z][a-z-]{0,39}: ){1,3}/u;

/** What stands before a text and is the same in every language: blanks, a bullet, an option's name. Empty where nothing does. */
export function leadOf(line: string): string {
  return leadIn.exec(line)?.[0] ?? '';
}
