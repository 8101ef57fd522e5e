import { MoraError, type ErrorCode } from '../../src/core/errors.ts';
import type { Entry } from './journal.ts';
import { maxGenerations } from './turn.ts';

/** With these a provider declined before it began anything. */
export const neverBegun: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'unauthorized',
  'refused',
  'bad-input',
  'bad-media',
]);

/** Throws `provider-failed` where a provider was asked often enough in a stage: each time may have cost something. */
export function demandAnotherTry(provider: string, entries: readonly Entry[]): void {
  const begun = entries.filter(({ ended }) => ended?.begun === true).length;
  if (begun < maxGenerations) return;
  throw new MoraError('provider-failed', 'The model failed at this more than once. Try other words or another model.', {
    retryable: false,
    detail: `${provider} failed ${begun} times`,
  });
}
