import { describe, expect, test } from 'vitest';
import { failureSchema, MoraError, toFailure, toMoraError } from '../../src/core/errors.ts';

describe('any thrown value becomes a MoraError', () => {
  test('ours stays as it is', () => {
    const error = new MoraError('bad-input', 'Write something.');
    expect(toMoraError(error)).toBe(error);
  });

  test('a full disk is known by its system code', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    expect(toMoraError(full)).toMatchObject({ code: 'disk-full', retryable: true });
  });

  test('an abort is a cancel', () => {
    expect(toMoraError(new DOMException('x', 'AbortError')).code).toBe('cancelled');
  });

  test('the rest is internal, and its message stays in the log', () => {
    const error = toMoraError(new Error('password=hunter2'));
    expect(error).toMatchObject({ code: 'internal' });
    expect(error.userMessage).not.toContain('hunter2');
    expect(error.message).toContain('hunter2');
    expect(toMoraError('a string').code).toBe('internal');
  });

  test.each(['refused', 'unauthorized', 'uncertain', 'output-lost'] as const)(
    '%s crosses with what it cost',
    (code) => {
      const failure = toFailure(new MoraError(code, 'A sentence.', { costUsd: 0.25 }));
      expect(failureSchema.parse(JSON.parse(JSON.stringify(failure)))).toEqual({
        code,
        userMessage: 'A sentence.',
        costUsd: 0.25,
      });
    },
  );

  test('a failure crosses as JSON', () => {
    const failure = toFailure(new MoraError('provider-failed', 'x'.repeat(2_000)));
    expect(failureSchema.parse(JSON.parse(JSON.stringify(failure)))).toEqual(failure);
  });
});
