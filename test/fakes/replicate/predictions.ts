import { randomBytes } from 'node:crypto';
import type { FakeModel } from './models.ts';
import type { OutputStudio } from './outputs.ts';
import type { Knobs, Script } from './script.ts';

type Status = string;

/** A prediction as the fake keeps it. Times are in milliseconds since 1970. */
export interface StoredPrediction {
  readonly id: string;
  readonly model: FakeModel;
  readonly input: Record<string, unknown>;
  readonly script: Script;
  readonly webhook: string | undefined;
  readonly webhookEvents: readonly string[];
  readonly createdAtMs: number;
  readonly deadlineMs: number | undefined;
  status: Status;
  startedAtMs?: number;
  completedAtMs?: number;
  logs: string;
  output: unknown;
  error: unknown;
  /** The file that its output is served from. */
  file?: string;
}

/** What a new prediction is made from. */
export interface NewPrediction {
  readonly model: FakeModel;
  readonly input: Record<string, unknown>;
  readonly webhook: string | undefined;
  readonly webhookEvents: readonly string[];
  readonly cancelAfterMs: number | undefined;
}

/** Statuses after which nothing changes. */
const ended = new Set<Status>(['succeeded', 'failed', 'canceled', 'aborted']);
/** Steps in which a bar grows. */
const steps = 4;

/** All predictions of the account, and their lives. */
export class Predictions {
  readonly all: StoredPrediction[] = [];
  readonly scripts: Script[] = [];
  readonly #parts: PredictionParts;
  readonly #stopping = new AbortController();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(parts: PredictionParts) {
    this.#parts = parts;
  }

  create({ model, input, webhook, webhookEvents, cancelAfterMs }: NewPrediction): StoredPrediction {
    const { deadlineScale } = this.#parts.knobs();
    const createdAtMs = Date.now();
    const deadlineMs = cancelAfterMs === undefined ? undefined : createdAtMs + cancelAfterMs * deadlineScale;
    const prediction: StoredPrediction = {
      id: randomBytes(13).toString('hex'),
      model,
      input,
      script: this.scripts.shift() ?? {},
      webhook,
      webhookEvents,
      createdAtMs,
      deadlineMs,
      status: 'starting',
      logs: '',
      output: null,
      error: null,
    };
    this.all.push(prediction);
    void this.#live(prediction);
    if (deadlineMs !== undefined) {
      this.#after(deadlineMs - createdAtMs, () => {
        this.#end(prediction, prediction.status === 'starting' ? 'aborted' : 'canceled');
      });
    }
    return prediction;
  }

  cancel(prediction: StoredPrediction): void {
    this.#end(prediction, 'canceled');
  }

  /** Lets a prediction end that was held. */
  async release(prediction: StoredPrediction): Promise<void> {
    await this.#succeed(prediction);
  }

  close(): void {
    this.#stopping.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #live(prediction: StoredPrediction): Promise<void> {
    const { script } = prediction;
    const { knobs } = this.#parts;
    await this.#wait(script.startMs ?? knobs().startMs);
    if (ended.has(prediction.status)) return;
    if (script.status === 'aborted') return this.#end(prediction, 'aborted');
    prediction.status = script.runningStatus ?? 'processing';
    prediction.startedAtMs = Date.now();
    this.#parts.tell(prediction, 'start');
    for (let step = 1; step <= steps; step += 1) {
      await this.#wait((script.makeMs ?? knobs().makeMs) / steps);
      if (ended.has(prediction.status)) return;
      prediction.logs = script.logs ?? `${prediction.logs}\r${bar(step)}`;
    }
    if (script.status === 'hold') return;
    if (script.status === 'failed') {
      prediction.error = script.error ?? 'Something in the model broke';
      return this.#end(prediction, 'failed');
    }
    if (script.status === 'canceled') return this.#end(prediction, 'canceled');
    await this.#succeed(prediction);
  }

  async #succeed(prediction: StoredPrediction): Promise<void> {
    const { script, model, input } = prediction;
    const { studio, knobs, outputUrl } = this.#parts;
    prediction.file =
      script.outputFile ?? (await (model.makes === 'image' ? studio.image(input) : studio.video(input)));
    const url = outputUrl(prediction);
    const usual = model.makes === 'image' && knobs().listsImages ? [url] : url;
    if (ended.has(prediction.status)) return;
    prediction.output = script.output === undefined ? usual : script.output;
    this.#end(prediction, 'succeeded');
  }

  #end(prediction: StoredPrediction, status: Status): void {
    if (ended.has(prediction.status) || this.#stopping.signal.aborted) return;
    prediction.status = status;
    prediction.completedAtMs = Date.now();
    this.#parts.tell(prediction, 'completed');
  }

  #wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.#after(delayMs, resolve));
  }

  #after(delayMs: number, then: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, delayMs);
    this.#timers.add(timer);
  }
}

/** What the predictions need of the world around them. */
export interface PredictionParts {
  readonly studio: OutputStudio;
  readonly knobs: () => Knobs;
  readonly outputUrl: (prediction: StoredPrediction) => string;
  /** Tells a webhook, where one is wanted. */
  readonly tell: (prediction: StoredPrediction, event: 'start' | 'completed') => void;
}

function bar(step: number): string {
  const percent = (100 * step) / steps;
  return `${percent}%|${'█'.repeat(step)}${' '.repeat(steps - step)}| ${step}/${steps} [00:0${step}<00:0${steps - step}, 1.0it/s]`;
}

/** A prediction as the API tells it. */
export function tellPrediction(prediction: StoredPrediction, origin: string, knobs: Knobs): Record<string, unknown> {
  const { id, model, status, logs, error, webhook, script } = prediction;
  const moment = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());
  const input = Object.fromEntries(
    Object.entries(prediction.input).filter(
      ([, value]) => !(knobs.hidesDataUris && typeof value === 'string' && value.startsWith('data:')),
    ),
  );
  const api = `${origin}/v1/predictions/${id}`;
  const { startedAtMs, completedAtMs } = prediction;
  const isRemoved = knobs.dataRemoved;
  const ranS = script.predictTimeS ?? ((completedAtMs ?? 0) - (startedAtMs ?? completedAtMs ?? 0)) / 1_000;
  return {
    id,
    model: `${model.owner}/${model.name}`,
    version: model.versionId ?? 'hidden',
    input: isRemoved ? {} : input,
    logs: isRemoved ? '' : logs,
    output: isRemoved ? null : prediction.output,
    data_removed: isRemoved,
    error,
    source: 'api',
    status,
    created_at: moment(prediction.createdAtMs),
    ...(prediction.deadlineMs === undefined ? {} : { deadline: moment(prediction.deadlineMs) }),
    ...(startedAtMs === undefined ? {} : { started_at: moment(startedAtMs) }),
    ...(completedAtMs === undefined
      ? {}
      : { completed_at: moment(completedAtMs), metrics: { predict_time: ranS, total_time: ranS } }),
    ...(webhook === undefined || !knobs.showsWebhooks
      ? {}
      : { webhook, webhook_events_filter: prediction.webhookEvents }),
    urls: { get: api, cancel: `${api}/cancel`, web: `https://replicate.com/p/${id}` },
  };
}
