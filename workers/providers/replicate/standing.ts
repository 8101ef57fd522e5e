import { MoraError } from '../../../src/core/errors.ts';
import type { Standing } from '../../../src/core/provider.ts';
import { failedReason } from './failed-reason.ts';
import type { ReplicatePrice } from './model.ts';
import type { Prediction, PredictionResult } from './prediction.ts';
import { costOfNothing } from './price.ts';

/** What a prediction's status means; `running` for those that have not ended and for those that nobody knows yet. */
export function standingOf(
  prediction: Prediction,
  price: ReplicatePrice,
  nowMs: number,
): Exclude<Standing, { state: 'running' }> | { readonly state: 'running'; readonly begun: boolean } {
  const predictTimeS = prediction.metrics?.predict_time ?? undefined;
  const costUsd = costOfNothing(price, predictTimeS);
  switch (prediction.status) {
    case 'succeeded':
      return madeOf(prediction, predictTimeS);
    case 'failed':
      return { state: 'failed', error: failedReason(prediction.error, costUsd) };
    case 'canceled':
      // Replicate calls it so too when the time that we gave it is over.
      if (nowMs >= (prediction.deadline ?? Number.POSITIVE_INFINITY)) return tookTooLong(costUsd);
      return {
        state: 'failed',
        error: new MoraError('provider-failed', 'The generation was stopped at the provider. Please try again.', {
          detail: 'Replicate: canceled',
          costUsd,
        }),
      };
    case 'aborted':
      return tookTooLong(costUsd);
    default:
      return { state: 'running', begun: prediction.status !== 'starting' };
  }
}

function madeOf(prediction: Prediction, predictTimeS: number | undefined): Exclude<Standing, { state: 'running' }> {
  const { id, output, data_removed: removed } = prediction;
  const outputs = (Array.isArray(output) ? output : [output]).filter((value) => typeof value === 'string');
  if (outputs.length > 0) {
    const result: PredictionResult = { id, outputs, ...(predictTimeS === undefined ? {} : { predictTimeS }) };
    return { state: 'made', result };
  }
  const error =
    removed === true
      ? new MoraError('output-lost', 'What the model made was deleted before it could be fetched.', {
          detail: 'Replicate: data removed',
        })
      : new MoraError('provider-failed', 'The model ended without a result. Please try again.', {
          detail: 'Replicate: succeeded with no output',
        });
  return { state: 'failed', error };
}

function tookTooLong(costUsd: number | undefined): Exclude<Standing, { state: 'running' }> {
  return {
    state: 'failed',
    error: new MoraError('timed-out', 'The generation took too long and was stopped. Please try again.', {
      detail: 'Replicate: past its deadline',
      costUsd,
    }),
  };
}
