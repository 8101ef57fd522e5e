import { expect, test } from 'vitest';
import { localeFrom, locales } from '../../../src/bots/locales/locales.ts';

test('each of our languages is found by its own name', () => {
  for (const locale of locales) expect(localeFrom(locale)).toBe(locale);
});

test.each([
  ['en-GB', 'en'],
  ['es-ES', 'es'],
  ['es-419', 'es'],
  ['pt', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['zh', 'zh-CN'],
  ['zh-TW', 'zh-CN'],
  ['zh_HK', 'zh-CN'],
  ['DE-at', 'de'],
  ['pl', 'en'],
  ['', 'en'],
  ['-', 'en'],
  ['constructor', 'en'],
  [undefined, 'en'],
])('%s is spoken to in %s', (tag, locale) => {
  expect(localeFrom(tag)).toBe(locale);
});
