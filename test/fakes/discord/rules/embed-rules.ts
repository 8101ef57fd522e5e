import { characterCount, readFlag, readForm, readForms, readInteger, readText, refuse } from './form.ts';
import type { Bounds, Form } from './form.ts';
import { EMBED_LIMITS, MAX_COLOR, MAX_EMBEDS } from './limits.ts';

/** The embeds of a message (https://discord.com/developers/docs/resources/message#embed-object-embed-limits). */
export function checkEmbeds(message: Form): void {
  let total = 0;
  for (const embed of readForms(message, 'embeds', { max: MAX_EMBEDS })) total += checkEmbed(embed);
  if (total <= EMBED_LIMITS.total) return;
  refuse(message, 'embeds', 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${EMBED_LIMITS.total}`);
}

function checkEmbed(embed: Form): number {
  let total = 0;
  const count = (form: Form, key: string, bounds: Bounds): void => {
    total += characterCount(readText(form, key, bounds) ?? '');
  };
  count(embed, 'title', { max: EMBED_LIMITS.title });
  count(embed, 'description', { max: EMBED_LIMITS.description });
  for (const field of readForms(embed, 'fields', { max: EMBED_LIMITS.fields })) {
    count(field, 'name', { min: 1, max: EMBED_LIMITS.fieldName, required: true });
    count(field, 'value', { min: 1, max: EMBED_LIMITS.fieldValue, required: true });
    readFlag(field, 'inline');
  }
  const footer = readForm(embed, 'footer');
  if (footer !== undefined) count(footer, 'text', { max: EMBED_LIMITS.footerText, required: true });
  const author = readForm(embed, 'author');
  if (author !== undefined) count(author, 'name', { min: 1, max: EMBED_LIMITS.authorName, required: true });
  readInteger(embed, 'color', { min: 0, max: MAX_COLOR });
  checkUrl(embed, ['http', 'https']);
  for (const key of ['image', 'thumbnail']) {
    const media = readForm(embed, key);
    if (media !== undefined) checkUrl(media, ['http', 'https', 'attachment']);
  }
  return total;
}

function checkUrl(form: Form, schemes: readonly string[]): void {
  const url = readText(form, 'url', { max: 2048 });
  if (url === undefined || schemes.some((scheme) => url.startsWith(`${scheme}://`))) return;
  refuse(form, 'url', 'URL_TYPE_INVALID_SCHEME', `The URL's scheme must be one of (${schemes.join(', ')}).`);
}
