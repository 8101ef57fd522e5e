/**
 * What the moderation tells apart, by its own names.
 * Source: https://developers.openai.com/api/docs/guides/moderation
 */
export const categories = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
] as const;
export type Category = (typeof categories)[number];

/** The categories in plain words, the graver ones first: one is enough for the person to know. */
const plainWords: readonly (readonly [Category, string])[] = [
  ['sexual/minors', 'sexual content with minors'],
  ['sexual', 'sexual content'],
  ['violence/graphic', 'graphic violence'],
  ['self-harm/instructions', 'self-harm'],
  ['self-harm/intent', 'self-harm'],
  ['self-harm', 'self-harm'],
  ['hate/threatening', 'hate'],
  ['hate', 'hate'],
  ['harassment/threatening', 'threats'],
  ['harassment', 'harassment'],
  ['illicit/violent', 'violent crime'],
  ['illicit', 'crime'],
  ['violence', 'violence'],
];

/** The gravest of some categories in plain words; undefined where none is known. */
export function wordsFor(found: ReadonlySet<string>): string | undefined {
  return plainWords.find(([category]) => found.has(category))?.[1];
}
