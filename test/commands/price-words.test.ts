import { expect, test } from 'vitest';
import { unitPrice, usdText } from '../../src/commands/price-words.ts';
import type { ModelOffer } from '../../src/core/studio/models.ts';

test.each([
  [0.12, '$0.12'],
  [12, '$12.00'],
  [0.01, '$0.01'],
  // Parts of a whole cent, added up.
  [0.007 + 0.003, '$0.01'],
  [0.0099, 'under $0.01'],
  [0.000_975, 'under $0.01'],
])('%d is %s', (usd, text) => {
  expect(usdText(usd)).toBe(text);
});

const offer = (more: Partial<ModelOffer>): ModelOffer => ({
  name: 'a/b',
  label: 'B',
  agents: ['image-to-video'],
  ...more,
});

test.each([
  ['free', {}],
  ['free', { price: { turnUsd: 0, secondUsd: 0 } }],
  ['about $0.05 a clip', { price: { turnUsd: 0.05, secondUsd: 0 } }],
  ['about $0.09 a second', { price: { turnUsd: 0, secondUsd: 0.09 } }],
  // A usual clip has five seconds.
  ['about $0.15 a clip', { price: { turnUsd: 0.05, secondUsd: 0.02 } }],
  ['about $0.13 a clip', { price: { turnUsd: 0.05, secondUsd: 0.02 }, motion: { videoToVideo: false, maxClipS: 4 } }],
  ['under $0.01 a picture', { agents: ['text-to-image'], price: { turnUsd: 0.003, secondUsd: 0 } }],
  ['about $0.04 a picture', { agents: ['prompt', 'image-to-image'], price: { turnUsd: 0.04, secondUsd: 0 } }],
  ['under $0.01 a prompt', { agents: ['prompt'], price: { turnUsd: 0.002, secondUsd: 0 } }],
  ['about $0.20 a clip', { agents: ['connect'], price: { turnUsd: 0.2, secondUsd: 0 } }],
] as const)('a model says “%s”', (text, more) => {
  expect(unitPrice(offer(more))).toBe(text);
});
