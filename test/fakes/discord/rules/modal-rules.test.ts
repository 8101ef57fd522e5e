import { describe, expect, it } from 'vitest';
import { checkModal } from './modal-rules.ts';

const input = (more: object = {}) => ({ type: 4, custom_id: 'prompt', style: 2, ...more });
const label = (component: object, more: object = {}) => ({ type: 18, label: 'Prompt', component, ...more });
const row = (...components: unknown[]) => ({ type: 1, components });
const modal = (...components: unknown[]) => ({ title: 'Edit', custom_id: 'edit', components });
const option = (value: string) => ({ label: value, value });
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`${index}`));

describe('modals that Discord takes', () => {
  it.each<[string, unknown]>([
    ['a text input in a label', modal(label(input({ value: 'x'.repeat(4000), min_length: 1, max_length: 4000 })))],
    ['a text input in a row', modal(row(input({ label: 'Prompt' })))],
    ['a text between', modal({ type: 10, content: 'Say it anew' }, label(input()))],
    ['a select', modal(label({ type: 3, custom_id: 'a', options: options(25), min_values: 0, required: false }))],
    ['a user select', modal(label({ type: 5, custom_id: 'a' }))],
    ['a file upload', modal(label({ type: 19, custom_id: 'a', max_values: 10, file_types: ['image', '.mp4'] }))],
    ['a radio group', modal(label({ type: 21, custom_id: 'a', options: options(2) }))],
    ['a checkbox group', modal(label({ type: 22, custom_id: 'a', options: options(10) }))],
    ['a checkbox', modal(label({ type: 23, custom_id: 'a', default: true }))],
  ])('%s', (_name, data) => {
    expect(checkModal(data)).toEqual([]);
  });
});

describe('modals that Discord refuses', () => {
  it.each<[string, unknown, string, string]>([
    ['a long title', { ...modal(label(input())), title: 'x'.repeat(46) }, 'title', 'BASE_TYPE_BAD_LENGTH'],
    ['no custom id', { ...modal(label(input())), custom_id: undefined }, 'custom_id', 'BASE_TYPE_REQUIRED'],
    ['no components', modal(), 'components', 'BASE_TYPE_BAD_LENGTH'],
    [
      '6 components',
      modal(...options(6).map(({ value }) => label(input({ custom_id: value })))),
      'components',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a button',
      modal(row({ type: 2, style: 1, label: 'x', custom_id: 'x' })),
      'components.0.components.0.type',
      'UNION_TYPE_CHOICES',
    ],
    [
      'two inputs in a row',
      modal(row(input({ label: 'a' }), input({ label: 'b', custom_id: 'b' }))),
      'components.0.components',
      'BASE_TYPE_BAD_LENGTH',
    ],
    ['an input in a row without label', modal(row(input())), 'components.0.components.0.label', 'BASE_TYPE_REQUIRED'],
    [
      'an input in a label with a label',
      modal(label(input({ label: 'x' }))),
      'components.0.component.label',
      'COMPONENT_INVALID_FIELD',
    ],
    ['a long label', modal(label(input(), { label: 'x'.repeat(46) })), 'components.0.label', 'BASE_TYPE_BAD_LENGTH'],
    [
      'a long description',
      modal(label(input(), { description: 'x'.repeat(101) })),
      'components.0.description',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['an empty label', modal({ type: 18, label: 'x' }), 'components.0.component', 'BASE_TYPE_REQUIRED'],
    [
      'a long value',
      modal(label(input({ value: 'x'.repeat(4001) }))),
      'components.0.component.value',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a value beyond max_length',
      modal(label(input({ value: 'abc', max_length: 2 }))),
      'components.0.component.value',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a long placeholder',
      modal(label(input({ placeholder: 'x'.repeat(101) }))),
      'components.0.component.placeholder',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'crossed lengths',
      modal(label(input({ min_length: 5, max_length: 2 }))),
      'components.0.component.min_length',
      'NUMBER_TYPE_MAX',
    ],
    [
      'a custom id twice',
      modal(label(input()), label(input())),
      'components.1.component.custom_id',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      '11 files',
      modal(label({ type: 19, custom_id: 'a', max_values: 11 })),
      'components.0.component.max_values',
      'NUMBER_TYPE_MAX',
    ],
    [
      'a file type without its dot',
      modal(label({ type: 19, custom_id: 'a', file_types: ['mp4'] })),
      'components.0.component.file_types.0',
      'FILE_TYPE_INVALID',
    ],
    [
      'a radio group of one',
      modal(label({ type: 21, custom_id: 'a', options: options(1) })),
      'components.0.component.options',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a required select that may be empty',
      modal(label({ type: 5, custom_id: 'a', min_values: 0 })),
      'components.0.component.min_values',
      'COMPONENT_INVALID_FIELD',
    ],
    [
      'a disabled select',
      modal(label({ type: 5, custom_id: 'a', disabled: true })),
      'components.0.component.disabled',
      'COMPONENT_INVALID_FIELD',
    ],
  ])('%s', (_name, data, path, code) => {
    expect(checkModal(data)).toContainEqual(expect.objectContaining({ path, code }));
  });
});
