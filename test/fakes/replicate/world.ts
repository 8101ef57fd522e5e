import { createHash, randomBytes } from 'node:crypto';
import type { ReplicateModel } from '../../../workers/providers/replicate/model.ts';
import { fakeModelOf, type FakeModel } from './models.ts';
import { openOutputStudio, type OutputStudio } from './outputs.ts';
import { Predictions, tellPrediction } from './predictions.ts';
import { usualKnobs, type Fault, type Knobs } from './script.ts';
import { WebhookSender } from './webhooks.ts';

/** A file that was handed over. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** A request that came in, as a test sees it. */
export interface SeenRequest {
  readonly method: string;
  /** With its query, without the host. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed, where it is JSON. */
  readonly body: unknown;
}

/** One account of Replicate, with all that there is in it. */
export interface World extends AsyncDisposable {
  readonly token: string;
  readonly secret: string;
  readonly username: string;
  readonly knobs: Knobs;
  readonly models: readonly FakeModel[];
  readonly predictions: Predictions;
  readonly files: Map<string, StoredFile>;
  readonly faults: Fault[];
  readonly seen: SeenRequest[];
  readonly webhooks: WebhookSender;
  /** Where the server listens, once it does. */
  origin: string;
  set(knobs: Partial<Knobs>): void;
  keepFile(file: { readonly name: string; readonly contentType: string; readonly bytes: Buffer }): StoredFile;
}

export async function createWorld(tables: readonly ReplicateModel[], knobs: Partial<Knobs>): Promise<World> {
  const studio: OutputStudio = await openOutputStudio();
  // Signed with a key of its own, as each account has one.
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const webhooks = new WebhookSender(secret);
  const current = { ...usualKnobs, ...knobs };
  const predictions = new Predictions({
    studio,
    knobs: () => current,
    outputUrl: ({ id, file = '' }) => `${world.origin}/output/${id}/${file.slice(file.lastIndexOf('/') + 1)}`,
    tell(prediction, event) {
      const { webhook, webhookEvents } = prediction;
      if (webhook === undefined || !webhookEvents.includes(event)) return;
      const body = JSON.stringify(tellPrediction(prediction, world.origin, current));
      void webhooks.send(webhook, event, body, current.webhookOrigin);
    },
  });
  const files = new Map<string, StoredFile>();
  const world: World = {
    token: 'r8_fake',
    secret,
    username: 'mora-tests',
    knobs: current,
    models: tables.map(fakeModelOf),
    predictions,
    files,
    faults: [],
    seen: [],
    webhooks,
    origin: '',
    set: (changed) => void Object.assign(current, changed),
    keepFile(file) {
      const id = randomBytes(13).toString('hex');
      const stored = { ...file, id, sha256: createHash('sha256').update(file.bytes).digest('hex') };
      files.set(id, stored);
      return stored;
    },
    async [Symbol.asyncDispose]() {
      predictions.close();
      webhooks.close();
      await studio[Symbol.asyncDispose]();
    },
  };
  return world;
}
