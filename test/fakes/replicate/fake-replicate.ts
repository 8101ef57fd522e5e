import type { ReplicateModel } from '../../../workers/providers/replicate/model.ts';
import { createControl } from './control.ts';
import type { FakeModel } from './models.ts';
import { tellPrediction, type StoredPrediction } from './predictions.ts';
import type { Fault, Knobs, Script } from './script.ts';
import { serveWorld } from './server.ts';
import type { SentWebhook } from './webhooks.ts';
import { createWorld, type SeenRequest, type StoredFile } from './world.ts';

/** A server that speaks Replicate's API, for one account. */
export interface FakeReplicate extends AsyncDisposable {
  /** For `REPLICATE_BASE_URL`. */
  readonly url: string;
  /** The only token that it takes. */
  readonly token: string;
  /** What its webhooks are signed with. */
  readonly secret: string;
  /** All requests, oldest first. */
  readonly seen: readonly SeenRequest[];
  /** Those that fit a method and the beginning of a path. */
  requests(method: string, path: string): readonly SeenRequest[];
  /** All predictions that were ever begun, oldest first. */
  readonly predictions: readonly StoredPrediction[];
  /** How often each model was begun, by owner and name. */
  creations(): Readonly<Record<string, number>>;
  readonly files: ReadonlyMap<string, StoredFile>;
  readonly webhooks: readonly SentWebhook[];
  /** How the next prediction goes; several are taken one after the other. */
  nextPrediction(script: Script): void;
  fault(fault: Fault): void;
  set(knobs: Partial<Knobs>): void;
  /** For changing what a model publishes. */
  model(slug: string): FakeModel;
  /** Lets a prediction that is held end well. */
  release(id: string): Promise<void>;
  /** A prediction as the API tells it. */
  told(id: string): Record<string, unknown>;
}

/** Starts it with these models, their tables as published. */
export async function startFakeReplicate(
  models: readonly ReplicateModel[],
  knobs: Partial<Knobs> = {},
): Promise<FakeReplicate> {
  await using started = new AsyncDisposableStack();
  const world = started.use(await createWorld(models, knobs));
  started.use(await serveWorld(world, createControl(world)));
  const held = started.move();

  const prediction = (id: string): StoredPrediction => {
    const found = world.predictions.all.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no prediction ${id}`);
    return found;
  };
  return {
    url: `${world.origin}/v1`,
    token: world.token,
    secret: world.secret,
    seen: world.seen,
    requests: (method, path) => world.seen.filter((one) => one.method === method && one.path.startsWith(path)),
    predictions: world.predictions.all,
    creations: () => countCreations(world.predictions.all),
    files: world.files,
    webhooks: world.webhooks.sent,
    nextPrediction: (script) => void world.predictions.scripts.push(script),
    fault: (fault) => void world.faults.push(fault),
    set: (changed) => world.set(changed),
    model(slug) {
      const found = world.models.find(({ owner, name }) => `${owner}/${name}` === slug);
      if (found === undefined) throw new Error(`no model ${slug}`);
      return found;
    },
    release: (id) => world.predictions.release(prediction(id)),
    told: (id) => tellPrediction(prediction(id), world.origin, world.knobs),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** How often each model was begun. */
export function countCreations(predictions: readonly StoredPrediction[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { model } of predictions) {
    const slug = `${model.owner}/${model.name}`;
    counts[slug] = (counts[slug] ?? 0) + 1;
  }
  return counts;
}
