import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageActionIds, parseMessageAction } from '../../../src/bots/slack/ids.ts';
import { actionId } from '../../../src/commands/actions.ts';

const meaning = fc.constantFrom('connect', 'extend', 'edit', 'simulate', 'i2v', 't2v' as const);
const channel = fc.stringMatching(/^[CDG][A-Z0-9]{1,30}$/u);
const ts = fc.stringMatching(/^\d{1,12}\.\d{1,10}$/u);

test('what is to be done with a message is read from its button, within Slack’s lengths', () => {
  fc.assert(
    fc.property(fc.record({ meaning, channel, ts }), (action) => {
      const { actionId: id, value } = messageActionIds(action);
      expect(parseMessageAction(id, value)).toEqual(action);
      // https://docs.slack.dev/reference/block-kit/block-elements/button-element/
      expect(id.length).toBeLessThanOrEqual(255);
      expect(value.length).toBeLessThanOrEqual(2_000);
    }),
  );
});

test('rubbish is no button of ours', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, fc.oneof(text, fc.constantFrom(null, undefined)), (id, value) => {
      expect(parseMessageAction(id, value)).toBeUndefined();
      expect(parseMessageAction('1do.edit', value)).toBeUndefined();
      expect(parseMessageAction(id, 'C1/1.1')).toBeUndefined();
    }),
  );
});

test.each([
  ['1do.edit', 'C1/1.1/2'],
  ['1do.edit', 'c1/1.1'],
  ['1do.edit', 'C1/1'],
  ['1do.edit', 'C1'],
  ['1do.edit', ''],
  ['1do.launch', 'C1/1.1'],
  ['2do.edit', 'C1/1.1'],
  ['1do.edit.edit', 'C1/1.1'],
  ['1do', 'C1/1.1'],
  [actionId({ name: 'again', taskId: 'task-0123456789abcdef' }), 'C1/1.1'],
])('%s with %s is none', (id, value) => {
  expect(parseMessageAction(id, value)).toBeUndefined();
});
