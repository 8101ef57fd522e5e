import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { locales } from '../../../../src/bots/locales/locales.ts';
import { translatorFor, type Translator } from '../../../../src/bots/locales/translate.ts';
import { commandSize } from '../../../../src/bots/discord/registration/command-size.ts';
import { describeCommands } from '../../../../src/bots/discord/registration/describe-commands.ts';
import { menuNames } from '../../../../src/bots/message-menu.ts';
import { defineCommand, type Command } from '../../../../src/commands/define-command.ts';
import { commands, commandsFor } from '../../../../src/commands/index.ts';
import { channelOption, roleOption } from '../../../../src/commands/mention-options.ts';
import { flag } from '../../../../src/commands/video-options.ts';
import { toMoraError } from '../../../../src/core/errors.ts';
import { moraPipelines, type Pipeline } from '../../../../src/core/pipeline/pipelines.ts';
import { checkCommands } from '../../../fakes/discord/rules/command-rules.ts';

const translators = locales.map(translatorFor);

const optionSchema = z.looseObject({
  type: z.number(),
  name: z.string(),
  required: z.boolean().optional(),
  get options() {
    return z.array(optionSchema).optional();
  },
});
type Option = z.infer<typeof optionSchema>;

/** The options under `/mora` of these commands. */
function optionsOf(list: readonly Command[], languages: readonly Translator[] = []): Option[] {
  const [root] = describeCommands(list, languages);
  return optionSchema.omit({ type: true }).parse(root).options ?? [];
}

/** The options of the one command. */
function optionsOfOne(command: Command, languages: readonly Translator[] = []): Option[] {
  return optionsOf([command], languages)[0]?.options ?? [];
}

function commandWith(definition: Partial<Parameters<typeof defineCommand>[0]>): Command {
  return defineCommand({
    name: 'try',
    description: 'Tries',
    example: '/mora try',
    options: z.object({}),
    run: () => Promise.resolve({ kind: 'text', text: '' }),
    ...definition,
  });
}

/** A language in which each name is the one given. */
function inGerman(names: Readonly<Record<string, string>>): Translator {
  return { locale: 'de', text: (english) => `${english}, auf Deutsch`, name: (english) => names[english] };
}

