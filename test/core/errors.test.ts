import { DrizzleQueryError } from 'drizzle-orm';
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

  test('a database that is away is said to be, and nothing of what was to be written', () => {
    const away = Object.assign(new Error('Connection terminated'), { code: 'ECONNREFUSED' });
    const error = toMoraError(new DrizzleQueryError('insert into tasks values ($1)', ['a prompt'], away));
    expect(error).toMatchObject({ code: 'unavailable', retryable: true });
    const other = toMoraError(new DrizzleQueryError('insert into tasks values ($1)', ['a prompt'], new Error('x')));
    expect(other.code).toBe('internal');
    for (const { message } of [error, other]) expect(message).not.toContain('a prompt');
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
