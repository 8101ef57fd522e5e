import { expect, test } from 'vitest';
import { actionNames } from '../../src/commands/action-names.ts';
import { actionId, parseActionId } from '../../src/commands/actions.ts';

const taskId = 'task-0123456789abcdef01234567';

test('a button says all that it means, within what platforms allow', () => {
  for (const name of actionNames) {
    const id = actionId({ name, taskId });
    expect(id.length).toBeLessThanOrEqual(100);
    expect(parseActionId(id)).toEqual({ name, taskId });
  }
});

test.each([
  '',
  '1.cancel',
  '2.cancel.task-0123456789abcdef01234567',
  '1.explode.task-0123456789abcdef01234567',
  '1.cancel.x',
])('what is not ours is refused: %s', (id) =>
  expect(() => parseActionId(id)).toThrow(expect.objectContaining({ code: 'bad-input' })),
);