describe('the commands of Discord', () => {
  test('are all taken, in all languages, and fit', () => {
    const described = describeCommands(commands, translators);
    expect(checkCommands(described)).toEqual([]);
    expect(described.map(({ name }) => name)).toEqual(['mora', ...menuNames]);
  });

  test('have each of ours once, those of two words in groups', () => {
    const paths = optionsOf(commands).flatMap(({ type, name, options = [] }) =>
      type === 2 ? options.map((option) => `${name} ${option.name}`) : [name],
    );
    expect(paths.toSorted()).toEqual(commands.map(({ name }) => name).toSorted());
  });

  test('work in servers, in direct messages and where only a person has the bot', () => {
    for (const described of describeCommands(commands, translators)) {
      expect(described).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
    }
  });

  test('have options of their kinds, the required ones first', () => {
    const options = z.object({
      words: z.string().default('').describe('Words'),
      count: z.coerce.number().min(1).max(5).optional().describe('A number'),
      loop: flag.optional().describe('A flag'),
      look: z.enum(['oil', 'ink']).optional().describe('A choice'),
      style: z
        .string()
        .optional()
        .describe('Tried words')
        .meta({ suggestions: ['oil'] }),
      place: channelOption.describe('A channel'),
      group: roleOption.optional().describe('A role'),
    });
    expect(optionsOfOne(commandWith({ options, positional: 'words' }))).toMatchObject([
      { name: 'place', type: 7, required: true, channel_types: [0, 5] },
      { name: 'words', type: 3, required: false },
      { name: 'count', type: 10, min_value: 1, max_value: 5 },
      { name: 'loop', type: 5 },
      {
        name: 'look',
        type: 3,
        choices: [
          { name: 'oil', value: 'oil' },
          { name: 'ink', value: 'ink' },
        ],
      },
      { name: 'style', type: 3, autocomplete: true },
      { name: 'group', type: 8 },
    ]);
  });

  test('complete a choice among more than Discord lists', () => {
    const look = z.enum(Array.from({ length: 26 }, (_, index) => `look-${index}`)).describe('A choice');
    const [option] = optionsOfOne(commandWith({ options: z.object({ look }) }));
    expect(option).toMatchObject({ type: 3, autocomplete: true });
    expect(option).not.toHaveProperty('choices');
  });

  test.each([
    ['required', 0, [['image', 11, true]]],
    ['optional', 0, [['image', 11, false]]],
    [
      'unused',
      1,
      [
        ['video', 11, false],
        ['clip', 3, false],
      ],
    ],
    [
      'unused',
      2,
      ['1', '2', '3', '4'].flatMap((n) => [
        [`video${n}`, 11, false],
        [`clip${n}`, 3, false],
      ]),
    ],
  ] as const)('take files: a picture %s, videos %i', (picture, videos, expected) => {
    const options = optionsOfOne(commandWith({ picture, videos }));
    expect(options.map(({ name, type, required }) => [name, type, required])).toEqual(expected);
  });

  test('are named in other languages, but not as Discord would refuse or as a neighbour is named', () => {
    const options = z.object({
      seed: z.string().optional().describe('1'),
      loop: z.string().optional().describe('2'),
      ratio: z.string().optional().describe('3'),
      words: z.string().optional().describe('4'),
    });
    const german = inGerman({ seed: 'Samen', loop: 'ohne ende', ratio: 'samen', words: 'seed' });
    const found = optionsOfOne(commandWith({ options }), [german]);
    expect(found.map(({ name_localizations: names }) => names)).toEqual([{ de: 'samen' }, {}, {}, {}]);
    expect(found[0]).toMatchObject({ description: '1', description_localizations: { de: '1, auf Deutsch' } });
  });

  test('are named once for each Spanish of Discord, and in the menu of a message too', () => {
    const spanish: Translator = { locale: 'es', text: (english) => `${english} es`, name: () => undefined };
    const menu = describeCommands([], [spanish]).find(({ name }) => name === 'Info');
    expect(menu).toMatchObject({ type: 3, name_localizations: { 'es-ES': 'Info es', 'es-419': 'Info es' } });
  });

  test('have descriptions of at most a hundred characters', () => {
    const long = commandWith({ description: 'long '.repeat(40) });
    const [described] = optionsOf([long], [inGerman({})]);
    expect(Array.from(String(described?.['description']))).toHaveLength(100);
    expect(checkCommands(describeCommands([long], [inGerman({})]))).toEqual([]);
  });

  test("have the operator's own kinds, and shorter descriptions rather than too many characters", () => {
    const described = describeCommands(commandsFor({ ...moraPipelines, ...ownKinds(10) }), translators);
    expect(checkCommands(described)).toEqual([]);
    expect(optionSchema.omit({ type: true }).parse(described[0]).options).toHaveLength(25);
  });

  test('are refused in a sentence where own kinds are more than Discord takes', () => {
    const tooMany = commandsFor({ ...moraPipelines, ...ownKinds(11) });
    expect(() => describeCommands(tooMany, translators)).toThrow(/25 commands under \/mora, and these are 1 more/u);
    try {
      describeCommands(tooMany, translators);
    } catch (error) {
      expect(toMoraError(error)).toMatchObject({ code: 'configuration' });
    }
  });
});

test('a command counts with its longest translation and its choices', () => {
  const choices = [{ name: 'four', value: 12 }];
  const option = { name: 'ab', description: 'abc', description_localizations: { de: 'abcde' }, choices };
  expect(commandSize({ name: 'a', description: 'b', options: [option] })).toBe(1 + 1 + 2 + 5 + 4 + 2);
});

function ownKinds(count: number): Record<string, Pipeline> {
  const { t2v } = moraPipelines;
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`own-${index}`, t2v]));
}
