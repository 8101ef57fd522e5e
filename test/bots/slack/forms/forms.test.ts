import { expect, test } from 'vitest';
import { translatorFor } from '../../../../src/bots/locales/translate.ts';
import { locales } from '../../../../src/bots/locales/locales.ts';
import { commandForm, switchForm } from '../../../../src/bots/slack/forms/command-form.ts';
import { formErrors } from '../../../../src/bots/slack/forms/form-errors.ts';
import { readForm } from '../../../../src/bots/slack/forms/read-form.ts';
import { wordsForm, wordsOf } from '../../../../src/bots/slack/forms/words-form.ts';
import { limits } from '../../../../src/bots/slack/limits.ts';
import type { View } from '../../../../src/bots/slack/api.ts';
import type { SlackView } from '../../../../src/bots/slack/wire.ts';
import { connectCommand } from '../../../../src/commands/connect.ts';
import { i2vCommand } from '../../../../src/commands/i2v.ts';
import { t2vCommand } from '../../../../src/commands/t2v.ts';

const t2v = t2vCommand();
const connect = connectCommand();
const commands = [t2v, i2vCommand(), connect];
const english = translatorFor('en');

/** A view as Slack hands it back, with what was filled in. */
function sent(view: View, values: Readonly<Record<string, Readonly<Record<string, unknown>>>>): SlackView {
  const { blocks, private_metadata: metadata } = view;
  const filled = Object.entries(values).map(([block, value]) => [block, { value }]);
  return {
    id: 'V1',
    type: 'modal',
    callback_id: 'mora_form',
    private_metadata: String(metadata),
    blocks: Array.isArray(blocks) ? blocks : [],
    state: { values: Object.fromEntries(filled) },
  };
}

const flags = { type: 'checkboxes', selected_options: [{ value: 'true' }] };
const ratio = { type: 'static_select', selected_option: { value: '9:16' } };

test('a form is read as it was filled in', () => {
  const view = sent(commandForm(t2v, commands, { channel: 'C1' }, english), {
    'option.prompt': { value: 'a <harbour> & a "boat"' },
    'option.duration': { value: '8' },
    'option.ratio': ratio,
    'option.loop': flags,
    'option.caption': { value: null },
  });
  const { command, options, place } = readForm(view, commands);
  expect(command.name).toBe('t2v');
  expect(options).toEqual({ prompt: 'a <harbour> & a "boat"', duration: '8', ratio: '9:16', loop: 'true' });
  expect(place).toEqual({ channel: 'C1' });
});

test('a form that was opened nowhere asks where', () => {
  const view = sent(commandForm(t2v, commands, {}, english), {
    'option.prompt': { value: 'a boat' },
    mora_place: { selected_conversation: 'C7' },
  });
  expect(readForm(view, commands).place).toEqual({ channel: 'C7' });
});

test('what is wrong is said at its field', () => {
  const view = sent(commandForm(connect, commands, { channel: 'C1' }, english), {
    'option.seed': { value: '1.5' },
    mora_videos: { files: [{ id: 'F1' }] },
  });
  const read = (): unknown => readForm(view, commands);
  expect(read).toThrow();
  try {
    read();
  } catch (error) {
    const errors = formErrors(error, view, english);
    expect(Object.keys(errors).toSorted()).toEqual(['mora_videos', 'option.seed']);
    expect(errors['mora_videos']).toBe('Add at least 2 videos.');
  }
  expect(Object.keys(formErrors(new Error('x'), view, english))).toEqual(['mora_kind']);
});

test('what has the same name stays when another kind is chosen', () => {
  const view = sent(commandForm(t2v, commands, { channel: 'C1', thread: '1.2' }, english), {
    'option.prompt': { value: 'a boat' },
    'option.seed': { value: '7' },
    'option.ratio': ratio,
  });
  const next = JSON.stringify(switchForm(view, 'connect', commands, english));
  expect(next).toContain('"initial_value":"a boat"');
  expect(next).toContain('"initial_value":"7"');
  expect(next).not.toContain('9:16');
  expect(next).toContain('1.2');
  expect(() => switchForm({ ...view, private_metadata: '{' }, 'connect', commands, english)).toThrow(
    /another version/u,
  );
});

test.each(locales)('forms in %s are within Slack’s bounds', (locale) => {
  for (const command of commands) {
    const view = commandForm(command, commands, {}, translatorFor(locale), { prompt: 'x'.repeat(4_000), seed: '-1' });
    const { title, blocks } = view;
    expect(title).toMatchObject({ text: expect.stringMatching(/^.{1,24}$/u) });
    expect(Array.isArray(blocks) && blocks.length <= limits.blocksPerView).toBe(true);
    // A value that a field does not take would make Slack refuse the whole form.
    expect(JSON.stringify(blocks)).not.toContain('initial_value');
  }
});

test('a question shows words that it can take whole', () => {
  const question = { title: 'Edit the prompt', label: 'What the video should show', required: false, prefilled: true };
  const form = (words: string): string => JSON.stringify(wordsForm(question, 'mora_words', '{}', words, english));
  expect(form('a boat')).toContain('"initial_value":"a boat"');
  expect(form('x'.repeat(2_001))).not.toContain('initial_value');
  const view = wordsForm(question, 'mora_words', '{}', '', english);
  expect(wordsOf(sent(view, { mora_words: { value: 'two boats' } }))).toBe('two boats');
});
