import type { Price } from '../../../src/core/provider.ts';
import type { OpenaiSettings, TokenPrice } from './settings.ts';

/** Tokens that a request took in and gave out. */
export interface TokenUse {
  /** All that went in, pictures and remembered words among them. */
  readonly input: number;
  readonly cachedInput?: number;
  readonly imageInput?: number;
  readonly output: number;
}

const million = 1_000_000;

/** What tokens came to, in dollars; undefined where the price or the use is not known. */
export function costOf(use: TokenUse | undefined, price: TokenPrice | undefined): number | undefined {
  if (use === undefined || price === undefined) return undefined;
  const { input, cachedInput = 0, imageInput = 0, output } = use;
  const words = Math.max(0, input - cachedInput - imageInput);
  const dollars =
    words * price.input +
    cachedInput * (price['cached-input'] ?? price.input) +
    imageInput * (price['image-input'] ?? price.input) +
    output * price.output;
  return dollars / million;
}

/** Our instructions and a person's words are about 1,000 tokens; an answer with a little thought as many. */
const typicalPrompt: TokenUse = { input: 1_000, output: 1_000 };

/**
 * Tokens of a picture of the size of ours, by quality; those of pictures that go in are about the same at any.
 * Source: https://developers.openai.com/api/docs/guides/image-generation (cost); higher ones are an estimate.
 */
const typicalImageTokens: Readonly<Record<Exclude<OpenaiSettings['quality'], undefined>, number>> = {
  low: 272,
  medium: 1_056,
  auto: 1_056,
  high: 4_160,
  xhigh: 6_000,
  max: 8_000,
};

/** What a turn of the prompt agent costs about; undefined where nobody knows. */
export function typicalPromptPrice(price: TokenPrice | undefined): Price | undefined {
  const turnUsd = costOf(typicalPrompt, price);
  return turnUsd === undefined ? undefined : { turnUsd, secondUsd: 0 };
}

/** What a picture costs about, from words or from a picture; undefined where nobody knows. */
export function typicalImagePrice(
  price: TokenPrice | undefined,
  quality: Exclude<OpenaiSettings['quality'], undefined>,
  from: 'words' | 'picture',
): Price | undefined {
  const imageInput = from === 'picture' ? 1_000 : 0;
  const turnUsd = costOf({ input: 200 + imageInput, imageInput, output: typicalImageTokens[quality] }, price);
  return turnUsd === undefined ? undefined : { turnUsd, secondUsd: 0 };
}
