import { describe, expect, it } from 'vitest';
import { checkCommand, checkCommands } from './command-rules.ts';

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const option = (more: object = {}) => ({ type: 3, name: 'prompt', description: 'What happens', ...more });
const command = (more: object = {}) => ({ name: 'mora', description: 'Make a video', ...more });
const withOption = (more: object) => command({ options: [option(more)] });
const sub = (name: string, options: unknown[] = []) => ({ type: 1, name, description: 'x', options });
const choice = (name: string, value: unknown = name) => ({ name, value });

describe('commands that Discord takes', () => {
  it.each<[string, unknown]>([
    ['a plain command', command({ contexts: [0, 1, 2], integration_types: [0, 1], default_member_permissions: '8' })],
    ['a message command', { type: 3, name: 'Animate this picture' }],
    ['names in other scripts', command({ name_localizations: { ja: '動画', hi: 'वीडियो' } })],
    [
      'subcommands and groups',
      command({ options: [sub('t2v', [option()]), { type: 2, name: 'g', description: 'x', options: [sub('a')] }] }),
    ],
    ['choices', withOption({ choices: many(25, (index) => choice(`${index}`)) })],
    ['numbers', withOption({ type: 4, min_value: 0, max_value: 10, choices: [choice('one', 1)] })],
    ['lengths', withOption({ min_length: 0, max_length: 6000, autocomplete: true })],
    ['a channel', withOption({ type: 7, channel_types: [0, 5] })],
    ['an attachment', withOption({ type: 11, file_types: ['image', 'video', '.webp'] })],
    ['required before optional', command({ options: [option({ required: true }), option({ name: 'ratio' })] })],
  ])('%s', (_name, body) => {
    expect(checkCommand(body)).toEqual([]);
  });
});

describe('commands that Discord refuses', () => {
  it.each<[string, unknown, string, string]>([
    ['capitals', command({ name: 'Mora' }), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a space', command({ name: 'my mora' }), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a long name', command({ name: 'x'.repeat(33) }), 'name', 'BASE_TYPE_BAD_LENGTH'],
    ['no description', { name: 'mora' }, 'description', 'BASE_TYPE_REQUIRED'],
    ['a long description', command({ description: 'x'.repeat(101) }), 'description', 'BASE_TYPE_BAD_LENGTH'],
    [
      'a described message command',
      { ...command(), type: 3 },
      'description',
      'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED',
    ],
    [
      'an unknown locale',
      command({ name_localizations: { es: 'x' } }),
      'name_localizations.es',
      'DICT_TYPE_INVALID_KEY',
    ],
    [
      'a bad localised name',
      command({ name_localizations: { de: 'Große Tat' } }),
      'name_localizations.de',
      'APPLICATION_COMMAND_INVALID_NAME',
    ],
    [
      'a long localised description',
      command({ description_localizations: { fr: 'x'.repeat(101) } }),
      'description_localizations.fr',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      '26 options',
      command({ options: many(26, (index) => option({ name: `o${index}` })) }),
      'options',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['an unknown type', withOption({ type: 12 }), 'options.0.type', 'BASE_TYPE_CHOICES'],
    [
      'required after optional',
      command({ options: [option(), option({ name: 'b', required: true })] }),
      'options.1',
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'a name twice',
      command({ options: [option(), option()] }),
      'options.1.name',
      'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ],
    [
      'a localised name twice',
      command({ options: many(2, (index) => option({ name: `o${index}`, name_localizations: { de: 'gleich' } })) }),
      'options.1.name_localizations.de',
      'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ],
    [
      'a subcommand beside an option',
      command({ options: [sub('a'), option()] }),
      'options',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'a subcommand in a subcommand',
      command({ options: [sub('a', [sub('b')])] }),
      'options.0.options.0.type',
      'BASE_TYPE_CHOICES',
    ],
    [
      '26 choices',
      withOption({ choices: many(26, (index) => choice(`${index}`)) }),
      'options.0.choices',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a long choice',
      withOption({ choices: [choice('a', 'x'.repeat(101))] }),
      'options.0.choices.0.value',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a text for a number',
      withOption({ type: 4, choices: [choice('a', '1')] }),
      'options.0.choices.0.value',
      'NUMBER_TYPE_COERCE',
    ],
    [
      'choices with autocomplete',
      withOption({ autocomplete: true, choices: [choice('a')] }),
      'options.0.autocomplete',
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES',
    ],
    ['a crossed range', withOption({ type: 10, min_value: 2, max_value: 1 }), 'options.0.min_value', 'NUMBER_TYPE_MAX'],
    [
      'a range of a text',
      withOption({ min_value: 2 }),
      'options.0.min_value',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    ['a long length', withOption({ max_length: 6001 }), 'options.0.max_length', 'NUMBER_TYPE_MAX'],
    [
      'an unknown channel type',
      withOption({ type: 7, channel_types: [99] }),
      'options.0.channel_types',
      'BASE_TYPE_CHOICES',
    ],
    [
      'file types of a text',
      withOption({ file_types: ['image'] }),
      'options.0.file_types',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'an unknown file type',
      withOption({ type: 11, file_types: ['png'] }),
      'options.0.file_types.0',
      'FILE_TYPE_INVALID',
    ],
    [
      'permissions as a number',
      command({ default_member_permissions: 8 }),
      'default_member_permissions',
      'STRING_TYPE_CONVERT',
    ],
    ['an unknown context', command({ contexts: [3] }), 'contexts', 'BASE_TYPE_CHOICES'],
    [
      'more than 8,000 characters, the longest language counted',
      command({
        options: many(3, (outer) =>
          option({
            name: `o${outer}`,
            choices: many(25, (index) => ({
              name: `${index}`,
              value: `${index}`.padEnd(100, 'v'),
              name_localizations: { fr: `${index}`.padEnd(100, 'x') },
            })),
          }),
        ),
      }),
      '',
      'APPLICATION_COMMAND_TOO_LARGE',
    ],
  ])('%s', (_name, body, path, code) => {
    expect(checkCommand(body)).toContainEqual(expect.objectContaining({ path, code }));
  });
});

describe('lists of commands', () => {
  it('may use a name once in each type', () => {
    expect(checkCommands([command(), { type: 3, name: 'mora' }])).toEqual([]);
    const code = 'APPLICATION_COMMANDS_DUPLICATE_NAME';
    expect(checkCommands([command(), command()])).toEqual([expect.objectContaining({ path: '1.name', code })]);
  });

  it('have at most 15 message commands', () => {
    const list = many(16, (index) => ({ type: 3, name: `Command ${index}` }));
    expect(checkCommands(list)).toEqual([expect.objectContaining({ path: '', code: 'BASE_TYPE_MAX_LENGTH' })]);
  });
});
