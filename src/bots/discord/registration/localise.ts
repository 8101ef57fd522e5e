import { Locale, type LocalizationMap } from 'discord.js';
import { shorten } from '../../../core/text.ts';
import type { Locale as OurLocale } from '../../locales/locales.ts';
import type { Translator } from '../../locales/translate.ts';

/** Of descriptions: https://discord.com/developers/docs/interactions/application-commands#application-command-object */
export const descriptionLength = 100;

/** Of names in the menu of a message, which may have spaces and capitals. */
const menuNameLength = 32;

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** What Discord calls our languages: https://discord.com/developers/docs/reference#locales. English is the text itself. */
const codes: Readonly<Record<OurLocale, readonly Locale[]>> = {
  en: [],
  'zh-CN': [Locale.ChineseCN],
  ja: [Locale.Japanese],
  ko: [Locale.Korean],
  es: [Locale.SpanishES, Locale.SpanishLATAM],
  fr: [Locale.French],
  de: [Locale.German],
  'pt-BR': [Locale.PortugueseBR],
};

/** Whether Discord takes this as the name of a command or an option. */
export function isValidName(name: string): boolean {
  return namePattern.test(name) && name === name.toLowerCase();
}

/** A text in each language, where `say` has something other than the English. */
function mapOf(
  english: string,
  translators: readonly Translator[],
  say: (translator: Translator) => string | undefined,
): LocalizationMap {
  const map: LocalizationMap = {};
  for (const translator of translators) {
    const said = say(translator);
    if (said === undefined || said === '' || said === english) continue;
    for (const code of codes[translator.locale]) map[code] = said;
  }
  return map;
}

/** A description and its translations, each cut to what Discord takes. */
export function describe(
  english: string,
  translators: readonly Translator[],
  length = descriptionLength,
): { description: string; description_localizations: LocalizationMap } {
  const description = shorten(english, length);
  return {
    description,
    description_localizations: mapOf(description, translators, (translator) =>
      shorten(translator.text(english), length),
    ),
  };
}

/** The names of an item of the menu of a message. */
export function menuName(english: string, translators: readonly Translator[]): { name_localizations: LocalizationMap } {
  const fitting = (said: string): string | undefined => (Array.from(said).length <= menuNameLength ? said : undefined);
  return { name_localizations: mapOf(english, translators, (translator) => fitting(translator.text(english))) };
}

/**
 * The names of things that stand side by side, in the same order. A translation is left out where Discord would refuse
 * it: where it is no valid name, or where a neighbour is called so in that language.
 */
export function nameAll(
  names: readonly string[],
  translators: readonly Translator[],
): { name: string; name_localizations: LocalizationMap }[] {
  const taken = new Map(translators.map(({ locale }) => [locale, new Set(names)]));
  return names.map((name) => ({
    name,
    name_localizations: mapOf(name, translators, (translator) => {
      const said = translator.name(name)?.toLowerCase();
      const others = taken.get(translator.locale);
      if (said === undefined || said === name || !isValidName(said) || others?.has(said) === true) return undefined;
      others?.add(said);
      return said;
    }),
  }));
}
