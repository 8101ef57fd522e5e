import { catalogOf } from './catalogs.ts';
import type { CatalogLocale, Locale } from './locales.ts';
import { leadOf } from './lead-in.ts';
import { indexPatterns, type Match } from './pattern-index.ts';
import { fill, hasHoles, isQuoted, textPattern } from './text-pattern.ts';

/** Says the house's English texts in one language. */
export interface Translator {
  readonly locale: Locale;
  /** A text or a sentence that was built from one, in this language; English where it is not known. */
  readonly text: (english: string) => string;
  /** Localised name of a command or an option; undefined where it has none. */
  readonly name: (english: string) => string | undefined;
}

const translators = new Map<Locale, Translator>();

/** The translator of a language, made at its first use. */
export function translatorFor(locale: Locale): Translator {
  const made = translators.get(locale) ?? createTranslator(locale);
  translators.set(locale, made);
  return made;
}

function createTranslator(locale: Locale): Translator {
  if (locale === 'en') return { locale, text: (english) => english, name: () => undefined };
  return { locale, text: translation(locale), name: nameIn(locale) };
}

function nameIn(locale: CatalogLocale): Translator['name'] {
  const names = new Map(Object.entries(catalogOf(locale).names));
  return (english) => names.get(english);
}

/** UTF-16 units of the longest text that is looked at; chats take no message of such length. */
const longestText = 10_000;

/** Texts put together from others, the same in every language. */
const frames = ['{0}: {1} ({2})', '{0} ({1})', '{0}: {1}'];

/** What our texts join lists by. */
const joints = ['; ', ', '];

/** What stands in quotes where a person wrote nothing. All else in quotes is theirs. */
const standIns: ReadonlySet<string> = new Set(['without words']);

/** Items of the longest list that is looked at. */
const mostItems = 16;

/** Where one sentence ends and another begins on the same line. */
const sentenceBreak = /(?<=[.?!…]) (?=\S)/u;

/** Sentences that a line is taken apart into; a longer one is no text of ours. */
const mostSentences = 16;

function translation(locale: CatalogLocale): Translator['text'] {
  const entries = Object.entries(catalogOf(locale).texts);
  const exact = new Map(entries);
  const own = entries.filter(([english]) => hasHoles(english)).map(([english, text]) => textPattern(english, text));
  const patterns = indexPatterns(own);
  const framePatterns = indexPatterns(frames.map((frame) => textPattern(frame, frame)));

  /** Values are somebody's words: only what is a text of ours as it stands is translated. */
  const valueOf = (value: string): string => exact.get(value) ?? listOf(value) ?? value;
  const quotedOf = (value: string): string => (standIns.has(value) ? (exact.get(value) ?? value) : value);
  const fillIn = ({ pattern, values }: Match): string => {
    const said = new Map<number, string>();
    for (const [number, value] of values)
      said.set(number, isQuoted(pattern, number) ? quotedOf(value) : valueOf(value));
    return fill(pattern.translation, said);
  };

  /** A list whose items are all known. */
  function listOf(value: string): string | undefined {
    for (const joint of joints) {
      const items = value.split(joint);
      if (items.length === 1 || items.length > mostItems) continue;
      const translated = items.map((item) => exact.get(item));
      if (translated.every((item) => item !== undefined)) return translated.join(joint);
    }
    return undefined;
  }

  function phrase(text: string): string | undefined {
    const same = exact.get(text);
    if (same !== undefined) return same;
    const match = patterns.matches(text).find(isOneSentence);
    return match === undefined ? undefined : fillIn(match);
  }

  function framed(text: string): string | undefined {
    return framePatterns
      .matches(text)
      .filter(({ values }) => [...values.values()].some((value) => valueOf(value) !== value))
      .map(fillIn)[0];
  }

  /** The longest runs of sentences that are known, from the first on. */
  function sentences(text: string): { readonly text: string; readonly whole: boolean } {
    const left = text.split(sentenceBreak);
    if (left.length > mostSentences) return { text, whole: false };
    let said = '';
    let whole = true;
    while (left.length > 0) {
      let count = left.length;
      let found = phrase(left.join(' '));
      while (found === undefined && count > 1) {
        count -= 1;
        found = phrase(left.slice(0, count).join(' '));
      }
      if (found === undefined) whole = false;
      // Full-width full stops bring their own space.
      const space = said === '' || /[。！？]$/u.test(said) ? '' : ' ';
      said += `${space}${found ?? left.slice(0, count).join(' ')}`;
      left.splice(0, count);
    }
    return { text: said, whole };
  }

  function line(text: string): string {
    const lead = leadOf(text);
    const rest = text.slice(lead.length);
    return rest === '' ? text : `${lead}${unled(rest)}`;
  }

  function unled(text: string): string {
    const known = phrase(text) ?? framed(text) ?? listOf(text);
    if (known !== undefined) return known;
    const apart = sentences(text);
    if (apart.whole) return apart.text;
    const [match] = patterns.matches(text);
    return match === undefined ? apart.text : fillIn(match);
  }

  return (english) => {
    if (english.length > longestText) return english;
    const lines = english.split('\n');
    const translated = lines.map(line);
    // Only where no line is known may a value run over several.
    if (lines.length > 1 && translated.every((text, index) => text === lines[index])) return line(english);
    return translated.join('\n');
  };
}

/** Whether a match's values are no sentences, but in quotes: else a text that ends with a hole would swallow what follows. */
function isOneSentence({ pattern, values }: Match): boolean {
  return [...values].every(([number, value]) => isQuoted(pattern, number) || !sentenceBreak.test(value));
}
