import { APIError } from 'openai';
import { toMoraError } from '../../../src/core/errors.ts';
import type { Finding } from '../../../src/core/finding.ts';
import type { Moderator } from '../../../src/core/moderation.ts';
import type { Connection, Endpoint } from './connection.ts';
import { modelsOf, priceOf } from './models.ts';
import { costOf } from './prices.ts';
import { readAnswer } from './prompt/answer.ts';
import type { PromptSpeaker } from './prompt/ask-model.ts';
import { describeRequest } from './prompt/instructions.ts';
import type { OpenaiSettings } from './settings.ts';

/** What is looked at. */
export interface Inspected {
  readonly connection: Connection;
  readonly settings: OpenaiSettings;
  readonly speaker: PromptSpeaker;
  readonly moderator: Moderator | undefined;
}

/** The smallest request that shows that the prompt agent works. */
const trial = { kind: 't2v', prompt: 'a red balloon', durationS: 2, clips: 1 } as const;

/** What an operator should know of the server, its credentials and models. Only `live` costs anything. */
export async function inspectOpenai(
  inspected: Inspected,
  { live, signal }: { readonly live: boolean; readonly signal: AbortSignal },
): Promise<readonly Finding[]> {
  const { connection, settings } = inspected;
  const { prompt, image } = modelsOf(settings);
  const models = [
    { model: prompt, setting: 'prompt-model' },
    ...(image === undefined ? [] : [{ model: image, setting: 'image-model' }]),
  ];
  const found: Finding[] = [];
  try {
    const there = await modelsThere(
      connection,
      models.map(({ model }) => model),
      signal,
    );
    found.push({ state: 'good', text: `${connection.label} takes the credentials.` });
    for (const { model, setting } of models) {
      if (there.has(model)) found.push({ state: 'good', text: `${connection.label} has the model ${model}.` });
      else found.push({ state: 'bad', text: `${connection.label} has no model ${model}: set ${setting} to another.` });
    }
  } catch (error) {
    return [{ state: 'bad', text: troubleOf(connection, error) }];
  }
  const unpriced = connection.paid ? models.filter(({ model }) => priceOf(model, settings) === undefined) : [];
  for (const { model } of unpriced) {
    found.push({
      state: 'note',
      text: `The price of ${model} is not known here: set it under prices to see what tasks cost.`,
    });
  }
  if (live) found.push(await tryPrompt(inspected, prompt, signal), await tryModeration(inspected, signal));
  return [...found, ...missingNotes(connection)];
}

/** Which of some models the server has. OpenAI is asked one by one, as its list is long; others often only list. */
async function modelsThere(
  { hastyClient, host }: Connection,
  models: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (host !== undefined) {
    const { data } = await hastyClient.models.list({ signal });
    const ids = data.flatMap(({ id }) => [id, id.replace(/:latest$/u, '')]);
    return new Set(ids);
  }
  const there = new Set<string>();
  for (const model of models) {
    try {
      there.add((await hastyClient.models.retrieve(model, { signal })).id);
    } catch (error) {
      if (!(error instanceof APIError) || error.status !== 404) throw error;
    }
  }
  return there;
}

function troubleOf({ label }: Connection, error: unknown): string {
  if (!(error instanceof APIError)) return `${label} could not be looked at: ${toMoraError(error).userMessage}`;
  const status: unknown = error.status;
  if (status === 401 || status === 403)
    return `${label} does not take the credentials: set OPENAI_API_KEY to a valid key.`;
  return typeof status === 'number' ? `${label} answers with ${status}.` : `${label} cannot be reached.`;
}

async function tryPrompt(
  { connection, settings, speaker }: Inspected,
  model: string,
  signal: AbortSignal,
): Promise<Finding> {
  try {
    const asking = { signal, creating: true };
    const { text, use } = await connection.ask(model, asking, () => speaker(describeRequest(trial), signal));
    if (readAnswer(text, trial) === undefined) {
      return { state: 'bad', text: `${model} answered, but not in the form that is asked for: choose a larger model.` };
    }
    const costUsd = costOf(use, priceOf(model, settings));
    const cost = costUsd === undefined ? '' : ` It cost $${costUsd.toFixed(5)}.`;
    return { state: 'good', text: `${model} played the prompt agent.${cost}` };
  } catch (error) {
    return { state: 'bad', text: `${model} could not play the prompt agent: ${toMoraError(error).message}` };
  }
}

async function tryModeration({ connection, moderator }: Inspected, signal: AbortSignal): Promise<Finding> {
  if (moderator === undefined) return { state: 'note', text: 'Moderation is off: nothing is looked at.' };
  try {
    await moderator.check({ text: trial.prompt }, signal);
    if (connection.missing.has('moderation')) return { state: 'note', text: 'Nothing is moderated.' };
    return { state: 'good', text: 'Moderation works. It cost nothing.' };
  } catch (error) {
    return { state: 'bad', text: `Moderation does not work: ${toMoraError(error).message}` };
  }
}

const lacks: Readonly<Record<Endpoint, string>> = {
  responses: 'has no newer text interface: the older one is used.',
  images: 'makes no pictures: the image model is off.',
  moderation: 'has no moderation: nothing is looked at.',
};

function missingNotes({ label, missing }: Connection): Finding[] {
  return Array.from(missing, (endpoint) => ({ state: 'note', text: `${label} ${lacks[endpoint]}` }) as const);
}
