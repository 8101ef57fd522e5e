import { MoraError } from '../../../src/core/errors.ts';

/** What safety filters of the models and of Replicate say; E005 is its code for what was "flagged as sensitive". */
const refusedWords =
  /nsfw|\be005\b|flagged|sensitive (?:content|words)|safety (?:checker|filter|system|tolerance)|content (?:policy|moderation|filter)|moderat(?:ed|ion)|inappropriate|prohibited|usage polic|copyrighted|not allowed to generate/iu;
/** E003 and E004 say that the model's maker has too much to do. */
const busyWords =
  /\be00[34]\b|high demand|overloaded|temporarily unavailable|too many requests|queue is full|at capacity/iu;
/** E6716: the machine did not begin in time. */
const slowWords = /\be6716\b|timed? ?out|deadline exceeded/iu;
/** E006 is Replicate's code for an input that the model does not take. */
const inputWords =
  /\be006\b|invalid (?:input|value|argument|image|prompt)|validation error|unsupported (?:image|file|format)/iu;

/**
 * Why a prediction failed, from the words of whoever made the model: they stand in no document, so what is not known
 * is an ordinary failure. The words themselves go into the log only.
 */
export function failedReason(error: unknown, costUsd: number | undefined): MoraError {
  const words = (typeof error === 'string' ? error : (JSON.stringify(error) ?? 'no reason given')).slice(0, 500);
  const options = { detail: `Replicate: ${words}`, costUsd };
  if (refusedWords.test(words)) {
    return new MoraError(
      'refused',
      'The safety filter of the model said no to this request. Please ask for something else.',
      options,
    );
  }
  if (busyWords.test(words)) {
    return new MoraError('unavailable', 'The model has too much to do just now. Please try again in a while.', options);
  }
  if (slowWords.test(words)) {
    return new MoraError('timed-out', 'The model took too long and gave up. Please try again.', options);
  }
  if (inputWords.test(words)) {
    return new MoraError(
      'bad-input',
      'The model could not work with this request. Please change the words or the picture.',
      options,
    );
  }
  return new MoraError('provider-failed', 'The model failed at this request. Please try again.', options);
}
