import type { Price } from '../../../src/core/provider.ts';
import type { ReplicateInput, ReplicateModel, ReplicatePrice } from './model.ts';
import type { ReplicateSettings } from './settings.ts';

/** Seconds that a turn is taken to last where only the price of a second was set. */
const unknownTypicalS = 60;

/** What a model costs: as the operator says, else as its table does. */
export function priceOf(
  { id, price }: Pick<ReplicateModel, 'id' | 'price'>,
  settings: ReplicateSettings,
): ReplicatePrice {
  const own = settings.prices?.[id];
  if (own === undefined) return price;
  if (!('machine-second' in own)) return own;
  const typicalS = own['typical-seconds'] ?? ('typicalS' in price ? price.typicalS : unknownTypicalS);
  return { 'machine-second': own['machine-second'], typicalS };
}

/** What a turn costs about, before it is begun. */
export function expectedPrice(price: ReplicatePrice): Price {
  if ('turn' in price) return { turnUsd: price.turn, secondUsd: 0 };
  if ('second' in price) return { turnUsd: 0, secondUsd: price.second };
  return { turnUsd: price['machine-second'] * price.typicalS, secondUsd: 0 };
}

/** Dollars for a turn that was made. Undefined where the provider did not tell how long its machine ran. */
export function costOf(
  price: ReplicatePrice,
  made: { readonly predictTimeS?: number | undefined; readonly videoS: number },
): number | undefined {
  if ('turn' in price) return price.turn;
  if ('second' in price) return price.second * made.videoS;
  return made.predictTimeS === undefined ? undefined : price['machine-second'] * made.predictTimeS;
}

/**
 * Dollars for a turn that came to nothing: a machine is paid for as long as it ran, anything else for what it made.
 * https://replicate.com/docs/topics/billing
 */
export function costOfNothing(price: ReplicatePrice, predictTimeS: number | undefined): number | undefined {
  return 'machine-second' in price && predictTimeS !== undefined ? price['machine-second'] * predictTimeS : undefined;
}

/** Seconds of video that were asked for, by the fields that models have for it; undefined where none tells. */
export function askedSeconds(input: ReplicateInput): number | undefined {
  const { duration, num_frames: frames, frames_per_second: rate, fps = rate } = input;
  if (typeof duration === 'number') return duration;
  return typeof frames === 'number' && typeof fps === 'number' && fps > 0 ? frames / fps : undefined;
}
