import { characterCount, isFields, pathOf, readForm, readText, refuse } from './form.ts';
import type { Bounds, Form } from './form.ts';

/** The languages that Discord has (https://discord.com/developers/docs/reference#locales). */
export const LOCALES: readonly string[] =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  );

/** A text with its localisations: all follow the same rule, and only known languages are there. */
export function checkLocalized(
  form: Form,
  key: string,
  bounds: Bounds,
  checkText: (at: Form, key: string, text: string) => void,
): void {
  const text = readText(form, key, bounds);
  if (text !== undefined) checkText(form, key, text);
  const map = readForm(form, `${key}_localizations`);
  if (map === undefined) return;
  for (const locale of Object.keys(map.fields)) {
    if (!LOCALES.includes(locale)) refuse(map, locale, 'DICT_TYPE_INVALID_KEY', `${locale} is not a known locale.`);
    const localized = readText(map, locale, bounds);
    if (localized !== undefined) checkText(map, locale, localized);
  }
}

/** The characters of the longest form of a text. */
export function longestLength(form: Form, key: string): number {
  const texts = [form.fields[key], ...Object.values(localizationsOf(form, key))];
  return Math.max(0, ...texts.map((text) => (typeof text === 'string' ? characterCount(text) : 0)));
}

/** No two siblings share a name in any language; where one has none in a language, its usual name shows. */
export function checkUniqueNames(siblings: readonly Form[], code: string): void {
  for (const locale of [undefined, ...LOCALES]) {
    const names = new Set<unknown>();
    for (const sibling of siblings) {
      const localized = locale === undefined ? undefined : localizationsOf(sibling, 'name')[locale];
      const name = localized ?? sibling.fields['name'];
      if (typeof name !== 'string') continue;
      const isNew = !names.has(name);
      names.add(name);
      if (isNew || (locale !== undefined && localized === undefined)) continue;
      const key = locale === undefined ? 'name' : `name_localizations.${locale}`;
      refuse(sibling, key, code, `The name ${name} is already used at ${pathOf(sibling, key)}`);
    }
  }
}

function localizationsOf(form: Form, key: string): Readonly<Record<string, unknown>> {
  const map = form.fields[`${key}_localizations`];
  return isFields(map) ? map : {};
}
