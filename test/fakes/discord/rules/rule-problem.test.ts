import { describe, expect, it } from 'vitest';
import { EMPTY_MESSAGE, toErrorBody } from './rule-problem.ts';

describe('the error body', () => {
  it('nests the problems by their paths', () => {
    const tooLong = { code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 80 or fewer in length.' };
    const missing = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
    const problems = [
      { path: 'components.0.label', ...tooLong },
      { path: 'components.0', ...missing },
      { path: '', ...missing },
    ];
    expect(toErrorBody(problems)).toEqual({
      code: 50_035,
      message: 'Invalid Form Body',
      errors: { components: { 0: { label: { _errors: [tooLong] }, _errors: [missing] } }, _errors: [missing] },
    });
  });

  it('gives an empty message its own code', () => {
    const message = 'Cannot send an empty message';
    expect(toErrorBody([{ path: '', code: EMPTY_MESSAGE, message }])).toEqual({ code: 50_006, message });
  });
});
