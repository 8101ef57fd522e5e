import type { Agent } from '../../../src/core/agents.ts';
import type { OpenaiSettings, TokenPrice } from './settings.ts';

/**
 * A small model of today that keeps to a schema. `gpt-5-mini` and its like end on 2026-12-11.
 * Source: https://developers.openai.com/api/docs/deprecations
 */
const defaultPromptModel = 'gpt-6-luna';
const defaultImageModel = 'gpt-image-2';

/**
 * Dollars a million tokens, as of November 2026.
 * Source: https://developers.openai.com/api/docs/pricing and the models' own pages.
 */
const knownPrices: Readonly<Record<string, TokenPrice>> = {
  'gpt-6-luna': { input: 0.1, 'cached-input': 0.01, output: 0.5 },
  'gpt-6-sol': { input: 2, 'cached-input': 0.2, output: 10 },
  'gpt-6.1-sol': { input: 2, 'cached-input': 0.1, output: 10 },
  'gpt-5.6-luna': { input: 0.2, 'cached-input': 0.02, output: 1.2 },
  'gpt-5.4-mini': { input: 0.75, 'cached-input': 0.075, output: 4.5 },
  'gpt-5-mini': { input: 0.25, 'cached-input': 0.025, output: 2 },
  'gpt-image-2': { input: 5, 'cached-input': 1.25, 'image-input': 8, output: 30 },
  'gpt-image-2.5-flare': { input: 5, 'cached-input': 1.25, 'image-input': 8, output: 30 },
  'gpt-image-2.5-sunburst': { input: 5, 'cached-input': 1.25, 'image-input': 8, output: 30 },
};

/** The two models that play, by the names that the server knows them by. */
export interface OpenaiModels {
  readonly prompt: string;
  /** Absent where pictures are turned off. */
  readonly image?: string;
}

export function modelsOf(settings: OpenaiSettings): OpenaiModels {
  const prompt = settings['prompt-model'] ?? defaultPromptModel;
  return settings.images === 'off' ? { prompt } : { prompt, image: settings['image-model'] ?? defaultImageModel };
}

/** The name of the provider that a model is: `openai/llama3.3-70b` for `llama3.3:70b`. */
export function providerNameOf(model: string): string {
  const plain = model
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
  return `openai/${plain === '' ? 'model' : plain}`;
}

const imageAgents = ['text-to-image', 'image-to-image'] as const satisfies readonly Agent[];

/** What each provider plays that there is with these settings, known without a connection. */
export function openaiPlayersOf(settings: OpenaiSettings): Readonly<Record<string, { plays: readonly Agent[] }>> {
  const { prompt, image } = modelsOf(settings);
  const players: Record<string, { plays: readonly Agent[] }> = { [providerNameOf(prompt)]: { plays: ['prompt'] } };
  if (image !== undefined) players[providerNameOf(image)] = { plays: imageAgents };
  return players;
}

/** What each provider plays that there is without settings. */
export const openaiPlayers = openaiPlayersOf({});

/** What a model's tokens cost; undefined where nobody knows. Dated snapshots cost what their model costs. */
export function priceOf(model: string, { prices = {} }: OpenaiSettings): TokenPrice | undefined {
  return prices[model] ?? knownPrices[model] ?? knownPrices[model.replace(/-\d{4}-\d{2}-\d{2}$/u, '')];
}

/** How results name a model to people: "GPT-6 Luna (OpenAI)", "llama3.3 at gpu.local". */
export function labelOf(model: string, host: string | undefined): string {
  return host === undefined ? `${speakable(model)} (OpenAI)` : `${model} at ${host}`;
}

/** Words of OpenAI's names that are written small. */
const small: ReadonlySet<string> = new Set(['mini', 'nano', 'pro', 'chat', 'latest']);

function speakable(model: string): string {
  const [, version, rest = ''] = /^gpt-(?:image-)?([\d.]+o?)((?:-[a-z]+)*)$/u.exec(model) ?? [];
  if (version === undefined) return model;
  const words = rest.split('-').filter((word) => word !== '');
  const named = words.map((word) => (small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)));
  return [model.startsWith('gpt-image-') ? `GPT Image ${version}` : `GPT-${version}`, ...named].join(' ');
}
