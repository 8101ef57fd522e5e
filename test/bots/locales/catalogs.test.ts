import { describe, expect, test } from 'vitest';
import { catalogOf } from '../../../src/bots/locales/catalogs.ts';
import { locales, type CatalogLocale } from '../../../src/bots/locales/locales.ts';
import { commands } from '../../../src/commands/index.ts';
import { optionSpecs } from '../../../src/commands/option-specs.ts';
import { englishNames, englishTexts, missing } from './english-texts.ts';

const catalogLocales = locales.filter((locale): locale is CatalogLocale => locale !== 'en');
const english = englishTexts().map(({ text }) => text);

/** Discord's rule: https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const nameRule = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const longestDescription = 100;

const holes = (text: string): string[] => (text.match(/\{\d\}/gu) ?? []).toSorted();

describe.each(catalogLocales)('%s', (locale) => {
  const { names, texts } = catalogOf(locale);

  test('has every text, and none that is no longer said', () => {
    expect(missing(locale)).toEqual([]);
    const known = new Set(english);
    expect(Object.keys(texts).filter((text) => !known.has(text))).toEqual([]);
  });

  test('says in each text what varies', () => {
    for (const [text, translation] of Object.entries(texts)) {
      expect(translation.trim(), text).not.toBe('');
      expect(holes(translation), text).toEqual(holes(text));
    }
  });

  test('has every name, fit to be typed', () => {
    expect(Object.keys(names).toSorted()).toEqual(englishNames().toSorted());
    for (const name of Object.values(names)) {
      expect(name).toMatch(nameRule);
      expect(name).toBe(name.toLowerCase());
    }
  });

  test('gives no two commands and no two options of a command the same name', () => {
    const nameOf = (name: string): string => names[name] ?? name;
    const lists = [
      commands.map(({ name }) => name.split(' ').map(nameOf).join(' ')),
      ...commands.map((command) => optionSpecs(command).map(({ name }) => nameOf(name))),
    ];
    for (const list of lists) expect(list).toEqual([...new Set(list)]);
  });

  test('keeps descriptions as short as Discord wants them', () => {
    const described = commands.flatMap((command) => [
      command.description,
      ...optionSpecs(command).map(({ description }) => description),
    ]);
    for (const text of described) expect((texts[text] ?? text).length, text).toBeLessThanOrEqual(longestDescription);
  });
});
