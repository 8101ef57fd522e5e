import { describe, expect, it } from 'vitest';
import { checkCallback } from './callback-rules.ts';

const COMMAND = 2;
const COMPONENT = 3;
const AUTOCOMPLETE = 4;
const MODAL_SUBMIT = 5;
const modal = {
  title: 'Edit',
  custom_id: 'edit',
  components: [{ type: 18, label: 'Prompt', component: { type: 4, custom_id: 'prompt', style: 2 } }],
};
const choices = (count: number) => ({
  type: 8,
  data: { choices: Array.from({ length: count }, (_, index) => ({ name: `${index}`, value: `${index}` })) },
});

describe('answers that Discord takes', () => {
  it.each<[string, unknown, number]>([
    ['a private message', { type: 4, data: { content: 'x', flags: 64 } }, COMMAND],
    [
      'a private V2 message',
      { type: 4, data: { flags: 64 + 32_768, components: [{ type: 10, content: 'x' }] } },
      COMMAND,
    ],
    ['a deferral', { type: 5, data: { flags: 64 } }, COMMAND],
    ['a modal for a command', { type: 9, data: modal }, COMMAND],
    ['a modal for a button', { type: 9, data: modal }, COMPONENT],
    ['a silent deferral', { type: 6 }, COMPONENT],
    ['an update', { type: 7, data: { components: [] } }, COMPONENT],
    ['an update after a modal', { type: 7, data: { content: 'x' } }, MODAL_SUBMIT],
    ['choices', choices(25), AUTOCOMPLETE],
    ['no choices', choices(0), AUTOCOMPLETE],
  ])('%s', (_name, body, interactionType) => {
    expect(checkCallback(body, interactionType)).toEqual([]);
  });
});

describe('answers that Discord refuses', () => {
  it.each<[string, unknown, number, string, string]>([
    ['a modal for a modal', { type: 9, data: modal }, MODAL_SUBMIT, 'type', 'BASE_TYPE_CHOICES'],
    ['a modal for autocomplete', { type: 9, data: modal }, AUTOCOMPLETE, 'type', 'BASE_TYPE_CHOICES'],
    ['an update for a command', { type: 7, data: { content: 'x' } }, COMMAND, 'type', 'BASE_TYPE_CHOICES'],
    ['a message for autocomplete', { type: 4, data: { content: 'x' } }, AUTOCOMPLETE, 'type', 'BASE_TYPE_CHOICES'],
    ['choices for a command', choices(1), COMMAND, 'type', 'BASE_TYPE_CHOICES'],
    ['26 choices', choices(26), AUTOCOMPLETE, 'data.choices', 'BASE_TYPE_MAX_LENGTH'],
    [
      'a long choice',
      { type: 8, data: { choices: [{ name: 'a', value: 'x'.repeat(101) }] } },
      AUTOCOMPLETE,
      'data.choices.0.value',
      'BASE_TYPE_BAD_LENGTH',
    ],
    ['a message without data', { type: 4 }, COMMAND, 'data', 'BASE_TYPE_REQUIRED'],
    ['a long text', { type: 4, data: { content: 'x'.repeat(2001) } }, COMMAND, 'data.content', 'BASE_TYPE_MAX_LENGTH'],
    ['an untitled modal', { type: 9, data: { ...modal, title: '' } }, COMMAND, 'data.title', 'BASE_TYPE_BAD_LENGTH'],
  ])('%s', (_name, body, interactionType, path, code) => {
    expect(checkCallback(body, interactionType)).toContainEqual(expect.objectContaining({ path, code }));
  });

  it('an update where a command opened the modal', () => {
    const problems = checkCallback({ type: 7 }, MODAL_SUBMIT, { files: [], hasMessage: false });
    expect(problems).toEqual([expect.objectContaining({ path: 'type' })]);
  });
});
