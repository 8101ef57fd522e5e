/** The languages of everything that people read in a chat, as Discord names them. English is the source. */
export const locales = ['en', 'zh-CN', 'ja', 'ko', 'es', 'fr', 'de', 'pt-BR'] as const;
export type Locale = (typeof locales)[number];

/** The languages that there is a catalog for. */
export type CatalogLocale = Exclude<Locale, 'en'>;

const byLanguage: ReadonlyMap<string, Locale> = new Map(
  locales.map((locale) => [locale.split('-')[0] ?? locale, locale]),
);

/** The language to speak for a BCP 47 tag: 'es-419' is es, 'pt-PT' is pt-BR, 'zh-TW' is zh-CN, what is unknown is en. */
export function localeFrom(tag: string | undefined): Locale {
  const [language = ''] = (tag ?? '').trim().toLowerCase().split(/[-_]/u);
  return byLanguage.get(language) ?? 'en';
}
