import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { catalogOf } from '../../../src/bots/locales/catalogs.ts';
import { leadOf } from '../../../src/bots/locales/lead-in.ts';
import type { CatalogLocale } from '../../../src/bots/locales/locales.ts';
import { agentLabels } from '../../../src/bots/texts.ts';
import { commands } from '../../../src/commands/index.ts';
import { pictureOption, videoOptionNames } from '../../../src/bots/discord/registration/option-names.ts';
import { optionSpecs } from '../../../src/commands/option-specs.ts';
import { composedTexts, isException } from './text-exceptions.ts';
import { literalsOf, type SourceLiteral } from './source-literals.ts';

const root = path.join(import.meta.dirname, '../../..');

/** A text that people read in a chat. */
export interface EnglishText {
  /** What varies is `{0}`, `{1}`… */
  readonly text: string;
  /** File that it stands in, or `commands` where it was read at run time. */
  readonly from: string;
}

/** Where the texts of chats arise. `words`: also single words and parts of sentences there are texts. */
const places: readonly { readonly files: string; readonly words: boolean }[] = [
  { files: 'src/bots/*.ts', words: true },
  { files: 'src/bots/discord/**/*.ts', words: true },
  { files: 'src/bots/slack/**/*.ts', words: true },
  { files: 'src/commands/**/*.ts', words: true },
  { files: 'src/core/**/*.ts', words: false },
  { files: 'workers/**/*.ts', words: false },
  { files: 'workers/providers/sketch/understand/describe-look.ts', words: true },
  { files: 'workers/providers/sketch/connect/describe-transition.ts', words: true },
];

/** What operators and developers read: settings, databases, the plan on a terminal. */
const elsewhere =
  /\/(?:web-server|web-guard|server-closing|config|describe-stage|draw-\w+|redis-connection|postgres-store|redis-address|check-bucket|read-s3-settings|gateway|until-answered|permissions|scopes|transport|shortcuts|client-options|socket|register-studio|same-store)\.ts$|\/providers\/\w+\/(?:inspect|webhook|read-workflows|values|prompt\/(?:answer|instructions))\.ts$|\/(?:core\/(?:arrangement|database)|workers\/crews|(?:discord|slack)\/inspect|slack\/(?:http|manifest|workspaces)|sketch\/paint)\//u;

/** Arguments and properties that no person in a chat sees, or that are read at run time. */
const unseen =
  /(?:new (?:(?:Type|Range)?Error|DOMException|ChildGone)|[lL]ogger\.\w+|\.(?:exec|test|describe|query|startsWith|endsWith|includes)|checkResult|hashText)\($|\bsql$|\b(?:detail|example): ?$|\blooks = \[$/u;

/** Properties whose values are texts however short they are. */
const shown = /\b(?:phase|note|label|userMessage)(?:: | = )$/u;

const word = String.raw`(?<![\p{L}\p{N}{/_-])\p{Ll}{2,}(?![\p{L}_=-])`;
const words = new RegExp(`${word}.* |^.* .*${word}`, 'su');
const sentence = /^[“\p{Lu}].*[.?!…]$/su;
const label = /^\p{Lu}\p{Ll}*(?:[ …’]|$)[\p{L} …’]*$/u;

function isText({ text, around: [before = '', ...outer] }: SourceLiteral, wordsToo: boolean): boolean {
  if (unseen.test(before.trimEnd()) || unseen.test(before) || unseen.test(outer[0] ?? '')) return false;
  if (/<\/?\w|\bcharset=/u.test(text)) return false;
  if (shown.test(before) && /\p{Ll}/u.test(text)) return true;
  const said = text.trim();
  if (sentence.test(said) && (words.test(said) || wordsToo)) return true;
  return wordsToo && (words.test(text) || label.test(said));
}

/** The texts that commands and cards have at run time. */
function runTimeTexts(): string[] {
  const described = commands.flatMap((command) => [
    command.description,
    ...optionSpecs(command).map((option) => option.description),
  ]);
  return [...described, ...Object.values(agentLabels)].filter((text) => text !== '');
}

function sourceTexts(): EnglishText[] {
  return places.flatMap(({ files, words: wordsToo }) =>
    globSync(files, { cwd: root })
      .filter((file) => !elsewhere.test(`/${file}`))
      .toSorted()
      .flatMap((file) =>
        literalsOf(readFileSync(path.join(root, file), 'utf8'))
          .filter((literal) => isText(literal, wordsToo) && !isReadAtRunTime(file, literal))
          .map(({ text }) => ({ text, from: file })),
      ),
  );
}

/** Names and descriptions of commands are read at run time. */
function isReadAtRunTime(file: string, { around: [before = ''] }: SourceLiteral): boolean {
  return file.startsWith('src/commands/') && /\b(?:description|name): $/u.test(before);
}

/** Every text that a chat may show, once, in the order of the files; of several lines each line for itself. */
export function englishTexts(): EnglishText[] {
  const all = [
    ...runTimeTexts().map((text) => ({ text, from: 'commands' })),
    ...composedTexts.map((text) => ({ text, from: 'composed' })),
    ...sourceTexts().filter(({ text }) => !isException(text)),
  ];
  const byText = new Map<string, EnglishText>();
  for (const { text, from } of all) {
    for (const line of text.split('\n')) {
      const own = ownWords(line);
      if (/[\p{L}“]/u.test(own.replaceAll(/\{\d\}/gu, '')) && !byText.has(own)) byText.set(own, { text: own, from });
    }
  }
  return [...byText.values()];
}

/** A line without what stands before it in every language, and without a sentence that follows it from elsewhere. */
function ownWords(line: string): string {
  const own = line.slice(leadOf(line).length).trim();
  return own.replace(/(?<=[.?!]) \{\d\}$/u, '');
}

/** English names of the commands and their options, each once. */
export function englishNames(): string[] {
  const names = commands.flatMap((command) => [
    ...command.name.split(' '),
    ...optionSpecs(command).map(({ name }) => name),
  ]);
  const files = commands.flatMap((command) =>
    videoOptionNames(command).flatMap(({ attachment, clip }) => [attachment, clip]),
  );
  return [...new Set([...names, pictureOption, ...files])];
}

/** The texts that a language does not have. */
export function missing(locale: CatalogLocale): string[] {
  const { texts } = catalogOf(locale);
  return englishTexts().flatMap(({ text }) => (Object.hasOwn(texts, text) ? [] : [text]));
}
