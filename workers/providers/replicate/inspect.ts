import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentInput } from '../../../src/core/agents.ts';
import { toMoraError } from '../../../src/core/errors.ts';
import type { Finding } from '../../../src/core/finding.ts';
import { tableProblems } from './check-schema.ts';
import type { ReplicateClient } from './client.ts';
import type { ReplicateInput, ReplicateModel, ReplicatePrice } from './model.ts';
import { costOf, priceOf } from './price.ts';
import type { SchemaWatch } from './schema-watch.ts';
import type { ReplicateSettings } from './settings.ts';
import { standingOf } from './standing.ts';

export interface InspectParts {
  readonly client: ReplicateClient;
  readonly schemas: SchemaWatch;
  readonly models: readonly ReplicateModel[];
  readonly settings: ReplicateSettings;
}

/** The cheapest model that there is: a third of a cent a picture. */
const liveModel = 'flux-schnell';
const liveTurn: AgentInput<'text-to-image'> = {
  width: 1024,
  height: 576,
  seed: 7,
  shot: { prompt: 'a paper boat on a calm sea', camera: 'none', pace: 'normal' },
};
const liveLimitMs = 120_000;
const liveGapMs = 1_000;

/** Looks at the token, at what each model publishes of its fields, at prices; `live` makes one small picture. */
export async function inspectReplicate(
  { live, signal }: { readonly live: boolean; readonly signal: AbortSignal },
  parts: InspectParts,
): Promise<readonly Finding[]> {
  const { client, models, settings } = parts;
  let account: string;
  try {
    account = await client.account(signal);
  } catch (error) {
    return [bad(`Replicate does not let the studio in: ${toMoraError(error).message}`)];
  }
  const findings: Finding[] = [{ state: 'good', text: `Replicate knows the token: the account is ${account}.` }];
  for (const model of models) findings.push(await inspectModel(model, parts, signal));
  const prices = models.map((model) => `${model.id} ${priceText(priceOf(model, settings))}`);
  findings.push({ state: 'note', text: `Prices that the studio counts with: ${prices.join(', ')}.` });
  if (live) findings.push(await makeOne(parts, signal));
  return findings;
}

async function inspectModel(model: ReplicateModel, { schemas }: InspectParts, signal: AbortSignal): Promise<Finding> {
  const published = await schemas.published(model, signal);
  if (published === undefined) {
    return { state: 'note', text: `${model.slug} does not tell its fields just now: they could not be compared.` };
  }
  const problems = tableProblems(model, published);
  if (problems.length === 0) return { state: 'good', text: `${model.slug} has the fields that the studio sends.` };
  return bad(`${model.slug} was changed by its maker: ${problems.map(({ text }) => text).join('; ')}.`);
}

function priceText(price: ReplicatePrice): string {
  if ('turn' in price) return `$${price.turn} a turn`;
  if ('second' in price) return `$${price.second} a second`;
  return `$${price['machine-second']} a second of its machine (about ${price.typicalS} s)`;
}

/** Makes one picture, waits for it and says what it cost. It is not fetched. */
async function makeOne({ client, models, settings }: InspectParts, signal: AbortSignal): Promise<Finding> {
  const model = models.find(({ id }) => id === liveModel);
  const role = model?.roles['text-to-image'];
  if (model === undefined || role === undefined)
    return { state: 'note', text: `Nothing was made: ${liveModel} is not among the models.` };
  const price = priceOf(model, settings);
  const limited = AbortSignal.any([signal, AbortSignal.timeout(liveLimitMs)]);
  const startedAt = performance.now();
  try {
    const noFile = (): Promise<string> => Promise.reject(new Error('made from words alone'));
    // As for a turn: the table's fields hold what ReplicateInput holds.
    const input = model.fields.parse(await role.toInput(liveTurn, noFile)) as ReplicateInput;
    const { id } = await client.create({ model, input }, limited);
    for (;;) {
      const prediction = await client.get(id, limited);
      if (prediction === undefined) return bad(`${model.slug} lost the picture that it was asked for.`);
      const standing = standingOf(prediction, price, Date.now());
      if (standing.state === 'failed') return bad(`${model.slug} made no picture: ${standing.error.message}`);
      if (standing.state === 'made') {
        const predictTimeS = prediction.metrics?.predict_time ?? undefined;
        const costUsd = costOf(price, { predictTimeS, videoS: 0 }) ?? 0;
        const tookS = ((performance.now() - startedAt) / 1_000).toFixed(1);
        return { state: 'good', text: `${model.slug} made a picture in ${tookS} s; it cost $${costUsd.toFixed(4)}.` };
      }
      await sleep(liveGapMs, undefined, { signal: limited });
    }
  } catch (error) {
    return bad(`${model.slug} could not be tried: ${toMoraError(error).message}`);
  }
}

function bad(text: string): Finding {
  return { state: 'bad', text };
}
