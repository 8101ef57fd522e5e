import { MoraError, toMoraError } from '../../errors.ts';

/** Clips come from providers: where one is unreadable, it is not the person's file that is to blame. */
export function asProviders(thrown: unknown): MoraError {
  const error = toMoraError(thrown);
  return error.code === 'bad-media' ? damagedClip(error.message, error) : error;
}

/** What a provider made cannot be used. `detail` is for the log. */
export function damagedClip(detail: string, cause?: MoraError): MoraError {
  const options = cause === undefined ? { detail } : { detail, cause };
  return new MoraError('provider-failed', 'A part of this video came out damaged. Please try again.', options);
}
